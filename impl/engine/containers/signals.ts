import { constants } from 'node:os';
import { BadParameter } from '../../errors.ts';

/** glibc keeps 32 and 33 for itself, so that programs see SIGRTMIN as 34 (signal(7)). */
const realTimeMin = 34;
const realTimeMax = 64;

const numbers: Readonly<Record<string, number>> = { ...constants.signals, SIGCLD: 17 };

/**
 * The number of a signal: `15`, `TERM`, `SIGTERM` in any case, `RTMIN+3`, `SIGRTMAX-1`.
 * Throws BadParameter, naming what was given.
 */
export function parseSignal(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : byName(text.toUpperCase());
  if (number !== undefined && number > 0 && number <= realTimeMax) return number;
  throw new BadParameter(`invalid signal: ${text}`);
}

function byName(upper: string): number | undefined {
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const known = numbers[name];
  if (known !== undefined) return known;
  const realTime = /^SIGRT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (!realTime) return undefined;
  const base = realTime[1] === 'MIN' ? realTimeMin : realTimeMax;
  const offset = Number(realTime[3] ?? 0) * (realTime[2] === '-' ? -1 : 1);
  const number = base + offset;
  return number >= realTimeMin && number <= realTimeMax ? number : undefined;
}

/** `SIGTERM` for 15: how inspect shows it. */
export function signalName(number: number): string {
  for (const [name, value] of Object.entries(numbers)) if (value === number) return name;
  if (number === realTimeMin) return 'SIGRTMIN';
  return number > realTimeMin ? `SIGRTMIN+${number - realTimeMin}` : String(number);
}
