import { InternalError, NotModified } from '../../errors.ts';
import type { Container } from '../containers/container.ts';
import type { Context } from './context.ts';
import type { PodRecord } from './record.ts';

/** Runs to its end before the pod's other containers start. */
export function isInitial({ record }: Container): boolean {
  return record.config.initContainer !== undefined;
}

/**
 * Runs the init containers, one after the other in order of making; those that run once are removed
 * when they have ended well. Throws InternalError for the first that ends otherwise.
 */
export async function runInitial(
  { containers }: Context,
  pod: PodRecord,
  initial: readonly Container[],
): Promise<void> {
  // It may be on its way down with the last of the others: its lock is waited for.
  if (initial.length > 0 && pod.infraId !== '') await startInfra(containers, pod.infraId);
  for (const { id, record } of initial) {
    await containers.start(id, 'libpod');
    const { exitCode } = await containers.wait(id, ['exited']).result;
    if (exitCode !== 0) {
      throw new InternalError(
        `init container ${record.name} of pod ${pod.name} exited with code ${exitCode}`,
      );
    }
    if (record.config.initContainer !== 'once') continue;
    const options = { tree: 'libpod', force: true, volumes: false, ignore: true } as const;
    await containers.remove(id, options);
  }
}

async function startInfra(containers: Context['containers'], id: string): Promise<void> {
  try {
    await containers.start(id, 'libpod');
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
  }
}
