import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readOpenApi } from './index.ts';

test('the bundle is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  const result = await validator.validate(await readOpenApi());
  assert.equal(result.valid, true, JSON.stringify(result.errors, undefined, 1));
  assert.equal(validator.version, '3.1');
});

test('a tree of the bundle has the paths of that tree only', async () => {
  const libpod = Object.keys((await readOpenApi('libpod')).paths);
  const compat = Object.keys((await readOpenApi('compat')).paths);
  assert.ok(libpod.length > 50 && libpod.every((path) => path.startsWith('/libpod/')));
  assert.ok(compat.length > 40 && compat.every((path) => !path.startsWith('/libpod/')));
  const all = Object.keys((await readOpenApi()).paths);
  assert.equal(all.length, libpod.length + compat.length);
});
