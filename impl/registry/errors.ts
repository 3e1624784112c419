import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { InternalError } from '../errors.ts';

/** What went wrong with a registry, for those who answer differently to it. */
export type RegistryFailure =
  /** It does not have the thing. */
  | 'not-found'
  /** It wants other credentials. */
  | 'unauthorized'
  /** The credentials are not enough. */
  | 'denied'
  /** It asks for fewer requests, or it is in trouble: worth another try later. */
  | 'busy'
  /** There is no connection, or it was cut. */
  | 'unreachable'
  /** What it sent is not what it had promised. */
  | 'corrupt'
  /** It refuses for another reason. */
  | 'refused';

/** A registry that does not do what was asked of it. */
export class RegistryError extends InternalError {
  readonly failure: RegistryFailure;

  constructor(failure: RegistryFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.failure = failure;
  }
}

/** One entry of the body that the distribution specification gives to errors. */
interface SpecifiedError {
  code?: string;
  message?: string;
}

/** @throws RegistryError in the registry's words when the status is none of these */
export async function expectStatus(
  response: IncomingMessage,
  what: string,
  statuses: readonly number[],
): Promise<IncomingMessage> {
  const { statusCode = 0 } = response;
  if (statuses.includes(statusCode)) return response;
  const body = await text(response).catch(() => '');
  throw errorOfAnswer(what, statusCode, body);
}

/** The error that an answer stands for; the registry's own words where it has some. */
function errorOfAnswer(what: string, status: number, body: string): RegistryError {
  return new RegistryError(failureOf(status), `${what}: ${reasonOf(status, body)}`);
}

function failureOf(status: number): RegistryFailure {
  if (status === 404) return 'not-found';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'denied';
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}

/** `manifest unknown: manifest unknown`, as Go's client prints code and message. */
function reasonOf(status: number, body: string): string {
  const { code, message } = specified(body);
  if (code === undefined) return `unexpected status code ${status}`;
  const words = code.toLowerCase().replaceAll('_', ' ');
  return message ? `${words}: ${message}` : words;
}

function specified(body: string): SpecifiedError {
  try {
    const { errors, details } = JSON.parse(body) as { errors?: SpecifiedError[]; details?: string };
    // Token servers have a form of their own.
    return errors?.[0] ?? (details ? { code: 'unauthorized', message: details } : {});
  } catch {
    return {};
  }
}
