import type { Container } from '../containers/container.ts';
import type { Context } from './context.ts';
import type { PodRecord } from './record.ts';
import { podState } from './state.ts';
import type { PodState } from './state.ts';

/** The pod's containers, the infra container among them, in order of making. */
export function membersOf({ containers }: Context, { id }: PodRecord): Container[] {
  return containers.membersOf(id);
}

export function stateOf(context: Context, pod: PodRecord): PodState {
  return podState(membersOf(context, pod).map(({ state }) => state));
}
