import { Conflict } from '../../errors.ts';
import type { Context } from './context.ts';
import { describeState } from './errors.ts';
import type { Tree } from './view.ts';

/**
 * The `resize` verb: the terminal's size in characters. Where clients are attached and wait for the
 * start it is the size to begin with: Podman's client sends its own only then. Throws Conflict for
 * a container that does not run otherwise, to Podman also for one that is paused or asked to stop.
 */
export async function resize(
  context: Context,
  name: string,
  { rows, columns, tree }: { rows: number; columns: number; tree: Tree },
): Promise<void> {
  const container = context.registry.find(name);
  const { record } = container;
  if (!container.hasProcess && container.arriving.size > 0) {
    const arrive = async (bundle: string): Promise<void> => {
      container.arriving.delete(arrive);
      await context.runtime.resize(bundle, rows, columns);
    };
    container.arriving.add(arrive);
    return;
  }
  const { state } = container;
  const held = tree === 'libpod' && (state === 'paused' || state === 'stopping');
  if (!container.hasProcess || held) {
    throw new Conflict(
      `cannot resize container: ${describeState(container)}: container is not running: container state improper`,
      { rootCause: 'container state improper' },
    );
  }
  await context.runtime.resize(context.directories.bundle(record.id), rows, columns);
  const attributes = { height: String(rows), width: String(columns) };
  context.emit({ action: 'resize', record, attributes, only: 'compat' });
}
