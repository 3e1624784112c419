import { readFileSync } from 'node:fs';
import type { Operation } from '../../spec/operation.ts';
import { compareVersions, parseVersion } from '../../spec/version.ts';
import type { ApiVersion } from '../../spec/version.ts';
import { BadParameter } from '../errors.ts';

const SOURCE = new URL('../../spec/generated/openapi.json', import.meta.url);

/** As much of JSON Schema as the spec's request bodies use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface OperationObject {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, MediaType>>;
  };
}

interface MediaType {
  readonly schema?: Schema;
  /** Forms by the version in the path: `<4.0.0` and `>=4.0.0`. */
  readonly 'x-variants'?: readonly { readonly versions: string; readonly schema: Schema }[];
}

/** A schema with its references and `allOf`s put together. */
interface Shape {
  readonly types: ReadonlySet<string>;
  /** By lower-case name, as Go's decoder matches them. */
  readonly properties: ReadonlyMap<string, { readonly name: string; readonly schema: Schema }>;
  readonly others: Schema | undefined;
  readonly items: Schema | undefined;
  readonly alternatives: readonly Schema[];
}

/**
 * Makes a parsed body what its type promises: every member has the type that the spec gives it,
 * under the name in the spec's case. What a Go decoder takes is taken: members in any case,
 * unknown members, `null` for "not given". Values are not judged beyond their types; that is for
 * whoever knows what they mean. Throws BadParameter naming the member.
 */
export function conformBody(operation: Operation, value: unknown, version?: ApiVersion): unknown {
  const schema = bodySchema(operation, version);
  const body = schema === undefined || value === undefined ? value : conform(schema, value, '');
  if (body === undefined && operation.body.required) {
    throw new BadParameter('request body is null: a JSON object is required');
  }
  return body;
}

let loaded: Document | undefined;
const shapes = new WeakMap<Schema, Shape>();

function document(): Document {
  loaded ??= JSON.parse(readFileSync(SOURCE, 'utf8')) as Document;
  return loaded;
}

function bodySchema({ method, path }: Operation, version?: ApiVersion): Schema | undefined {
  const item = document().paths[path.replaceAll(':.*}', '}')];
  const media = item?.[method.toLowerCase()]?.requestBody?.content?.['application/json'];
  const variants = media?.['x-variants'];
  return variants ? variants.find((one) => covers(one.versions, version))?.schema : media?.schema;
}

/** A path without a version has the newest form. */
function covers(versions: string, version: ApiVersion | undefined): boolean {
  const bound = parseVersion(versions.replace(/^\D+/, ''));
  const isOlder =
    version !== undefined && bound !== undefined && compareVersions(version, bound) < 0;
  return versions.startsWith('<') === isOlder;
}

function conform(schema: Schema, value: unknown, place: string): unknown {
  const shape = shapeOf(schema);
  if (shape.alternatives.length > 0) return conformToOne(shape, value, place);
  if (value === null) return shape.types.has('null') ? null : undefined;
  const type = typeOf(value);
  const fits =
    shape.types.size === 0 ||
    shape.types.has(type) ||
    (type === 'integer' && shape.types.has('number'));
  if (!fits) throw wrongType(shape, place);
  if (Array.isArray(value)) return conformList(shape, value, place);
  return type === 'object' ? conformObject(shape, value as object, place) : value;
}

function conformToOne(shape: Shape, value: unknown, place: string): unknown {
  let first: unknown;
  for (const alternative of shape.alternatives) {
    try {
      const result = conform(alternative, value, place);
      if (result !== undefined) return result;
    } catch (error) {
      // The one that got deepest knows best what is wrong.
      if (!(first instanceof BadParameter) || depth(error) > depth(first)) first = error;
    }
  }
  if (value === null) return undefined;
  throw first;
}

function depth(error: unknown): number {
  return (error as Error).message.split('.').length;
}

function conformList({ items }: Shape, value: unknown[], place: string): unknown[] {
  if (items === undefined) return value;
  return value
    .map((item, index) => conform(items, item, `${place}[${index}]`))
    .filter((item) => item !== undefined);
}

function conformObject(shape: Shape, value: object, place: string): object {
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const known = shape.properties.get(name.toLowerCase());
    // Written in its own case as well, that one counts.
    if (known !== undefined && known.name !== name && Object.hasOwn(value, known.name)) continue;
    const schema = known?.schema ?? shape.others;
    const at = place === '' ? name : `${place}.${name}`;
    const result = schema === undefined ? member : conform(schema, member, at);
    if (result !== undefined) members.push([known?.name ?? name, result]);
  }
  return Object.fromEntries(members);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function wrongType(shape: Shape, place: string): BadParameter {
  const wanted = [...shape.types].filter((type) => type !== 'null').join(' or ');
  const what = place === '' ? 'request body' : `request body: "${place}"`;
  return new BadParameter(`${what} must be of type ${wanted}`);
}

function shapeOf(schema: Schema): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const parts = [schema, ...(schema.allOf ?? [])].map(resolve);
  const nested = parts.slice(1).map(shapeOf);
  const own = parts[0] ?? {};
  const shape: Shape = own === schema ? combine(own, nested) : shapeOf(own);
  shapes.set(schema, shape);
  return shape;
}

function combine(schema: Schema, nested: readonly Shape[]): Shape {
  const { additionalProperties: others } = schema;
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => [name.toLowerCase(), { name, schema: member }] as const,
  );
  return {
    types: new Set([[schema.type ?? []].flat(), ...nested.map(({ types }) => [...types])].flat()),
    properties: new Map([...nested.flatMap((shape) => [...shape.properties]), ...properties]),
    others: typeof others === 'object' ? others : nested.find((shape) => shape.others)?.others,
    items: schema.items,
    alternatives: schema.oneOf ?? schema.anyOf ?? [],
  };
}

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document().components.schemas[name] ?? {});
}
