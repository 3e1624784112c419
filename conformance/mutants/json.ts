import type { FieldChange, Mutation } from './mutation.ts';

/** Changes a JSON value in place as far as it can. @returns whether anything was changed */
export function mutateJson(
  holder: { value: unknown },
  mutation: Extract<Mutation, { kind: 'field' | 'list' }>,
): boolean {
  const path = ['value', ...mutation.path];
  const name = path.pop()!;
  let changed = false;
  for (const parent of reached(holder, path)) {
    if (!(name in parent)) continue;
    const before = JSON.stringify(parent);
    if (mutation.kind === 'field') changeField(parent, name, mutation.change);
    else changeList(parent, name, mutation.change);
    changed ||= JSON.stringify(parent) !== before;
  }
  return changed;
}

function reached(root: object, path: readonly string[]): Record<string, unknown>[] {
  let values: unknown[] = [root];
  for (const step of path) {
    values = values.flatMap((value) => {
      if (step === '*') return Array.isArray(value) ? (value as unknown[]) : [];
      return isObject(value) ? [value[step]] : [];
    });
  }
  return values.filter(isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function changeField(parent: Record<string, unknown>, name: string, change: FieldChange): void {
  const value = parent[name];
  if (change === 'null') parent[name] = null;
  if (change === 'type') parent[name] = otherType(value);
  if (change === 'drop' || change === 'rename') delete parent[name];
  if (change === 'rename') parent[`${name}_`] = value;
}

function otherType(value: unknown): unknown {
  if (Array.isArray(value)) return {};
  if (typeof value === 'string') return 7;
  if (isObject(value)) return [];
  return String(value);
}

function changeList(
  parent: Record<string, unknown>,
  name: string,
  change: 'reorder' | 'cut',
): void {
  const list = parent[name];
  if (!Array.isArray(list)) return;
  if (change === 'reorder') list.reverse();
  else list.length = Math.floor(list.length / 2);
}
