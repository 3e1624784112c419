import { setTimeout as delay } from 'node:timers/promises';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';

/** What several cases are made of. */

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** A container's whole life, on the default bridge unless said. */
export function runTrue(network?: string): Pick<Case, 'unit' | 'samples' | 'measure'> {
  return {
    unit: 'ms',
    samples: 15,
    measure: (engine) =>
      timed(async () => {
        const id = await engine.create(['/bin/true'], network);
        await engine.start(id);
        await engine.wait(id);
        await engine.call('DELETE', `/containers/${id}`);
      }),
  };
}

export async function oneSleeper(engine: Engine): Promise<string[]> {
  return [await engine.sleeper()];
}

/** So many of something, ten at a time. */
export async function many(count: number, make: (at: number) => Promise<string>) {
  const made: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) made.push(await make(next++));
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return made;
}

/** Makes an exec session; returns the path of its operations. */
export async function makeExec(engine: Engine, container: string, command: string[]) {
  const json = { AttachStdout: true, Cmd: command };
  const made = await engine.call('POST', `/containers/${container}/exec`, { json });
  return `/exec/${(made.json as { Id: string }).Id}`;
}

/** Runs a command and gives what it wrote, in its frames. */
export async function runExec(engine: Engine, container: string, command: string[]) {
  const exec = await makeExec(engine, container, command);
  const { text } = await engine.call('POST', `${exec}/start`, { json: { Detach: false } });
  return { exec, text };
}

/** Resident megabytes now. @throws Error for an engine whose processes cannot be seen */
export async function residentMegabytes(engine: Engine): Promise<number> {
  const bytes = await engine.target.memory?.();
  if (bytes === undefined) throw new Error('the engine runs elsewhere');
  return bytes / 1e6;
}

/** The most megabytes that are resident while something is done, looked at twice a second. */
export async function peakMegabytes(engine: Engine, work: () => Promise<unknown>) {
  let most = 0;
  const over = new AbortController();
  const { signal } = over;
  const watch = async () => {
    while (!signal.aborted) {
      most = Math.max(most, await residentMegabytes(engine));
      await delay(500, undefined, { signal }).catch(() => {});
    }
  };
  const watching = watch();
  try {
    await work();
  } finally {
    over.abort();
    await watching;
  }
  return most;
}
