import type { Engine } from '../../engine/engine.ts';
import { BadParameter } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { dockerStats } from '../shared/docker-stats.ts';
import { topReply } from '../shared/top.ts';

/** Docker looks once a second. */
const INTERVAL = 1000;

export function compatFigures({ containers }: Pick<Engine, 'containers'>) {
  return {
    'compat.container.stats': ({ path, query, signal }) => {
      const { stream, 'one-shot': oneShot } = query;
      if (stream && oneShot) {
        throw new BadParameter('cannot have stream=true and one-shot=true');
      }
      const options = { stream, oneShot, interval: INTERVAL, signal };
      return { kind: 'lines', status: 200, items: encode(containers.stats(path.name, options)) };
    },
    'compat.container.top': ({ path, query, signal }) =>
      topReply(query, signal, () => containers.topOfHost(path.name, query.ps_args)),
  } satisfies Handlers;
}

async function* encode(pairs: ReturnType<Engine['containers']['stats']>) {
  for await (const pair of pairs) yield dockerStats(pair, `/${pair.current.name}`);
}
