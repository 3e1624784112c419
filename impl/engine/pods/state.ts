import type { ContainerState } from '../containers/view.ts';

/** Podman's words, which its clients look for. */
export type PodState =
  | 'Created'
  | 'Running'
  | 'Degraded'
  | 'Paused'
  | 'Stopped'
  | 'Exited'
  | 'Error';

type Count = Record<'created' | 'running' | 'paused' | 'ended', number>;

/** A container that waits for its next try has ended, as in Podman, where there is no such state. */
const counted: Readonly<Record<ContainerState, keyof Count | undefined>> = {
  created: 'created',
  initialized: 'created',
  running: 'running',
  stopping: 'running',
  paused: 'paused',
  exited: 'ended',
  restarting: 'ended',
  removing: undefined,
};

/** The state of a pod from those of its containers, infra included, by Podman's rule. */
export function podState(states: readonly ContainerState[]): PodState {
  const count: Count = { created: 0, running: 0, paused: 0, ended: 0 };
  for (const state of states) {
    const kind = counted[state];
    if (kind) count[kind] += 1;
  }
  const all = count.created + count.running + count.paused + count.ended;
  if (all === 0) return 'Created';
  if (count.running === all) return 'Running';
  if (count.running > 0) return 'Degraded';
  if (count.paused === all) return 'Paused';
  if (count.ended === all) return 'Exited';
  return count.ended > 0 ? 'Stopped' : 'Created';
}
