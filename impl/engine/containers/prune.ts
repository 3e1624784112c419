import { BadParameter } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { discard } from './discard.ts';
import { containerFilter } from './filters.ts';
import type { PruneReport, Tree } from './view.ts';
import { isPlain } from './root-fs.ts';

const allowed = new Set(['until', 'label', 'label!']);

/**
 * The `prune` verb: removes containers that do not run, and those that never did. Throws
 * BadParameter for a filter other than `until`, `label`, `label!`.
 */
export async function prune(
  context: Context,
  filters: Record<string, string[]>,
  tree: Tree,
): Promise<PruneReport[]> {
  for (const name of Object.keys(filters)) {
    if (!allowed.has(name)) throw new BadParameter(`invalid filter '${name}'`);
  }
  const fits = containerFilter(filters, context, tree);
  const reports: PruneReport[] = [];
  for (const container of context.registry.all()) {
    if (!isPrunable(container) || !fits(container)) continue;
    const report = await pruneOne(context, container);
    if (report) reports.push(report);
  }
  context.emitPrune(reports.reduce((sum, { size }) => sum + size, 0));
  return reports;
}

/** An infra container goes with its pod; what a build works with looks as if it had ended, between its steps. */
function isPrunable({ state, record }: Container): boolean {
  const { isInfra, isService, build } = record.config;
  return (state === 'created' || state === 'exited') && !isInfra && !isService && !build;
}

/** Undefined when it was started or removed by somebody else meanwhile. */
async function pruneOne(context: Context, container: Container): Promise<PruneReport | undefined> {
  const { id } = container;
  let size = 0;
  try {
    return await container.exclusively(async () => {
      if (!isPrunable(container)) return undefined;
      if (!isPlain(container.record.config)) size = context.storage.layers.containerSize(id);
      await discard(context, container, { volumes: false });
      return { id, size };
    });
  } catch (error) {
    if (container.gone) return undefined;
    return { id, size: 0, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
