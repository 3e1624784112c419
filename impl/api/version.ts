import { compareVersions, parseVersion } from '../../spec/version.ts';
import type { ApiVersion } from '../../spec/version.ts';

/** What this daemon announces: the Docker API it speaks, the oldest it serves, and libpod's release. */
export const DOCKER_API_VERSION = '1.41';
export const DOCKER_API_MINIMUM = '1.24';
export const LIBPOD_API_VERSION = '4.3.1';
export const LIBPOD_API_MINIMUM = '4.0.0';

/**
 * Whether a request asks for the forms of `wanted` or newer. A path without a version counts as
 * the newest, as both engines treat it.
 */
export function atLeast(version: ApiVersion | undefined, wanted: string): boolean {
  const bound = parseVersion(wanted);
  return version === undefined || bound === undefined || compareVersions(version, bound) >= 0;
}
