import { OPERATIONS } from '../spec/generated/operations.gen.ts';
import { createHandlers } from './api/handlers.ts';
import { Engine } from './engine/engine.ts';
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
  /** Makes bridges, links, rules and name servers again what the database says; a failure is logged. */
  reload(): Promise<void>;
  /** Lets requests end, then lets go of everything but the containers. */
  stop(): Promise<void>;
}

/** Milliseconds that running requests get when the daemon is told to end. */
const GRACE = 2000;

/**
 * Opens every room from the bottom up and serves the API. Throws Conflict when the root is taken
 * or somebody listens on the address.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { root, runroot, log } = options;
  const unlock = [lockDirectory(root), lockDirectory(runroot)];
  const engine = await Engine.open({ root, runroot, log });
  const addresses: string[] = [];
  const server = createServer(engine, addresses, log);
  for (const address of options.addresses) addresses.push(await server.listen(address));
  engine.containers.startAtBoot().catch((error: unknown) => {
    log.error('starting the containers that should run failed', error);
  });
  return {
    addresses,
    idle: new Promise((resolve) => {
      if (options.idleSeconds > 0) server.activity.whenIdleFor(options.idleSeconds * 1000, resolve);
    }),
    async reload() {
      try {
        await engine.network.reload();
        log.info('networks are as they should be');
      } catch (error) {
        log.error('putting the networks back failed', error);
      }
    },
    async stop() {
      await server.close(GRACE);
      await engine.close();
      for (const release of unlock) release();
    },
  };
}

function createServer(engine: Engine, addresses: readonly string[], log: Log): ApiServer {
  return new ApiServer({
    operations: [...OPERATIONS, ...DESCRIPTIONS],
    // The table is typed by operation id; the server only knows ids as text.
    handlers: {
      ...(createHandlers(engine, addresses) as unknown as Record<string, AnyHandler>),
      ...DESCRIPTION_HANDLERS,
    },
    log,
  });
}
