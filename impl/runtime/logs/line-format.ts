/**
 * conmon's log file (the Kubernetes format): `TIME stdout|stderr F|P TEXT`, one entry per line.
 * P says that the writer's line goes on in the next entry of the same stream.
 */
const SPACE = 0x20;
const LETTER_P = 0x50;
/** Where the third letter of the stream's name differs: stdOut, stdErr. */
const LETTER_E = 0x65;

/** `2026-01-31T10:00:00.123456789+01:00`: what conmon writes, so what is looked for first. */
const USUAL_TIME_LENGTH = 35;
/** ` stdout F ` after the time. */
const LABEL_LENGTH = 10;

/** Where the time of the entry at `start` ends, or -1 when there is no entry. */
export function timeEnd(block: Buffer, start: number, end: number): number {
  const usual = start + USUAL_TIME_LENGTH;
  const at = block[usual] === SPACE ? usual : block.indexOf(SPACE, start);
  return at === -1 || at + LABEL_LENGTH > end ? -1 : at;
}

/** The entry's stream, by where its time ends. */
export function streamAt(block: Buffer, timeEnd: number): 1 | 2 {
  return block[timeEnd + 4] === LETTER_E ? 2 : 1;
}

export function isPartialAt(block: Buffer, timeEnd: number): boolean {
  return block[timeEnd + 8] === LETTER_P;
}

/** Where the entry's text begins. */
export function textStart(timeEnd: number): number {
  return timeEnd + LABEL_LENGTH;
}

/** The entry's time as it stands. */
export function timeText(block: Buffer, start: number, timeEnd: number): string {
  return block.toString('latin1', start, timeEnd);
}

/** Milliseconds since 1970, with fractions, of an RFC 3339 time; NaN for anything else. */
export function parseLogTime(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!parts) return Number.NaN;
  const [, whole = '', fraction = '0', zone = ''] = parts;
  return Date.parse(whole + zone) + Number(fraction) * 1000;
}
