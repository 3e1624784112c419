import { NotFound, NotModified } from '../../errors.ts';
import { membersOf } from './members.ts';
import type { Context } from './context.ts';
import type { PodRecord } from './record.ts';
import { podState } from './state.ts';
import type { PodState } from './state.ts';

/** States of pods that need their service no more. */
const OVER: readonly PodState[] = ['Stopped', 'Exited', 'Error'];

const tree = 'libpod';

/** Before a pod starts: the service container that it belongs to runs. */
export async function startService(context: Context, { config }: PodRecord): Promise<void> {
  if (config.service === undefined) return;
  try {
    await context.containers.start(config.service, tree);
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
  }
}

/** After the end of a pod: the service container stops with the last of its pods; nobody waits for that. */
export function endService(context: Context, { config }: PodRecord): void {
  const { service } = config;
  if (service === undefined || podsOf(context, service).some((pod) => !isOver(context, pod)))
    return;
  context.containers.stop(service, { tree }).catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof NotModified) return;
    context.log.warn(`stopping service container ${service} failed: ${String(error)}`);
  });
}

/** After a pod is gone: the service container goes with the last of its pods. */
export async function leaveService(context: Context, { config }: PodRecord): Promise<void> {
  const { service } = config;
  if (service === undefined || podsOf(context, service).length > 0) return;
  await context.containers.remove(service, { tree, ...gone, ignore: true });
}

const gone = { force: true, volumes: true, withPod: true } as const;

/** After a start of the daemon: service containers whose pods were never made, or are gone, go. */
export async function removeLeftServices(context: Context): Promise<void> {
  for (const { id, record } of context.containers.all()) {
    if (!record.config.isService || podsOf(context, id).length > 0) continue;
    await context.containers.remove(id, { tree, ...gone, ignore: true });
  }
}

function podsOf({ registry }: Context, service: string): PodRecord[] {
  return registry.all().filter(({ config }) => config.service === service);
}

function isOver(context: Context, pod: PodRecord): boolean {
  return OVER.includes(podState(membersOf(context, pod).map(({ state }) => state)));
}
