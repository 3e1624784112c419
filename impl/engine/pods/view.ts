import type { ContainerState, ContainerView } from '../containers/view.ts';
import type { PodConfig } from './config.ts';
import type { Context } from './context.ts';
import { parentGroup, podGroup } from './groups.ts';
import { membersOf } from './members.ts';
import type { PodRecord } from './record.ts';
import { podState } from './state.ts';
import type { PodState } from './state.ts';

/** One pod as inspect and list need it. */
export interface PodView {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  created: number;
  config: PodConfig;
  state: PodState;
  cgroup: { parent: string /** Undefined without one of its own. */; path: string | undefined };
  members: { id: string; name: string; state: ContainerState; restartCount: number }[];
  /** Undefined without one. */
  infra: ContainerView | undefined;
}

export function describePod(context: Context, pod: PodRecord): PodView {
  const members = membersOf(context, pod).map(({ id, state, record }) => {
    return { id, name: record.name, state, restartCount: record.restartCount };
  });
  const hasInfra = members.some(({ id }) => id === pod.infraId);
  return {
    id: pod.id,
    name: pod.name,
    created: pod.created,
    config: pod.config,
    state: podState(members.map(({ state }) => state)),
    cgroup: { parent: parentGroup(pod), path: podGroup(pod) },
    members,
    infra: hasInfra ? context.containers.view(pod.infraId) : undefined,
  };
}
