import { fieldsOf } from './protobuf.ts';

/** CRIU's names of the figures, by field number (criu, `images/stats.proto`). */
const DUMP = {
  1: 'freezing_time',
  2: 'frozen_time',
  3: 'memdump_time',
  4: 'memwrite_time',
  5: 'pages_scanned',
  7: 'pages_written',
} as const;
const RESTORE = {
  1: 'pages_compared',
  2: 'pages_skipped_cow',
  3: 'forking_time',
  4: 'restore_time',
  5: 'pages_restored',
} as const;

/** Two words of magic and the length of the message. */
const HEAD = 12;

/**
 * The figures in CRIU's file `stats-dump` or `stats-restore`: times in microseconds, numbers of
 * pages. A file that is none has none.
 */
export function readCriuStats(file: Buffer): Record<string, number> {
  if (file.length < HEAD) return {};
  const length = file.readUInt32LE(8);
  const figures: Record<string, number> = {};
  for (const [field, value] of fieldsOf(file.subarray(HEAD, HEAD + length))) {
    if (typeof value === 'number') continue;
    const names: Readonly<Record<number, string>> = field === 1 ? DUMP : RESTORE;
    for (const name of Object.values(names)) figures[name] = 0;
    for (const [inner, figure] of fieldsOf(value)) {
      const name = names[inner];
      if (name !== undefined && typeof figure === 'number') figures[name] = figure;
    }
  }
  return figures;
}
