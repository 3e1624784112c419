import type { PodStats } from '../../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { PodSample } from '../../../engine/pods/stats.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { binarySize, humanSize } from '../../shared/sizes.ts';
import { topReply } from '../../shared/top.ts';
import { encodeFigures } from '../figures.ts';

/** What pods do and use. */
export function libpodPodFigures({ pods }: Pick<Engine, 'pods'>) {
  return {
    'libpod.pod.top': ({ path, query, signal }) =>
      topReply(query, signal, () => pods.top(path.name, query.ps_args ?? '')),
    'libpod.pod.stats': async ({ query, signal }): Promise<Reply> => {
      const { stream, delay, all = false, namesOrIDs: names = [] } = query;
      if (delay < 1) throw new BadParameter(`"delay" parameter of value ${delay} < 1`);
      const rounds = pods.stats({ stream, all, names, interval: delay * 1000, signal });
      if (stream) return { kind: 'lines', status: 200, items: encodeRounds(rounds) };
      for await (const round of rounds) {
        return { kind: 'json', status: 200, value: round.map(encode) };
      }
      return { kind: 'json', status: 200, value: [] };
    },
  } satisfies Handlers;
}

async function* encodeRounds(rounds: AsyncIterable<PodSample[]>): AsyncGenerator<PodStats[]> {
  for await (const round of rounds) yield round.map(encode);
}

/** Figures as Podman writes them for people. */
function encode({ podId, sample }: PodSample): PodStats {
  const figures = encodeFigures(sample);
  const { MemUsage: used, MemLimit: limit } = figures;
  return {
    CPU: `${figures.CPU.toFixed(2)}%`,
    MemUsage: `${humanSize(used)} / ${humanSize(limit)}`,
    MemUsageBytes: `${binarySize(used)} / ${binarySize(limit)}`,
    Mem: `${figures.MemPerc.toFixed(2)}%`,
    NetIO: both(figures.NetInput, figures.NetOutput),
    BlockIO: both(figures.BlockInput, figures.BlockOutput),
    PIDS: String(figures.PIDs),
    Pod: podId.slice(0, 12),
    CID: figures.ContainerID.slice(0, 12),
    Name: figures.Name,
  };
}

function both(received: number, sent: number): string {
  return received === 0 && sent === 0 ? '-- / --' : `${humanSize(received)} / ${humanSize(sent)}`;
}
