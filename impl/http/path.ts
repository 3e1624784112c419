import { posix } from 'node:path';
import { BadParameter } from '../errors.ts';

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

/** Percent-decodes path parameters; `%2F` becomes a slash only here. Throws BadParameter. */
export function decodePath(raw: Readonly<Record<string, string>>): Record<string, string> {
  const decoded: Record<string, string> = {};
  for (const [name, text] of Object.entries(raw)) {
    try {
      decoded[name] = decodeURIComponent(text);
    } catch {
      throw new BadParameter(`path parameter "${name}": "${text}" is not valid percent-encoding`);
    }
  }
  return decoded;
}
