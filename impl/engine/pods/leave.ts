import { NotModified } from '../../errors.ts';
import type { ContainerRecord } from '../containers/record.ts';
import { tell } from './context.ts';
import type { Context } from './context.ts';
import { membersOf } from './members.ts';
import { endService } from './service.ts';

/**
 * A run of a pod's container has ended for good. With the exit policy `stop` the infra container
 * goes with the last of them; nobody waits for that.
 */
export function leave(context: Context, { config }: ContainerRecord): void {
  // The others are about to start.
  if (config.initContainer) return;
  const pod = config.pod && !config.isInfra ? context.registry.byId(config.pod) : undefined;
  if (pod?.stage !== 'ready' || pod.config.exitPolicy !== 'stop' || pod.infraId === '') return;
  const others = membersOf(context, pod).filter(({ id }) => id !== pod.infraId);
  // One that never ran is still to come.
  if (others.some(({ state }) => state !== 'exited' && state !== 'removing')) return;
  context.containers.stop(pod.infraId, { tree: 'libpod' }).then(
    () => {
      tell(context, 'stop', pod);
      endService(context, pod);
    },
    (error: unknown) => {
      if (error instanceof NotModified) return;
      context.log.warn(`stopping pod ${pod.id} with its last container failed: ${String(error)}`);
    },
  );
}
