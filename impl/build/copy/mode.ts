import { BadParameter } from '../../errors.ts';
import type { TarEntry } from '../../storage/tar/entry.ts';

/**
 * What `--chmod` makes of a mode: an octal number, or chmod(1)'s letters (`u=rwX,go=rX`).
 * @throws BadParameter
 */
export function modeChange(text: string): (entry: Pick<TarEntry, 'mode' | 'type'>) => number {
  if (/^[0-7]{1,4}$/.test(text)) return () => Number.parseInt(text, 8);
  const clauses = text.split(',').map((clause) => {
    const [, who, operator, letters] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (operator === undefined) throw new BadParameter(`invalid chmod parameter: '${text}'`);
    return { who: who || 'a', operator, letters: letters ?? '' };
  });
  return ({ mode, type }) =>
    clauses.reduce((current, clause) => changed(current, clause, type === 'directory'), mode);
}

interface Clause {
  who: string;
  operator: string;
  letters: string;
}

function changed(mode: number, { who, operator, letters }: Clause, isFolder: boolean): number {
  const wanted = new Set(letters);
  // A big X is for folders, and for what somebody may run already.
  if (wanted.has('X') && (isFolder || (mode & 0o111) !== 0)) wanted.add('x');
  const everybody = who.includes('a');
  let bits = 0;
  let mask = 0;
  for (const [letter, shift, special] of [
    ['u', 6, 0o4000],
    ['g', 3, 0o2000],
    ['o', 0, 0],
  ] as const) {
    if (!everybody && !who.includes(letter)) continue;
    const own = (wanted.has('r') ? 4 : 0) | (wanted.has('w') ? 2 : 0) | (wanted.has('x') ? 1 : 0);
    bits |= (own << shift) | (wanted.has('s') ? special : 0);
    mask |= (7 << shift) | special;
  }
  if (wanted.has('t')) bits |= 0o1000;
  if (operator === '+') return mode | bits;
  return operator === '-' ? mode & ~bits : (mode & ~mask) | bits;
}
