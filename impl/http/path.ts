import { posix } from 'node:path';
import type { ApiVersion } from '../api/handler.ts';
import { parseVersion } from '../api/version.ts';

/** A request target taken apart: the path still percent-encoded, the query without `?`. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

/**
 * Splits a request target. Absolute forms (`GET http://d/_ping`), which clients behind a proxy
 * setting send even to a unix socket, lose scheme and host.
 */
export function parseTarget(url: string): Target {
  const origin = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const mark = origin.indexOf('?');
  const path = mark < 0 ? origin : origin.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : origin.slice(mark + 1) };
}

/** The path without `//`, `.` and `..`; equal to the input when it was clean already. */
export function cleanPath(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path;
  return posix.normalize(path.startsWith('/') ? path : `/${path}`);
}

/** Takes the version prefix off: `/v1.41/info` is `/info` at 1.41. */
export function splitVersion(path: string): { version: ApiVersion | undefined; path: string } {
  if (!path.startsWith('/v')) return { version: undefined, path };
  const end = path.indexOf('/', 2);
  const version = end < 0 ? undefined : parseVersion(path.slice(2, end));
  return version === undefined ? { version, path } : { version, path: path.slice(end) };
}
