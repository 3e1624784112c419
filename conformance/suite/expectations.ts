import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** Why a target is known to fail a clause; undefined when it is not. */
export interface Expectations {
  get(clause: string): string | undefined;
}

const folder = path.join(import.meta.dirname, '../expectations');

/**
 * The ledger of a target in git, `expectations/<target>.yaml`: clause id to reason. Globs stand for
 * many (`compat.*.4??.schema`); an id goes before a glob. Missing means none.
 * @param file another ledger, which must be there
 */
export async function readExpectations(target: string, file?: string): Promise<Expectations> {
  const text = await readFile(file ?? path.join(folder, `${target}.yaml`), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && file === undefined) return '';
      throw error;
    },
  );
  const reasons = new Map(Object.entries((parse(text) ?? {}) as Record<string, string>));
  const globs = [...reasons].filter(([key]) => key.includes('*'));
  return {
    get: (clause) =>
      reasons.get(clause) ?? globs.find(([glob]) => path.matchesGlob(clause, glob))?.[1],
  };
}
