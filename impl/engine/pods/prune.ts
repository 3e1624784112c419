import type { Context } from './context.ts';
import { stateOf } from './members.ts';
import { remove } from './remove.ts';

export interface PodPruneReport {
  id: string;
  error?: Error;
}

/** The `prune` verb: removes pods whose containers ran and none of them runs any more. */
export async function prune(context: Context): Promise<PodPruneReport[]> {
  const reports: PodPruneReport[] = [];
  for (const pod of context.registry.all()) {
    if (pod.stage !== 'ready' || !['Exited', 'Stopped'].includes(stateOf(context, pod))) continue;
    const error = await remove(context, pod.id, { force: false }).then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
    );
    reports.push({ id: pod.id, ...(error ? { error } : {}) });
  }
  return reports;
}
