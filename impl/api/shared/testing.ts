import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { OPERATIONS } from '../../../spec/generated/operations.gen.ts';
import type { BodyOf, OperationId } from '../../../spec/generated/operations.gen.ts';
import { conformBody } from '../../http/body-schema.ts';

/** As much of JSON Schema as bodies are made from here. */
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
  readonly paths: Record<string, Record<string, { requestBody: { content: Content } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

const SPEC = JSON.parse(
  readFileSync(new URL('../../../spec/generated/openapi.json', import.meta.url), 'utf8'),
) as Document;

/** Texts that mean something somewhere: paths, binds, ports, modes, rules, signals. */
const WORDS = [
  '',
  'a',
  '/a',
  'a:/b',
  '/a:/b:ro',
  '80/tcp',
  '80-90',
  'host',
  'container:x',
  'ns:/x',
];
const MORE_WORDS = ['c 1:3 rwm', 'TERM', 'tcp,udp', 'no', 'always', 'A=b', '10.0.0.1', '__proto__'];
const text = fc.oneof(fc.constantFrom(...WORDS, ...MORE_WORDS), fc.string({ unit: 'binary' }));

/** Calls `check` with bodies of every shape that the operation's schema allows. */
export function anyBody<Id extends OperationId>(
  id: Id,
  check: (body: NonNullable<BodyOf<Id>>) => void,
): void {
  const operation = OPERATIONS.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  const { requestBody } = SPEC.paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
  const schema = requestBody?.content['application/json']?.schema ?? {};
  fc.assert(
    fc.property(bodyOf(schema), (body) => {
      check(conformBody(operation, body) as NonNullable<BodyOf<Id>>);
    }),
    { numRuns: 300 },
  );
}

function bodyOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    return bodyOf(SPEC.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  }
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(bodyOf));
  if (schema.allOf !== undefined) {
    const parts = [{ ...schema, allOf: undefined }, ...schema.allOf] as Schema[];
    return fc.tuple(...parts.map(bodyOf)).map((bodies) => Object.assign({}, ...bodies) as object);
  }
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => valueOf(type, schema)));
}

function valueOf(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: -2, max: 70_000 }), fc.maxSafeInteger());
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(bodyOf(schema.items ?? {}), { maxLength: 3 });
    case 'null':
      return fc.constant(null);
    default:
      return objectOf(schema);
  }
}

/** Any of its members, none of them required, so that one wrong value does not hide the others. */
function objectOf({ properties = {}, additionalProperties: others }: Schema): fc.Arbitrary<object> {
  const members = Object.entries(properties).map(([name, schema]) => [name, bodyOf(schema)]);
  if (members.length > 0) {
    const all = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>;
    const some = fc.subarray(Object.keys(all), { maxLength: Math.min(4, members.length) });
    return some.chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, all[name] ?? fc.constant(null)]))),
    );
  }
  const other = typeof others === 'object' ? bodyOf(others) : fc.jsonValue({ maxDepth: 1 });
  return fc.dictionary(text, other, { maxKeys: 3 });
}
