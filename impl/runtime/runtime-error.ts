import { InternalError } from '../errors.ts';

/** What kept the OCI runtime from starting a process. */
export type RuntimeFailure = 'not-found' | 'permission' | 'other';

/**
 * The OCI runtime or conmon refused. The message is Podman's: runtime, its own words, the kind.
 * `exitCode` is what a shell and both engines' clients show for it: 127 for a command that is not
 * there, 126 for one that may not run, 125 for the rest.
 */
export class RuntimeError extends InternalError {
  readonly failure: RuntimeFailure;
  readonly exitCode: 125 | 126 | 127;
  /** The runtime's own words, without its log dress. */
  readonly detail: string;

  constructor(runtime: string, output: string) {
    const detail = runtimeMessage(output);
    const failure = failureOf(detail);
    const kind = KINDS[failure];
    super(`${runtime}: ${detail}: ${kind.text}`, { rootCause: kind.text });
    this.failure = failure;
    this.exitCode = kind.exitCode;
    this.detail = detail;
  }
}

const KINDS = {
  'not-found': {
    text: 'OCI runtime attempted to invoke a command that was not found',
    exitCode: 127,
  },
  permission: { text: 'OCI permission denied', exitCode: 126 },
  other: { text: 'OCI runtime error', exitCode: 125 },
} as const;

/** crun prints plain lines, runc a logfmt line (`time=… level=error msg="…"`) or JSON. */
function runtimeMessage(output: string): string {
  const messages: string[] = [];
  for (const line of output.split('\n')) {
    const quoted = /\bmsg=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    const text = quoted === undefined ? line.trim() : (JSON.parse(quoted) as string);
    if (text !== '') messages.push(text);
  }
  return messages.join(': ') || 'no message';
}

function failureOf(detail: string): RuntimeFailure {
  if (/permission denied|operation not permitted/i.test(detail)) return 'permission';
  if (/executable file .*not found in|no such file or directory|open executable/i.test(detail)) {
    return 'not-found';
  }
  return 'other';
}
