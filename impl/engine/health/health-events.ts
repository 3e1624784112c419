import type { ContainerRecord } from '../containers/record.ts';
import { containerEvent } from '../events/container-event.ts';
import type { NewEvent } from '../events/event.ts';
import type { HealthState } from './state.ts';

/** What a probe makes known: Podman tells of every one, Docker of a new status, in the event's name. */
export function healthEvents(
  record: ContainerRecord,
  before: HealthState,
  { status }: HealthState,
): NewEvent[] {
  const event = containerEvent({ action: 'health_status', record });
  const toPodman = { ...event, only: 'libpod', attributes: { healthStatus: status } } as const;
  if (status === before.status) return [toPodman];
  return [toPodman, { ...event, only: 'compat', action: `health_status: ${status}` }];
}
