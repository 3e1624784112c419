import { BadParameter } from '../errors.ts';

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

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

/** A Go duration (`1h30m`, `-1.5s`, `0`) in milliseconds, or undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const parts = /^([+-]?)((?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!parts) return undefined;
  let total = 0;
  for (const [, number, unit] of (parts[2] ?? '').matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(number) * (units[unit ?? ''] ?? 0);
  }
  return parts[1] === '-' ? -total : total;
}
