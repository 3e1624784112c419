import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Clause, Difference, Parameter, Tree } from '../operation.ts';

/** Any JSON Schema (2020-12) object; the generator only looks at the few keywords it needs. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  [keyword: string]: unknown;
}

export interface MediaType {
  schema?: Schema;
  /** Forms that depend on the version in the path; `versions` is a semver comparator such as `<4.0.0`. */
  'x-variants'?: { versions: string; schema: Schema }[];
  [extension: string]: unknown;
}

export interface ParameterObject {
  name: string;
  in: Parameter['in'];
  required?: boolean;
  description?: string;
  schema: Schema;
  'x-form': Parameter['form'];
  'x-comma'?: boolean;
  'x-wildcard'?: boolean;
  'x-aliases'?: string[];
  'x-undocumented'?: boolean;
}

export interface ResponseObject {
  description: string;
  content?: Record<string, MediaType>;
  'x-response-form'?: string;
  'x-undocumented'?: boolean;
  [keyword: string]: unknown;
}

export interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  'x-since': string;
  'x-unversioned': boolean;
  parameters: ParameterObject[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, ResponseObject>;
  'x-clauses': Omit<Clause, 'operation'>[];
}

export type Paths = Record<string, Record<string, OperationObject>>;

/** Everything that `spec/` says, references rewritten to `#/components/schemas/Name`. */
export interface Source {
  readonly trees: Readonly<Record<Tree, Paths>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly differences: readonly Difference[];
}

const SPEC = path.join(import.meta.dirname, '..');

/**
 * Reads the OpenAPI documents, the shared schemas and the overlay.
 * @throws Error when two schemas share a name, a path is written twice or a reference leads nowhere.
 */
export async function readSource(root: string = SPEC): Promise<Source> {
  const schemas: Record<string, Schema> = {};
  for (const file of await yamlFiles(root, 'schemas')) {
    merge(schemas, relink(await load<Record<string, Schema>>(file)), file);
  }
  const trees = { libpod: await readTree(root, 'libpod'), compat: await readTree(root, 'compat') };
  const differences: Difference[] = [];
  for (const file of await yamlFiles(root, 'overlay')) {
    differences.push(...(await load<RawDifference[]>(file)).map(asTexts));
  }
  const source = { trees, schemas, differences };
  assertReferences(source);
  return source;
}

/** A difference as YAML gives it: a lone status comes as a number. */
interface RawDifference extends Omit<Difference, 'document' | 'engines'> {
  document: string | number;
  engines: Record<string, string | number>;
}

function asTexts({ document, engines, ...rest }: RawDifference): Difference {
  const texts = Object.entries(engines).map(([name, text]) => [name, String(text)] as const);
  return { ...rest, document: String(document), engines: Object.fromEntries(texts) };
}

async function readTree(root: string, tree: Tree): Promise<Paths> {
  const paths: Paths = {};
  for (const file of await yamlFiles(root, tree)) {
    const document = await load<{ paths: Paths }>(file);
    merge(paths, relink(document.paths), file);
  }
  return paths;
}

/** Rewrites `../schemas/container.yaml#/X`, `container.yaml#/X` and `#/X` to the bundle's place. */
function relink<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === '$ref' && typeof inner === 'string'
        ? `#/components/schemas/${inner.slice(inner.indexOf('#/') + 2)}`
        : inner,
    ),
  ) as T;
}

function assertReferences(source: Source): void {
  JSON.stringify(source, (key, value: unknown) => {
    if (key === '$ref' && !(schemaName(String(value)) in source.schemas)) {
      throw new Error(`no such schema: ${String(value)}`);
    }
    return value;
  });
}

/** The name at the end of a bundled reference. */
export function schemaName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function merge<T>(into: Record<string, T>, from: Record<string, T>, file: string): void {
  for (const [key, value] of Object.entries(from)) {
    if (key in into) throw new Error(`${file}: ${key} is already defined in another document`);
    into[key] = value;
  }
}

async function yamlFiles(root: string, folder: string): Promise<string[]> {
  const names = (await readdir(path.join(root, folder))).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => path.join(root, folder, name));
}

async function load<T>(file: string): Promise<T> {
  try {
    const document: unknown = parse(await readFile(file, 'utf8'), { maxAliasCount: -1 });
    assertNoStrayKeys(document);
    return document as T;
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/**
 * An unquoted comma ends a value inside braces and makes a key of the text behind it, in silence;
 * such a key has no value.
 */
function assertNoStrayKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'examples' || key === 'example') continue;
    if (inner === null && !Array.isArray(value)) throw new Error(`a key without a value: ${key}`);
    assertNoStrayKeys(inner);
  }
}
