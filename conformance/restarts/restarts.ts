import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { anyAction } from '../properties/action.ts';
import { ensureImage } from '../suite/fixtures.ts';
import { parseAddress } from '../tap/address.ts';
import { daemonFolder, socketOf, startDaemon, stopDaemon } from '../targets/reference.ts';
import type { Daemon } from '../targets/reference.ts';
import { Load } from './load.ts';
import { World } from './world.ts';

export interface RestartOptions {
  /** How often the daemon is killed. */
  kills: number;
  /** Clients that are at work meanwhile. */
  clients: number;
  seed: number;
  /** A line after each restart. */
  tell: (line: string) => void;
}

/** More than any client does between two kills. */
const ACTIONS = 300;
/** Milliseconds of work before a kill. */
const WORK = { min: 50, max: 2500 };

/**
 * Kills a daemon with SIGKILL at random moments, again and again, while containers that nobody
 * touches run and clients are at work. After each restart all runs on, and every client's model
 * holds. Throws AssertionError with the seed when it does not.
 * @returns how many containers stayed all the time, and how many actions were answered
 */
export async function checkRestarts(
  options: RestartOptions,
): Promise<{ containers: number; actions: number }> {
  const folder = await daemonFolder();
  const address = socketOf(folder);
  const state = { daemon: await startDaemon(folder) };
  try {
    await ensureImage(address);
    const world = await World.make(parseAddress(address));
    const clients = await Promise.all(
      Array.from({ length: options.clients }, () => Load.open(parseAddress(address))),
    );
    let actions = 0;
    for (const round of rounds(options))
      actions += await runRound(folder, state, world, clients, round, options);
    for (const client of clients) await client.clear();
    return { containers: world.containers, actions };
  } catch (error) {
    throw new Error(`seed ${options.seed}: ${(error as Error).message}`, { cause: error });
  } finally {
    await stopDaemon(folder, state.daemon);
  }
}

interface Round {
  number: number;
  seed: number;
  work: number;
}

function rounds({ kills, seed }: RestartOptions): Round[] {
  const works = fc.sample(fc.noBias(fc.integer(WORK)), { seed, numRuns: kills });
  return works.map((work, number) => ({ number, work, seed: seed + number }));
}

async function runRound(
  folder: string,
  state: { daemon: Daemon },
  world: World,
  clients: readonly Load[],
  { number, seed, work }: Round,
  { tell }: RestartOptions,
): Promise<number> {
  let killed = false;
  const working = clients.map((client, at) => {
    const arbitrary = anyAction({ pods: true });
    const actions = fc.sample(arbitrary, { seed: seed * 31 + at, numRuns: ACTIONS });
    return client.run(actions, () => killed);
  });
  const all = Promise.all(working);
  // A client that finds a difference ends the wait for the kill.
  await Promise.race([delay(work), all.then(() => delay(work))]);
  const exit = once(state.daemon, 'exit');
  killed = true;
  state.daemon.kill('SIGKILL');
  await exit;
  const done = (await all).reduce((sum, count) => sum + count, 0);
  const since = Date.now();
  state.daemon = await startDaemon(folder);
  for (const client of clients) await client.check();
  await world.check(since);
  tell(
    `kill ${number + 1} after ${work} ms and ${done} actions: whole again in ${Date.now() - since} ms`,
  );
  return done;
}
