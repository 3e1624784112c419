import { Conflict, NotFound } from '../../errors.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { PodKeeper } from '../containers/context.ts';
import type { ContainerRecord } from '../containers/record.ts';
import type { MountView } from '../containers/view.ts';
import { podGroup } from './groups.ts';
import type { PodGroups } from './groups.ts';
import { joinPod, refusePodNamespaces } from './join.ts';
import type { PodRegistry } from './registry.ts';

/** What containers have to do with pods: joining them, and leaving. */
export class Membership implements PodKeeper {
  readonly #registry: PodRegistry;
  readonly #groups: PodGroups;
  readonly #record: (id: string) => ContainerRecord | undefined;
  /** See PodKeeper. */
  readonly ended: (record: ContainerRecord) => void;

  /** @param containers how to look at a container's record, and whom to tell of ends. */
  constructor(
    registry: PodRegistry,
    groups: PodGroups,
    containers: {
      record: (id: string) => ContainerRecord | undefined;
      ended: (record: ContainerRecord) => void;
    },
  ) {
    this.#registry = registry;
    this.#groups = groups;
    this.#record = containers.record;
    this.ended = containers.ended;
  }

  join(config: ContainerConfig): ContainerConfig {
    if (config.isInfra) return config;
    if (config.pod) {
      const pod = this.#registry.find(config.pod);
      return joinPod(config, pod, this.#record(pod.infraId)?.config);
    }
    refusePodNamespaces(config);
    return config;
  }

  mountsFor({ pod, isInfra }: ContainerConfig): readonly MountView[] {
    const infraId = isInfra || !pod ? undefined : this.#registry.byId(pod)?.infraId;
    return (infraId && this.#record(infraId)?.mounts) || [];
  }

  admit({ pod: id, isInfra }: ContainerConfig): void {
    if (!id || isInfra || this.#registry.byId(id)?.stage === 'ready') return;
    throw new Conflict(`pod ${id} is being removed, and takes no containers any more`);
  }

  prepare({ pod: id, cgroup }: ContainerConfig): void {
    const pod = id ? this.#registry.byId(id) : undefined;
    const group = pod && podGroup(pod);
    if (!group || cgroup.parent !== group || !pod.config.resources) return;
    this.#groups.limitGroup(group, pod.config.resources);
  }

  nameOf(id: string): string {
    return this.#registry.byId(id)?.name ?? '';
  }

  idOf(name: string): string | undefined {
    try {
      return this.#registry.find(name).id;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  isNameTaken(name: string): boolean {
    return this.#registry.byName(name) !== undefined;
  }
}
