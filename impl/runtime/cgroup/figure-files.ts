import { readFileSync } from 'node:fs';
import { hasCode } from '../../kernel/libc.ts';

/** Text of a kernel file; empty when there is none, or when the control group went away meanwhile. */
export function readFigureFile(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENODEV', 'ENOTDIR', 'EOPNOTSUPP', 'ESRCH', 'EINVAL')) return '';
    throw error;
  }
}

/** A file of one number; 0 when it is missing. */
export function readFigure(path: string): number {
  return Number(readFigureFile(path).trim() || 0);
}

/** Lines of `name rest`, in order. */
export function pairs(text: string): [string, string][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.search(/\s/);
      return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at).trim()];
    });
}

/** Lines of `name number`. */
export function figures(text: string): Record<string, number> {
  return Object.fromEntries(pairs(text).map(([name, value]) => [name, Number(value)]));
}
