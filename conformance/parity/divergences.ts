import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Action } from '../properties/action.ts';

/** A known difference between two engines that the same action shows. */
export interface Divergence {
  readonly action: string;
  /** State of the container or pod that it was asked of, `absent` when there is none; any when left out. */
  readonly state?: string;
  /** `status`, `exitCode`, or `state`: the container's, afterwards. */
  readonly field: string;
  /** What each engine says. */
  readonly says: Readonly<Record<string, string | number>>;
  /** Who does what the document (or where it is silent, Docker) says. */
  readonly right: string;
  readonly reason: string;
  /** One of the engines answers now so, now so: it need not show. */
  readonly unsteady?: boolean;
  /** The shortest sequence that shows it. */
  readonly shows: readonly Action[];
}

/** One difference that a run came across. */
export interface Seen {
  readonly action: string;
  readonly state: string;
  readonly field: string;
  readonly says: Readonly<Record<string, unknown>>;
}

const folder = path.join(import.meta.dirname, '../divergences');

/** The list in git, as far as it is about these two engines. */
export async function readDivergences(engines: readonly string[]): Promise<Divergence[]> {
  return (await readAllDivergences()).filter(({ says }) => {
    const [a, b] = engines.map((name) => says[name]);
    return a !== undefined && b !== undefined && a !== b;
  });
}

/** All of them, for reports. */
export async function readAllDivergences(): Promise<Divergence[]> {
  return parse(await readFile(path.join(folder, 'lifecycle.yaml'), 'utf8')) as Divergence[];
}

/** Whether a known divergence explains a difference that was seen. */
export function explains(known: Divergence, seen: Seen): boolean {
  return (
    known.action === seen.action &&
    (known.state === undefined || known.state === seen.state) &&
    known.field === seen.field &&
    Object.entries(seen.says).every(([engine, value]) => known.says[engine] === value)
  );
}
