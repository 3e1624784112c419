import type { VersionReader } from '../engine/system/version.ts';
import { compatSystem } from './compat/system.ts';
import type { Handlers } from './handler.ts';
import { libpodSystem } from './libpod/system.ts';

/** What the handlers call. */
export interface Parts {
  readonly versions: VersionReader;
}

/** The handler of every operation that is built, by operation id. */
export function createHandlers(parts: Parts): Handlers {
  return {
    ...libpodSystem(parts.versions),
    ...compatSystem(parts.versions),
  };
}
