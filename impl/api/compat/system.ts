import type { VersionReader } from '../../engine/system/version.ts';
import type { Handlers } from '../handler.ts';
import { ping } from '../shared/ping.ts';
import { versionBody } from '../shared/version-body.ts';

/** _ping and version; events, info and df have files of their own. */
export function compatSystem(versions: VersionReader) {
  return {
    'compat.system.ping': () => ping('GET'),
    'compat.system.ping-head': () => ping('HEAD'),
    'compat.system.version': () => ({
      kind: 'json',
      status: 200,
      value: versionBody(versions.read()),
    }),
  } satisfies Handlers;
}
