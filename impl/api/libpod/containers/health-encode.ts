import type { HealthCheckResults } from '../../../../spec/generated/schemas.gen.ts';
import type { HealthView } from '../../../engine/containers/view.ts';

/** Characters of a probe's output that Podman shows. */
const outputLength = 500;

/** The state of a health check; empty members for a container without one, as Podman has them. */
export function encodeHealth(health: HealthView | undefined): HealthCheckResults {
  if (health === undefined) return { Status: '', FailingStreak: 0, Log: null };
  const log = health.log.map(({ start, end, exitCode, output }) => ({
    Start: start,
    End: end,
    // Podman knows only that it failed, or took too long.
    ExitCode: Math.min(exitCode, 1),
    Output: output.replace(/\n$/, '').slice(0, outputLength),
  }));
  return {
    Status: health.status,
    FailingStreak: health.failingStreak,
    Log: log.length === 0 ? null : log,
  };
}
