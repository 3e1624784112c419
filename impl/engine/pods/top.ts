import { InternalError } from '../../errors.ts';
import { columnsOf } from '../containers/top.ts';
import type { ProcessTable } from '../containers/top.ts';
import type { Context } from './context.ts';
import { membersOf } from './members.ts';

/**
 * The processes of all running containers in one table. Throws InternalError when none runs.
 * @param psArgs Podman's column descriptors (`pid,comm`), empty for its usual columns; anything
 *   that begins with a dash is for the host's ps
 */
export async function top(context: Context, name: string, psArgs: string): Promise<ProcessTable> {
  const pod = context.registry.find(name);
  const running = membersOf(context, pod).filter(({ isLive }) => isLive);
  if (running.length === 0) {
    throw new InternalError(`pod ${pod.id} has no running containers: container state improper`, {
      rootCause: 'container state improper',
    });
  }
  const columns = columnsOf(psArgs);
  const tables = await Promise.all(
    running.map(async ({ id }) =>
      columns
        ? context.containers.topByColumns(id, columns)
        : context.containers.topOfHost(id, psArgs),
    ),
  );
  return {
    titles: tables[0]?.titles ?? [],
    processes: tables.flatMap(({ processes }) => processes),
  };
}
