import type { Filters } from '../filters.ts';
import type { Context } from './context.ts';
import { podFilter } from './filters.ts';
import { remove } from './remove.ts';
import { describePod } from './view.ts';

export interface PodPruneReport {
  id: string;
  error?: Error;
}

/**
 * The `prune` verb: removes pods whose containers ran and none of them runs any more. Throws
 * BadParameter for a filter other than `label`, `label!`, `until`.
 */
export async function prune(context: Context, filters: Filters): Promise<PodPruneReport[]> {
  const fits = podFilter(filters, ['label', 'label!', 'until']);
  const reports: PodPruneReport[] = [];
  for (const pod of context.registry.all()) {
    if (pod.stage !== 'ready') continue;
    const view = describePod(context, pod);
    if (!['Exited', 'Stopped'].includes(view.state) || !fits(view)) continue;
    const error = await remove(context, pod.id, { force: false }).then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
    );
    reports.push({ id: pod.id, ...(error ? { error } : {}) });
  }
  return reports;
}
