import { parseDuration } from '../duration.ts';
import { BadParameter } from '../errors.ts';

export { parseDuration } from '../duration.ts';

/**
 * A moment as the APIs' `since` and `until` write it: Unix seconds with or without a fraction,
 * RFC 3339 and its shorter forms (a missing zone is the daemon's), or a Go duration before `now`
 * (`10m`, `1h30m`).
 *
 * @param now milliseconds since 1970.
 * @returns milliseconds since 1970, with fraction. Throws BadParameter, naming the text.
 */
export function parseMoment(text: string, now: number = Date.now()): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const duration = parseDuration(text);
  if (duration !== undefined) return now - duration;
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    // Without a time JavaScript takes a date as UTC; the engines take it as local.
    const moment = Date.parse(text.length === 10 ? `${text}T00:00:00` : text);
    if (!Number.isNaN(moment)) return moment;
  }
  throw new BadParameter(`failed to parse "${text}" as a timestamp or duration`);
}
