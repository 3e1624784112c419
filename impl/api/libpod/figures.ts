import type { ContainerStats } from '../../../spec/generated/schemas.gen.ts';
import type { Sample, SamplePair } from '../../engine/containers/stats.ts';
import type { Engine } from '../../engine/engine.ts';
import { top } from '../../engine/exec/top.ts';
import { BadParameter, Conflict } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { dockerStats } from '../shared/docker-stats.ts';
import { topReply } from '../shared/top.ts';

/** Milliseconds between two looks of the deprecated single form. */
const INTERVAL = 5000;

export function libpodFigures({ containers, execs }: Pick<Engine, 'containers' | 'execs'>) {
  return {
    'libpod.container.stats': ({ path, query, signal }) => {
      const { state } = containers.find(path.name);
      if (state !== 'running' && state !== 'paused') {
        throw new Conflict(`container ${path.name} is ${state}: container state improper`, {
          rootCause: 'container state improper',
        });
      }
      const options = { stream: query.stream, oneShot: true, interval: INTERVAL, signal };
      return { kind: 'lines', status: 200, items: encodeOne(containers.stats(path.name, options)) };
    },
    'libpod.container.stats-all': ({ query, signal }) => {
      const { stream, interval, all, containers: names = [] } = query;
      if (interval < 1) throw new BadParameter('"interval" must be a positive number of seconds');
      const options = { stream, all, names: [...names], interval: interval * 1000, signal };
      return { kind: 'lines', status: 200, items: encodeAll(containers.statsOfMany(options)) };
    },
    'libpod.container.top': ({ path, query, signal }) =>
      topReply(query, signal, () => top(containers, execs, path.name, query.ps_args ?? '')),
  } satisfies Handlers;
}

/** Other than Docker's, Podman's stream ends with the container's run. */
async function* encodeOne(pairs: ReturnType<Engine['containers']['stats']>) {
  for await (const pair of pairs) {
    if (!pair.current.figures) return;
    yield dockerStats(pair, pair.current.name);
  }
}

async function* encodeAll(rounds: ReturnType<Engine['containers']['statsOfMany']>) {
  for await (const round of rounds) yield { Error: null, Stats: round.map(encodeFigures) };
}

/** Podman's figures: shares are of one processor; the first look's is since the start. */
export function encodeFigures({ current, previous }: SamplePair): ContainerStats {
  const { figures, id, name, startedAt } = current;
  const cpu = figures?.cpu.total ?? 0;
  const now = figures?.read ?? Date.now();
  const average = share(cpu, now - startedAt);
  const before = previous?.figures;
  const { usage = 0, limit = 0 } = figures?.memory ?? {};
  return {
    AvgCPU: average,
    ContainerID: id,
    Name: name,
    PerCPU: figures?.cpu.perCpu ?? null,
    CPU: before ? share(cpu - before.cpu.total, now - before.read) : average,
    CPUNano: cpu,
    CPUSystemNano: figures?.cpu.kernel ?? 0,
    SystemNano: now * 1e6,
    MemUsage: usage,
    MemLimit: limit,
    MemPerc: limit > 0 ? (usage / limit) * 100 : 0,
    ...inputsAndOutputs(figures),
    PIDs: figures?.pids.current ?? 0,
    // Podman 4 gives the processor time under these names too.
    UpTime: cpu,
    Duration: cpu,
  };
}

/** Percent of nanoseconds of processor time in milliseconds of time. */
function share(nanoseconds: number, milliseconds: number): number {
  return milliseconds > 0 ? (nanoseconds / (milliseconds * 1e6)) * 100 : 0;
}

function inputsAndOutputs(figures: Sample['figures']) {
  const networks = Object.values(figures?.network ?? {});
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const bytes = (op: string) =>
    sum((figures?.blockIo ?? []).filter((io) => io.op.toLowerCase() === op).map((io) => io.value));
  return {
    NetInput: sum(networks.map(({ rxBytes }) => rxBytes)),
    NetOutput: sum(networks.map(({ txBytes }) => txBytes)),
    BlockInput: bytes('read'),
    BlockOutput: bytes('write'),
  };
}
