import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readSource } from './generate/documents.ts';
import { readOpenApi } from './index.ts';

const api = await readOpenApi();
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'api', ...api });

function errorsOf(pointer: string, value: unknown): string {
  const validate = ajv.getSchema(`api#${pointer}`);
  assert.ok(validate, `${pointer} does not compile`);
  return validate(value) === true ? '' : ajv.errorsText(validate.errors);
}

test('every shared schema compiles and its examples are valid', () => {
  let examples = 0;
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    const { examples: given } = schema as { examples?: unknown[] };
    const pointer = `/components/schemas/${name}`;
    assert.ok(ajv.getSchema(`api#${pointer}`), name);
    for (const example of given ?? []) {
      examples += 1;
      assert.equal(errorsOf(pointer, example), '', `${name}: ${JSON.stringify(example)}`);
    }
  }
  assert.ok(examples > 20, `only ${examples} examples`);
});

test('a value that a schema does not allow is told apart', () => {
  const pointer = '/components/schemas/ContainerCreated';
  assert.equal(errorsOf(pointer, { Id: 'a', Warnings: [] }), '');
  assert.match(errorsOf(pointer, { Warnings: [] }), /must have required property 'Id'/);
  assert.match(errorsOf(pointer, { Id: 1, Warnings: null }), /Id must be string/);
});

test('every schema of bodies and replies in the documents compiles', () => {
  let compiled = 0;
  const compileAll = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'schema') {
        compileAll(inner);
        continue;
      }
      const linked = JSON.stringify(inner).replaceAll('"#/', '"api#/');
      ajv.compile(JSON.parse(linked) as object);
      compiled += 1;
    }
  };
  compileAll(api.paths);
  assert.ok(compiled > 400, `only ${compiled} schemas`);
});

test('references that lead nowhere, names that are taken and stray keys are refused', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'refpod-spec-'));
  try {
    for (const folder of ['schemas', 'libpod', 'compat', 'overlay']) {
      await mkdir(path.join(root, folder));
    }
    const schema = "A: {type: array, items: {$ref: 'other.yaml#/B'}}\n";
    await writeFile(path.join(root, 'schemas', 'a.yaml'), schema);
    await assert.rejects(readSource(root), /no such schema: #\/components\/schemas\/B/);
    await writeFile(path.join(root, 'schemas', 'other.yaml'), 'B: {type: string}\n');
    assert.deepEqual(Object.keys((await readSource(root)).schemas), ['A', 'B']);
    await writeFile(path.join(root, 'schemas', 'twice.yaml'), 'B: {type: string}\n');
    await assert.rejects(readSource(root), /B is already defined/);
    await writeFile(path.join(root, 'schemas', 'twice.yaml'), 'C: {description: one, two}\n');
    await assert.rejects(readSource(root), /twice\.yaml: a key without a value: two/);
  } finally {
    await rm(root, { recursive: true });
  }
});
