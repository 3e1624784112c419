import type { VersionReader } from '../../engine/system/version.ts';
import type { Handlers } from '../handler.ts';
import { ping } from '../shared/ping.ts';
import { versionBody } from '../shared/version-body.ts';

/** _ping and version; events, info and df have files of their own. */
export function libpodSystem(versions: VersionReader) {
  return {
    'libpod.system.ping': () => ping('GET'),
    'libpod.system.ping-head': () => ping('HEAD'),
    'libpod.system.version': () => ({
      kind: 'json',
      status: 200,
      value: versionBody(versions.read()),
    }),
  } satisfies Handlers;
}
