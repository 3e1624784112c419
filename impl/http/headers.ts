import { DOCKER_API_VERSION, LIBPOD_API_VERSION } from '../api/version.ts';

/** Podman's own form: clients have been seen to look for `Libpod` to tell it from Docker. */
const SERVER = `Libpod/${LIBPOD_API_VERSION} (linux)`;

let count = 0;

/** What every operation's answer carries, in both trees; the reference id differs per request. */
export function commonHeaders(): [name: string, value: string][] {
  count += 1;
  return [
    ['Api-Version', DOCKER_API_VERSION],
    ['Libpod-Api-Version', LIBPOD_API_VERSION],
    ['Server', SERVER],
    ['X-Reference-Id', `0x${count.toString(16).padStart(10, '0')}`],
  ];
}
