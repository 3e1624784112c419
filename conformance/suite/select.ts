import { matchesGlob } from 'node:path';
import type { Clause, Level, Operation } from '../../spec/operation.ts';
import type { ClauseTest } from './clause-test.ts';

export interface Selection {
  /** A section, an operation id, or a glob over clause ids; a test that fits one of them runs. */
  readonly only?: readonly string[];
  readonly level?: Level;
  /** Shard number and count, `1/3`. */
  readonly shard?: string;
}

/** @throws RangeError when an `only` fits nothing, or the shard is not `i/n` */
export function select(
  tests: readonly ClauseTest[],
  clauses: ReadonlyMap<string, Clause>,
  operations: readonly Operation[],
  selection: Selection,
): ClauseTest[] {
  const sections = new Map(operations.map(({ id, section }) => [id, section]));
  const fits = (test: ClauseTest, only: string) => {
    const operation = clauses.get(test.clause)?.operation ?? '';
    return operation === only || sections.get(operation) === only || matchesGlob(test.clause, only);
  };
  for (const only of selection.only ?? []) {
    if (!tests.some((test) => fits(test, only)))
      throw new RangeError(`--only ${only} fits no test`);
  }
  const [index, count] = readShard(selection.shard ?? '1/1');
  return tests
    .filter((test) => !selection.only?.length || selection.only.some((only) => fits(test, only)))
    .filter((test) => !selection.level || clauses.get(test.clause)?.level === selection.level)
    .filter((_, position) => position % count === index - 1);
}

function readShard(shard: string): [number, number] {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
  if (!index || !count || Number(index) < 1 || Number(index) > Number(count)) {
    throw new RangeError(`--shard ${shard} is not i/n`);
  }
  return [Number(index), Number(count)];
}
