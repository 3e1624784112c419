import { OPERATIONS } from '../spec/generated/operations.gen.ts';
import { createHandlers } from './api/handlers.ts';
import { VersionReader } from './engine/system/version.ts';
import { ApiServer } from './http/api-server.ts';
import type { AnyHandler } from './http/answer.ts';
import type { Address } from './http/listen.ts';
import { DESCRIPTIONS, DESCRIPTION_HANDLERS } from './http/openapi.ts';
import type { Log } from './log.ts';
import { lockDirectory } from './root-lock.ts';

export interface DaemonOptions {
  readonly root: string;
  readonly runroot: string;
  readonly addresses: readonly Address[];
  /** Seconds without a request after which `idle` settles; 0 is never. */
  readonly idleSeconds: number;
  readonly log: Log;
}

export interface Daemon {
  /** Where it listens, as clients write it. */
  readonly addresses: readonly string[];
  /** Settles when the idle time is over. */
  readonly idle: Promise<void>;
  /** Lets requests end, then lets go of everything but the containers. */
  stop(): Promise<void>;
}

/** Milliseconds that running requests get when the daemon is told to end. */
const GRACE = 2000;

/** Opens every room from the bottom up and serves the API. Throws Conflict when the root is taken. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { log } = options;
  const unlock = [lockDirectory(options.root), lockDirectory(options.runroot)];
  const handlers = createHandlers({ versions: new VersionReader(undefined) });
  const server = new ApiServer({
    operations: [...OPERATIONS, ...DESCRIPTIONS],
    // The table is typed by operation id; the server only knows ids as text.
    handlers: { ...(handlers as Record<string, AnyHandler>), ...DESCRIPTION_HANDLERS },
    log,
  });
  const addresses: string[] = [];
  for (const address of options.addresses) addresses.push(await server.listen(address));
  return {
    addresses,
    idle: new Promise((resolve) => {
      if (options.idleSeconds > 0) server.activity.whenIdleFor(options.idleSeconds * 1000, resolve);
    }),
    async stop() {
      await server.close(GRACE);
      for (const release of unlock) release();
    },
  };
}
