import { glob } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClauseTest } from '../suite/clause-test.ts';

/** All contract tests: every file below this folder exports its list as `default`. */
export async function loadContract(): Promise<ClauseTest[]> {
  const files: string[] = [];
  for await (const file of glob('*/**/*.ts', { cwd: import.meta.dirname })) files.push(file);
  const lists = await Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as {
        default: ClauseTest[];
      };
      return module.default;
    }),
  );
  return lists.flat();
}
