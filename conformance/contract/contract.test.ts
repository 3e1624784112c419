import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { OPERATIONS, readClauses } from '../../spec/index.ts';
import type { Clause } from '../../spec/operation.ts';
import { loadContract } from './index.ts';

/** Sections, as `tree section`, whose clauses all have a test or a line in untested.yaml. */
const COMPLETE: readonly string[] = [
  'compat containers',
  'compat exec',
  'compat images',
  'compat networks',
  'compat secrets',
  'compat system',
  'compat volumes',
  'libpod containers',
  'libpod exec',
  'libpod generate',
  'libpod images',
  'libpod manifests',
  'libpod networks',
  'libpod secrets',
  'libpod pods',
  'libpod system',
  'libpod volumes',
];

const sections = new Map<string, string>(
  OPERATIONS.map(({ id, tree, section }) => [id, `${tree} ${section}`]),
);
const tests = await loadContract();
const clauses = new Map<string, Clause>((await readClauses()).map((clause) => [clause.id, clause]));
const untested = await readUntested();

/** untested.yaml: clause id, or a glob over ids, to the reason why no test can be written. */
async function readUntested(): Promise<Map<string, string>> {
  const text = await readFile(path.join(import.meta.dirname, '../untested.yaml'), 'utf8');
  return new Map(Object.entries(parse(text) as Record<string, string>));
}

const fits = (id: string, key: string) => id === key || path.matchesGlob(id, key);

test('every test is of a clause of the spec', () => {
  const unknown = tests.map(({ clause }) => clause).filter((id) => !clauses.has(id));
  assert.deepEqual(unknown, []);
});

test('no clause has two tests', () => {
  const counts = Map.groupBy(tests, ({ clause }) => clause);
  assert.deepEqual(
    [...counts].filter(([, list]) => list.length > 1).map(([id]) => id),
    [],
  );
});

test('every clause of a complete section has a test, or a reason why it has none', () => {
  const tested = new Set(tests.map(({ clause }) => clause));
  for (const section of COMPLETE) {
    assert.ok([...sections.values()].includes(section), `there is a section ${section}`);
  }
  const open = [...clauses.values()]
    .filter(({ operation }) => COMPLETE.includes(sections.get(operation) ?? ''))
    .filter(({ id }) => !tested.has(id) && ![...untested.keys()].some((key) => fits(id, key)));
  assert.deepEqual(
    open.map(({ id }) => id),
    [],
  );
});

test('untested.yaml names only clauses that have no test', () => {
  const tested = new Set(tests.map(({ clause }) => clause));
  const without = [...clauses.keys()].filter((id) => !tested.has(id));
  for (const key of untested.keys()) {
    assert.ok(
      without.some((id) => fits(id, key)),
      `${key} is a clause without a test`,
    );
    assert.ok(!tested.has(key), `${key} has a test`);
  }
});

test('every ledger of expectations can be read, and names clauses that there are', async () => {
  const folder = path.join(import.meta.dirname, '../expectations');
  for (const file of await readdir(folder)) {
    const text = await readFile(path.join(folder, file), 'utf8');
    const ledger = (parse(text) ?? {}) as Record<string, string>;
    const unknown = Object.keys(ledger).filter(
      (key) => !key.includes('*') && !key.endsWith('.schema') && !clauses.has(key),
    );
    assert.deepEqual(unknown, [], file);
  }
});
