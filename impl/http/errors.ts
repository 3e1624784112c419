import type { Reply } from '../api/handler.ts';
import { RefpodError } from '../errors.ts';

/** The body of every error answer of both trees. */
export interface ErrorBody {
  readonly cause: string;
  readonly message: string;
  readonly response: number;
}

/**
 * What is answered for something thrown: typed errors keep their status, anything else is the
 * daemon's own fault and a 500. 304 has no body by HTTP's rules.
 */
export function errorReply(error: unknown): Reply {
  if (error instanceof RefpodError) {
    const { status, rootCause: cause, message } = error;
    if (status === 304) return { kind: 'empty', status };
    return {
      kind: 'json',
      status,
      value: { cause, message, response: status } satisfies ErrorBody,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'json',
    status: 500,
    value: { cause: message, message, response: 500 } satisfies ErrorBody,
  };
}

/**
 * Whether the log should have it: what nobody foresaw. A typed error is an answer, whatever its
 * status, unless something unforeseen caused it.
 */
export function isFault(error: unknown): boolean {
  if (!(error instanceof RefpodError)) return true;
  return error.status === 500 && error.cause !== undefined && isFault(error.cause);
}

/** The router's own answers: plain text, as Podman's mux writes them. */
export const NOT_FOUND: Reply = plain(404, 'Not Found');
export const WRONG_METHOD: Reply = plain(405, 'Method Not Allowed');

function plain(status: number, text: string): Reply {
  return {
    kind: 'text',
    status,
    text: `${text}\n`,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}
