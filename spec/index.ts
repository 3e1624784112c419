import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { OPERATIONS } from './generated/operations.gen.ts';
import type { OperationId } from './generated/operations.gen.ts';
import type { Clause, Difference, Operation, Tree } from './operation.ts';

export { OPERATIONS, type OperationId };

const byId = new Map<string, Operation>(OPERATIONS.map((operation) => [operation.id, operation]));

/** The operation with this id. @throws RangeError when there is none. */
export function operationById(id: OperationId): Operation {
  const operation = byId.get(id);
  if (!operation) throw new RangeError(`no operation ${id}`);
  return operation;
}

/** The promises of the API, in the order of the documents. Read from disk at the first call. */
export const readClauses = lazily<readonly Clause[]>('clauses.json');

/** Where the document and the real engines part ways. Read from disk at the first call. */
export const readDifferences = lazily<readonly Difference[]>('differences.json');

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  readonly [member: string]: unknown;
}

/**
 * The bundled OpenAPI document, whole or of one tree only (with all shared schemas). Read from
 * disk at every call: it is big, and the daemon has no use for it between two questions.
 */
export async function readOpenApi(tree?: Tree): Promise<OpenApiDocument> {
  const bundle = await readJson<OpenApiDocument>('openapi.json');
  if (!tree) return bundle;
  const paths = Object.entries(bundle.paths).filter(
    ([route]) => route.startsWith('/libpod/') === (tree === 'libpod'),
  );
  return { ...bundle, paths: Object.fromEntries(paths) };
}

function lazily<T>(name: string): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => (value ??= readJson<T>(name));
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(path.join(import.meta.dirname, 'generated', name), 'utf8')) as T;
}
