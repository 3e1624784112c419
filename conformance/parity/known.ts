import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Different } from './pair.ts';

/** A known difference between answers, or several of one kind (`divergences/answers.yaml`). */
export interface Known {
  /** Operation ids, with `*` for any word. */
  readonly operation: readonly string[];
  /** Fields as differences write them, with `*` and `**` as in paths of files. */
  readonly field: readonly string[];
  /** What each engine says: exactly, or `any`. Engines that say the same do not differ. */
  readonly says: Readonly<Record<string, string>>;
  /** Who does as the document says, or where it is silent, as Docker (compat) or Podman (libpod). */
  readonly right: string;
  readonly reason: string;
  /** A request that shows it, its scenario before it. */
  readonly shows: string;
  /** It comes and goes: it need not show. */
  readonly unsteady?: boolean;
}

type OneOrMany = string | readonly string[];

const file = path.join(import.meta.dirname, '../divergences/answers.yaml');

/** The list in git, as far as it is about these two engines. */
export async function readKnown(engines: readonly string[]): Promise<Known[]> {
  const all = await readAllKnown();
  return all.filter(({ says }) => {
    const [a, b] = engines.map((name) => says[name]);
    return a !== undefined && b !== undefined && (a !== b || a === 'any');
  });
}

/** All of them, for reports. */
export async function readAllKnown(): Promise<Known[]> {
  const entries = (parse(await readFile(file, 'utf8')) ?? []) as (Omit<
    Known,
    'operation' | 'field' | 'says'
  > & { operation: OneOrMany; field: OneOrMany; says: Record<string, string | number> })[];
  return entries.map((entry) => ({
    ...entry,
    operation: [entry.operation].flat(),
    field: [entry.field].flat(),
    says: Object.fromEntries(
      Object.entries(entry.says).map(([name, text]) => [name, String(text)]),
    ),
  }));
}

/** Whether a known divergence explains a difference that was seen. */
export function isKnown(known: Known, seen: Different): boolean {
  return (
    known.operation.some((operation) => path.matchesGlob(seen.operation, operation)) &&
    known.field.some((field) => path.matchesGlob(asPath(seen.field), asPath(field))) &&
    Object.entries(seen.says).every(
      ([engine, text]) => known.says[engine] === 'any' || known.says[engine] === text,
    )
  );
}

/** Members are separated by dots; in a pattern of files those are slashes. */
function asPath(field: string): string {
  return field.replaceAll('/', '\u2044').replaceAll('.', '/');
}
