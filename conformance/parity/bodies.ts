import { isDeepStrictEqual } from 'node:util';
import { classOf, keyName, withoutIds } from './classes.ts';

/** Where two answers differ, and what each has there. */
export interface FieldDifference {
  /** `status`, or the members that lead to it: `State.Health`, `*` for any item of a list. */
  readonly field: string;
  readonly says: readonly [string, string];
}

const ABSENT = Symbol('absent');
/** Of a value, a difference tells this much. */
const TOLD = 60;

/** Every place where two JSON values differ by more than what differs from run to run anyway. */
export function bodyDifferences(a: unknown, b: unknown): FieldDifference[] {
  return [...different('', '', a, b)];
}

function* different(path: string, key: string, a: unknown, b: unknown): Generator<FieldDifference> {
  if (isDeepStrictEqual(a, b)) return;
  if (isObject(a) && isObject(b)) {
    const [left, right] = [named(a), named(b)];
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      const [inA, inB] = [left, right].map((map) => (map.has(name) ? map.get(name) : ABSENT));
      yield* different(path === '' ? name : `${path}.${name}`, name, inA, inB);
    }
    return;
  }
  if (Array.isArray(a) && Array.isArray(b) && sameItems(key, a, b)) return;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length && !a.every(isScalar)) {
    for (const index of a.keys())
      yield* different(path === '' ? '*' : `${path}.*`, key, a[index], b[index]);
    return;
  }
  const kind = classOf(key, a);
  if (kind !== undefined && kind === classOf(key, b)) return;
  if (typeof a === 'string' && typeof b === 'string' && withoutIds(a) === withoutIds(b)) return;
  yield { field: path === '' ? '/' : path, says: [told(key, a), told(key, b)] };
}

function named(value: Record<string, unknown>): Map<string, unknown> {
  return new Map(Object.entries(value).map(([key, member]) => [keyName(key), member]));
}

/** The order of a list is for the contract to ask about: here some engines have none. */
function sameItems(key: string, a: readonly unknown[], b: readonly unknown[]): boolean {
  const plain = (name: string, item: unknown) =>
    classOf(name, item) ?? (typeof item === 'string' ? withoutIds(item) : item);
  const sorted = (list: readonly unknown[]) =>
    list.map((item) => JSON.stringify(plain(key, item), plain)).sort();
  return isDeepStrictEqual(sorted(a), sorted(b));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** How a divergence writes it: the class, or the beginning of its JSON; `absent` when there is none. */
function told(key: string, value: unknown): string {
  if (value === ABSENT) return 'absent';
  const kind = classOf(key, value);
  if (kind !== undefined) return `<${kind}>`;
  const text = withoutIds(JSON.stringify(value));
  return text.length > TOLD ? `${text.slice(0, TOLD)}…` : text;
}
