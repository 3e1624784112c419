import { InternalError } from '../../errors.ts';
import type { ProcessIdentity } from '../../runtime/processes.ts';
import type { ContainerRecord } from '../containers/record.ts';
import type { NewEvent } from '../events/event.ts';
import type { Captured, CaptureOptions } from '../exec/capture.ts';
import { goDuration } from '../go-duration.ts';
import type { Check } from './check.ts';
import type { Probe } from './state.ts';

/** Bytes of output that are remembered; Docker's figure. */
const outputLimit = 4096;
/** What a probe is said to have exited with that was killed or could not run. */
const noExitCode = -1;

export interface ProbeRunner {
  /** Runs a command in the container; see `Execs.capture`. */
  capture(id: string, command: string[], options: CaptureOptions): Promise<Captured>;
  emit(event: NewEvent): void;
}

export interface ProbeOutcome {
  result: Probe;
  /** It was killed for its time. */
  late?: InternalError;
}

/** Runs a check once. Whatever goes wrong with it is its result. */
export async function probe(
  runner: ProbeRunner,
  { id }: ContainerRecord,
  { command, timeout }: Check,
  options: { signal: AbortSignal; onStarted: (process: ProcessIdentity) => void },
): Promise<ProbeOutcome> {
  const start = new Date().toISOString();
  const ended = (exitCode: number, output: string) => ({
    start,
    end: new Date().toISOString(),
    exitCode,
    output,
  });
  try {
    // Docker's clients hear of the commands too, Podman's only of what came of them.
    const captured = await runner.capture(id, command, {
      ...options,
      timeout,
      limit: outputLimit,
      toldTo: 'compat',
    });
    const output = captured.truncated ? `${captured.output}...` : captured.output;
    if (captured.exitCode !== undefined) return { result: ended(captured.exitCode, output) };
    const limit = goDuration(timeout * 1e6);
    const text = `Health check exceeded timeout (${limit})${output === '' ? '' : `: ${output}`}`;
    const late = new InternalError(`healthcheck command exceeded timeout of ${limit}`);
    return { result: ended(noExitCode, text), late };
  } catch (error) {
    return { result: ended(noExitCode, error instanceof Error ? error.message : String(error)) };
  }
}
