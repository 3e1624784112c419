import type { HealthView } from '../containers/view.ts';
import type { Check } from './check.ts';

/** How many probes are remembered, by both engines. */
const kept = 5;

/** What is known of a container's health, as the database keeps it. */
export interface HealthState extends HealthView {
  /** Its start-up check has not passed; absent where it has none. */
  startUp?: { successes: number; failures: number };
}

/** How one probe went. */
export type Probe = HealthView['log'][number];

/** At the beginning of a run. What earlier runs told stays in the log. */
export function begun(previous: HealthState | undefined, hasStartUp: boolean): HealthState {
  return {
    status: 'starting',
    failingStreak: 0,
    log: previous?.log ?? [],
    ...(hasStartUp ? { startUp: { successes: 0, failures: 0 } } : {}),
  };
}

/**
 * The state after a probe of the regular check: a success is healthy at once, failures count once
 * the start period is over or it was healthy before, and `retries` of them in a row are unhealthy.
 *
 * @param startedAt of the run, in milliseconds since 1970
 */
export function judged(
  state: HealthState,
  probe: Probe,
  { startPeriod, retries }: Check,
  startedAt: number,
): HealthState {
  const log = [...state.log, probe].slice(-kept);
  if (probe.exitCode === 0) return { ...state, log, status: 'healthy', failingStreak: 0 };
  const spared = state.status === 'starting' && Date.parse(probe.start) - startedAt < startPeriod;
  if (spared) return { ...state, log };
  const failingStreak = state.failingStreak + 1;
  return {
    ...state,
    log,
    failingStreak,
    status: failingStreak >= retries ? 'unhealthy' : state.status,
  };
}

/** The state after a probe of the start-up check: once it has passed, the regular one takes over. */
export function startUpJudged(state: HealthState, probe: Probe, { successes }: Check): HealthState {
  const { startUp = { successes: 0, failures: 0 }, ...rest } = state;
  const log = [...state.log, probe].slice(-kept);
  if (probe.exitCode !== 0) {
    return { ...rest, log, startUp: { successes: 0, failures: startUp.failures + 1 } };
  }
  if (startUp.successes + 1 >= successes) return { ...rest, log };
  return { ...rest, log, startUp: { ...startUp, successes: startUp.successes + 1 } };
}
