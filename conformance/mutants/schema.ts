import type { OpenApiDocument } from '../../spec/index.ts';

/** As much of JSON Schema as is read here. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** Paths to the members of an answer (of every item, where it is a list), required ones first. */
export function membersOf(schema: Schema, document: OpenApiDocument): string[][] {
  const { at, prefix } = inside(schema, document);
  const { properties, required } = flat(at, document);
  const names = Object.keys(properties);
  return [
    ...names.filter((name) => required.has(name)),
    ...names.filter((name) => !required.has(name)),
  ].map((name) => [...prefix, name]);
}

/** Paths to the lists of an answer: itself, or members of it. */
export function listsOf(schema: Schema, document: OpenApiDocument): string[][] {
  const { at, prefix } = inside(schema, document);
  const { properties } = flat(at, document);
  const members = Object.entries(properties)
    .filter(([, member]) => typesOf(resolve(member, document)).includes('array'))
    .map(([name]) => [...prefix, name]);
  return [...(prefix.length > 0 ? [[]] : []), ...members];
}

function inside(schema: Schema, document: OpenApiDocument): { at: Schema; prefix: string[] } {
  const resolved = resolve(schema, document);
  return resolved.items === undefined
    ? { at: resolved, prefix: [] }
    : { at: resolve(resolved.items, document), prefix: ['*'] };
}

/** The members of an object, those of the parts of an `allOf` too. */
function flat(schema: Schema, document: OpenApiDocument) {
  const parts = [schema, ...(schema.allOf ?? [])].map((part) => resolve(part, document));
  return {
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<
      string,
      Schema
    >,
    required: new Set(parts.flatMap(({ required }) => required ?? [])),
  };
}

function resolve(schema: Schema, document: OpenApiDocument): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined
    ? schema
    : resolve(document.components.schemas[name] as Schema, document);
}

function typesOf({ type }: Schema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}
