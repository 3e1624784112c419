import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { readSource } from './generate/documents.ts';
import type { OperationObject, ParameterObject } from './generate/documents.ts';
import { generateFiles } from './generate/files.ts';
import { findOperations } from './generate/operations.ts';
import { OPERATIONS, readClauses, readDifferences } from './index.ts';
import type { Operation } from './operation.ts';
import { Router } from './router.ts';

const source = await readSource();
const objects = findOperations(source).map((found) => found.object);
const byId = new Map(objects.map((object) => [object.operationId, object]));

/** What the reference document says of each of its operations; a row of `reference.tsv`. */
interface Reference {
  readonly method: string;
  readonly path: string;
  readonly tree: string;
  readonly parameters: readonly string[];
  readonly statuses: readonly string[];
}

async function readReference(): Promise<Reference[]> {
  const text = await readFile(path.join(import.meta.dirname, 'reference.tsv'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [method = '', route = '', tree = '', parameters = '', statuses = ''] = line.split('\t');
      const words = (list: string) => list.split(' ').filter(Boolean).sort();
      return {
        method,
        path: route,
        tree,
        parameters: words(parameters),
        statuses: words(statuses),
      };
    });
}

const objectOf = (operation: Operation): OperationObject => {
  const object = byId.get(operation.id);
  assert.ok(object, operation.id);
  return object;
};

const documentedStatuses = (object: OperationObject) =>
  Object.keys(object.responses).filter((status) => !object.responses[status]?.['x-undocumented']);

test('the reference document and the table name the same operations', async () => {
  const reference = await readReference();
  const key = (row: { method: string; path: string; tree: string }) =>
    `${row.method} ${row.path} ${row.tree}`;
  const documented = OPERATIONS.filter((operation) => operation.since === '2.0');
  assert.deepEqual(documented.map(key).sort(), reference.map(key).sort());
  assert.equal(documented.length, 150);
});

test('every operation has the parameters and statuses of the reference document', async () => {
  for (const row of await readReference()) {
    const operation = OPERATIONS.find((one) => one.method === row.method && one.path === row.path);
    assert.ok(operation, `${row.method} ${row.path}`);
    const object = objectOf(operation);
    const names = object.parameters
      .filter((parameter) => parameter.in !== 'path' && !parameter['x-undocumented'])
      .map((parameter) => parameter.name);
    assert.deepEqual(names.sort(), row.parameters, operation.id);
    assert.deepEqual(documentedStatuses(object).sort(), row.statuses, operation.id);
  }
});

test('operation ids are tree, object and verb, and agree with path and tag', () => {
  for (const operation of OPERATIONS) {
    assert.match(operation.id, /^(libpod|compat)\.[a-z]+\.[a-z]+(-[a-z]+)*$/);
    assert.ok(operation.id.startsWith(`${operation.tree}.`), operation.id);
    assert.equal(operation.path.startsWith('/libpod/'), operation.tree === 'libpod', operation.id);
    assert.notEqual(operation.section, operation.tree, `${operation.id} has no tag`);
  }
});

test('parameters: form, schema, default and place agree', () => {
  for (const object of objects) {
    for (const parameter of object.parameters) {
      const where = `${object.operationId} ${parameter.name}`;
      assert.equal(parameter.schema.type, schemaType(parameter), where);
      assert.ok(parameter.description, `${where} is not described`);
      if (parameter.in === 'path') assert.equal(parameter.required, true, where);
    }
    const names = object.parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`);
    assert.equal(new Set(names).size, names.length, object.operationId);
  }
  for (const operation of OPERATIONS) {
    const inPath = [...operation.path.matchAll(/\{(\w+)/g)].map((match) => match[1]);
    const declared = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name);
    assert.deepEqual(declared, inPath, operation.id);
  }
});

function schemaType({ 'x-form': form }: ParameterObject): string {
  if (form === 'strings' || form === 'integers') return 'array';
  return form === 'integer' || form === 'boolean' ? form : 'string';
}

test('every documented status has a clause, and clauses speak of declared statuses', async () => {
  const clauses = await readClauses();
  assert.equal(new Set(clauses.map((clause) => clause.id)).size, clauses.length);
  const covered = new Set<string>();
  for (const clause of clauses) {
    const object = byId.get(clause.operation);
    assert.ok(object, clause.id);
    const [status = '', slug = ''] = clause.id.slice(clause.operation.length + 1).split('.');
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/, clause.id);
    assert.ok(status === 'any' || status in object.responses, `${clause.id}: no such status`);
    assert.match(clause.level, /^(MUST|SHOULD|OBSERVED)$/, clause.id);
    assert.match(clause.source, /^(document|podman|docker)$/, clause.id);
    assert.match(clause.text, /\S.*\.$/s, clause.id);
    covered.add(`${clause.operation} ${status}`);
  }
  for (const object of objects) {
    for (const status of documentedStatuses(object)) {
      const name = `${object.operationId} ${status}`;
      assert.ok(covered.has(name), `${name} has no clause`);
    }
  }
});

test('differences name an operation, engines and whom they follow', async () => {
  const differences = await readDifferences();
  assert.equal(new Set(differences.map((one) => one.id)).size, differences.length);
  for (const difference of differences) {
    assert.ok(byId.has(difference.operation), difference.id);
    assert.match(difference.follows, /^(document|podman|docker|both)$/, difference.id);
    for (const text of [difference.subject, difference.document, difference.reason]) {
      assert.ok(typeof text === 'string' && text !== '', difference.id);
    }
    assert.ok(Object.keys(difference.engines).length > 0, difference.id);
  }
});

test('the router finds every operation by its own path', () => {
  const router = new Router(OPERATIONS);
  for (const operation of OPERATIONS) {
    const route = operation.path.replaceAll(/\{\w+(:\.\*)?\}/g, (_, wildcard) =>
      wildcard ? 'host.example/some/name' : 'some%2Fname',
    );
    const versioned = router.match(operation.method, `/v4.3.1${route}`);
    assert.equal(versioned.kind === 'found' && versioned.operation.id, operation.id, route);
    const bare = router.match(operation.method, route);
    assert.equal(bare.kind === 'found', operation.unversioned, `${operation.id} without version`);
  }
});

test('the generated files are those that the documents give', async () => {
  for (const [name, content] of Object.entries(await generateFiles(source))) {
    const file = path.join(import.meta.dirname, 'generated', name);
    assert.equal(await readFile(file, 'utf8'), content, `${name}: run npm run spec:generate`);
  }
});
