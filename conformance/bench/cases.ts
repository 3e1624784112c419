import { setTimeout as delay } from 'node:timers/promises';
import { buildCases } from './build-cases.ts';
import { bulkCases } from './bulk-cases.ts';
import { imageCases } from './image-cases.ts';
import { networkCases } from './network-cases.ts';
import { podCases } from './pod-cases.ts';
import { many, oneSleeper, residentMegabytes, runExec, runTrue, timed } from './parts.ts';
import type { Engine } from './engine.ts';
import { sleep } from './engine.ts';

/** One figure. Everything but `measure` is outside the measured time. */
export interface Case {
  readonly name: string;
  readonly title: string;
  readonly unit: 'ms' | 'MB';
  /** Samples per engine; the table shows their median. */
  readonly samples: number;
  /** Engines without this tree are left out. */
  readonly tree?: 'libpod';
  /** Ids of containers that `measure` works on; they are removed after the last sample. */
  prepare?(engine: Engine): Promise<string[]>;
  /** Takes one sample, in the case's unit. */
  measure(engine: Engine, containers: string[]): Promise<number>;
  /** Takes away what else `prepare` and `measure` left, whether they went well or not. */
  clean?(engine: Engine): Promise<void>;
}

/** The cases of the baseline table, memory before everything else. */
export const cases: readonly Case[] = [
  { ...residentMemory(), name: 'memory', title: 'resident memory, idle' },
  { ...runTrue('none'), name: 'run-no-network', title: 'create, start, wait, remove, no network' },
  { ...runTrue(), name: 'run-bridge', title: 'the same on the default bridge' },
  {
    name: 'create-remove',
    title: 'create and remove',
    unit: 'ms',
    samples: 15,
    measure: (engine) =>
      timed(async () => engine.remove(await engine.create(['/bin/true'], 'none'))),
  },
  {
    name: 'start',
    title: 'start a sleep, no network',
    unit: 'ms',
    samples: 10,
    async measure(engine) {
      const id = await engine.create(sleep, 'none');
      const time = await timed(() => engine.start(id));
      await engine.call('POST', `/containers/${id}/kill`);
      await engine.remove(id);
      return time;
    },
  },
  {
    name: 'force-remove',
    title: 'force-remove a running sleep',
    unit: 'ms',
    samples: 5,
    async measure(engine) {
      const id = await engine.create(['sleep', '600'], 'none');
      await engine.start(id);
      return timed(() => engine.remove(id));
    },
  },
  {
    name: 'exec',
    title: 'exec echo, create to inspect',
    unit: 'ms',
    samples: 15,
    prepare: oneSleeper,
    measure: (engine, [id]) => timed(() => execEcho(engine, id!)),
  },
  {
    name: 'ping',
    title: 'ping',
    unit: 'ms',
    samples: 300,
    measure: (engine) => timed(() => engine.call('GET', '/_ping')),
  },
  {
    name: 'tap',
    title: 'what the tap adds to a ping',
    unit: 'ms',
    samples: 300,
    async measure(engine) {
      const tapped = await engine.tapped();
      const direct = await timed(() => engine.call('GET', '/_ping'));
      return (await timed(() => tapped.call('GET', '/_ping'))) - direct;
    },
  },
  {
    name: 'inspect',
    title: 'inspect a container',
    unit: 'ms',
    samples: 200,
    prepare: oneSleeper,
    measure: (engine, [id]) => timed(() => engine.call('GET', `/containers/${id}/json`)),
  },
  {
    name: 'inspect-16',
    title: 'inspect, 16 clients at once, per request',
    unit: 'ms',
    samples: 10,
    prepare: oneSleeper,
    measure: (engine, [id]) => inspectTogether(engine, id!, 16, 20),
  },
  {
    name: 'list-200',
    title: 'list 200 containers',
    unit: 'ms',
    samples: 15,
    prepare: (engine) => createMany(engine, 200),
    measure: (engine) => timed(() => engine.call('GET', '/containers/json?all=true')),
  },
  {
    name: 'logs-32mb',
    title: 'read 32 MB of logs',
    unit: 'ms',
    samples: 3,
    prepare: oneTalker,
    measure: (engine, [id]) => timed(() => readLogs(engine, id!)),
  },
  {
    name: 'start-20',
    title: 'start 20 at once',
    unit: 'ms',
    samples: 3,
    async measure(engine) {
      const ids = await createMany(engine, 20);
      const time = await timed(() => Promise.all(ids.map((id) => engine.start(id))));
      for (const id of ids) {
        await engine.call('POST', `/containers/${id}/kill`);
        await engine.remove(id);
      }
      return time;
    },
  },
  ...networkCases,
  ...podCases,
  ...bulkCases,
  ...imageCases,
  ...buildCases,
  { ...residentMemory(), name: 'memory-after', title: 'resident memory after all this' },
];

function residentMemory(): Pick<Case, 'unit' | 'samples' | 'measure'> {
  return {
    unit: 'MB',
    samples: 1,
    async measure(engine) {
      await delay(2000); // what idle means: no request for a while
      return residentMegabytes(engine);
    },
  };
}

function createMany(engine: Engine, count: number): Promise<string[]> {
  return many(count, () => engine.create(sleep, 'none'));
}

async function execEcho(engine: Engine, container: string): Promise<void> {
  const { exec, text } = await runExec(engine, container, ['echo', 'hello']);
  if (!text.endsWith('hello\n')) throw new Error('exec lost its output');
  await engine.call('GET', `${exec}/json`);
}

async function inspectTogether(engine: Engine, id: string, clients: number, each: number) {
  const client = async () => {
    for (let i = 0; i < each; i++) await engine.call('GET', `/containers/${id}/json`);
  };
  const time = await timed(() => Promise.all(Array.from({ length: clients }, client)));
  return time / (clients * each);
}

const logBytes = 32 * 1024 * 1024;

/** A container that has written the log: lines of 64 bytes. */
async function oneTalker(engine: Engine): Promise<string[]> {
  const line = 'x'.repeat(63);
  const id = await engine.create(['sh', '-c', `yes ${line} | head -c ${logBytes}`], 'none');
  await engine.start(id);
  await engine.wait(id);
  return [id];
}

/** Reads the log in its frames (8 bytes of header each) and checks that all of it came. */
async function readLogs(engine: Engine, id: string): Promise<void> {
  const bytes = await engine.count(`/containers/${id}/logs?stdout=true`);
  if (bytes < logBytes) throw new Error(`only ${bytes} bytes of log`);
}
