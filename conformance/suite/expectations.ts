import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** Clauses that a target is known to fail, with the reason. */
export type Expectations = ReadonlyMap<string, string>;

const folder = path.join(import.meta.dirname, '../expectations');

/** The ledger of a target in git, `expectations/<target>.yaml`: clause id to reason. Missing means none. */
export async function readExpectations(target: string): Promise<Expectations> {
  const text = await readFile(path.join(folder, `${target}.yaml`), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    },
  );
  return new Map(Object.entries((parse(text) ?? {}) as Record<string, string>));
}
