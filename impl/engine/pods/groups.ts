import { posix } from 'node:path';
import { defaultCgroupParent } from '../containers/bundle.ts';
import type { ResourceConfig } from '../../container-config.ts';
import type { PodRecord } from './record.ts';

/** The control groups of pods, as the runtime makes and removes them. */
export interface PodGroups {
  /** Makes a control group that limits all containers below it together. */
  limitGroup(path: string, limits: ResourceConfig): void;
  /** Removes a control group that nothing runs in, with what is below it; a missing one is no error. */
  removeGroup(path: string): void;
}

/** Control group above the pod's own. */
export function parentGroup({ config }: Pick<PodRecord, 'config'>): string {
  return posix.join('/', config.cgroupParent || defaultCgroupParent);
}

/** The pod's control group; undefined when its containers' are not below one. */
export function podGroup(pod: Pick<PodRecord, 'id' | 'config'>): string | undefined {
  return pod.config.sharesParent ? posix.join(parentGroup(pod), pod.id) : undefined;
}
