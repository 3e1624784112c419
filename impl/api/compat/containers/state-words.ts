import type { ContainerView, StateView } from '../../../engine/containers/view.ts';

type DockerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited';

/** Docker's word for the state: it has no step between created and running, and none before exited. */
export function stateWord({ status }: Pick<StateView, 'status'>): DockerState {
  if (status === 'initialized') return 'created';
  return status === 'stopping' ? 'running' : status;
}

/** The STATUS column of `docker ps`: `Up 5 minutes (healthy)`, `Exited (0) 3 seconds ago`. */
export function statusText({ state }: ContainerView, now: number): string {
  const since = (moment: number) => humanDuration(now - moment);
  switch (stateWord(state)) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${since(state.startedAt)}${healthText(state)}`;
    case 'paused':
      return `Up ${since(state.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${state.exitCode}) ${since(state.finishedAt)} ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'exited':
      return `Exited (${state.exitCode}) ${since(state.finishedAt)} ago`;
  }
}

function healthText({ health }: StateView): string {
  if (health === undefined) return '';
  return health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Docker's rough words for a time span in milliseconds. */
export function humanDuration(span: number): string {
  const rounded = Math.floor(span / HOUR + 0.5);
  if (span < SECOND) return 'Less than a second';
  if (span < 2 * SECOND) return '1 second';
  if (span < MINUTE) return `${Math.floor(span / SECOND)} seconds`;
  if (span < 2 * MINUTE) return 'About a minute';
  if (span < HOUR) return `${Math.floor(span / MINUTE)} minutes`;
  if (rounded === 1) return 'About an hour';
  if (rounded < 48) return `${rounded} hours`;
  if (rounded < 24 * 7 * 2) return `${Math.floor(span / DAY)} days`;
  if (rounded < 24 * 30 * 2) return `${Math.floor(span / (7 * DAY))} weeks`;
  if (rounded < 24 * 365 * 2) return `${Math.floor(span / (30 * DAY))} months`;
  return `${Math.floor(span / (365 * DAY))} years`;
}
