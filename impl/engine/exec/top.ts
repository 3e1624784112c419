import { InternalError } from '../../errors.ts';
import type { Containers } from '../containers/containers.ts';
import { columnsOf, requireLive, splitTable } from '../containers/top.ts';
import type { ProcessTable } from '../containers/top.ts';
import type { Execs } from './execs.ts';

/**
 * Processes as Podman shows them: by its column descriptors, or else by the container's own ps
 * with these arguments. Throws InternalError when the container does not run, or its ps fails.
 * @param psArgs `pid,comm`, `-ef`; empty for Podman's usual columns
 */
export async function top(
  containers: Containers,
  execs: Execs,
  name: string,
  psArgs: string,
): Promise<ProcessTable> {
  const columns = columnsOf(psArgs);
  if (columns) return containers.topByColumns(name, columns);
  requireLive(containers.find(name));
  const command = ['ps', ...psArgs.split(/\s+/).filter(Boolean)];
  const { stdout, stderr, exitCode } = await execs.capture(name, command);
  if (exitCode !== 0) throw new InternalError(`ps in container ${name}: ${stderr.trim()}`);
  const [titles = [], ...processes] = splitTable(stdout);
  return { titles, processes };
}
