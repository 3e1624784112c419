import type { Log } from '../../log.ts';
import type { Containers } from '../containers/containers.ts';
import type { NewEvent } from '../events/event.ts';
import type { Images } from '../images/images.ts';
import type { PodGroups } from './groups.ts';
import type { PodRecord } from './record.ts';
import type { PodRegistry } from './registry.ts';

/** The neighbours that pods need. */
export interface PodNeighbours {
  readonly containers: Containers;
  readonly images: Images;
  readonly groups: PodGroups;
  readonly log: Log;
  emit(event: NewEvent): void;
}

/** All that the verbs work with. */
export interface Context extends PodNeighbours {
  readonly registry: PodRegistry;
}

/** Tells that something happened to a pod. */
export function tell(context: Context, action: string, { id, name, config }: PodRecord): void {
  context.emit({ type: 'pod', action, id, name, labels: config.labels });
}
