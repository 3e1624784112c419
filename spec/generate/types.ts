import { compile } from 'json-schema-to-typescript';
import type { MediaType, OperationObject, ParameterObject, Schema, Source } from './documents.ts';
import { schemaName } from './documents.ts';
import type { Found } from './operations.ts';

/** TypeScript of the shared schemas and of the bodies and replies that are written in place. */
export interface BodyTypes {
  readonly text: string;
  /** By operation id: the type expressions of the JSON request body and of the successful reply. */
  readonly body: Readonly<Record<string, string>>;
  readonly reply: Readonly<Record<string, string>>;
}

export async function bodyTypes(source: Source, found: readonly Found[]): Promise<BodyTypes> {
  const definitions: Record<string, Schema> = { ...source.schemas };
  const body: Record<string, string> = {};
  const reply: Record<string, string> = {};
  for (const { object } of found) {
    const name = pascal(object.operationId);
    const request = object.requestBody?.content['application/json'];
    if (request) body[object.operationId] = named(request, `${name}Body`, definitions);
    const answer = successMedia(object);
    if (answer) reply[object.operationId] = named(answer, `${name}Reply`, definitions);
  }
  return { text: await compileAll(definitions), body, reply };
}

/** The JSON of the first successful status: what a handler has to give to the writer. */
function successMedia(object: OperationObject): MediaType | undefined {
  const success = Object.keys(object.responses).find((status) => status.startsWith('2'));
  return success ? object.responses[success]?.content?.['application/json'] : undefined;
}

/** A type expression for a media type; a schema written in place becomes a definition. */
function named(media: MediaType, name: string, definitions: Record<string, Schema>): string {
  const schemas = media['x-variants']?.map((variant) => variant.schema) ?? [media.schema ?? {}];
  const types = schemas.map((schema, index) =>
    expression(schema, schemas.length > 1 ? `${name}${index + 1}` : name, definitions),
  );
  return [...new Set(types)].join(' | ');
}

function expression(schema: Schema, name: string, definitions: Record<string, Schema>): string {
  if (schema.$ref) return schemaName(schema.$ref);
  if (schema.type === 'string') return 'string';
  if (schema.type === 'array' && schema.items) {
    const item = expression(schema.items, `${name}Item`, definitions);
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (name in definitions) throw new Error(`${name} is already the name of a shared schema`);
  definitions[name] = schema;
  return name;
}

async function compileAll(definitions: Record<string, Schema>): Promise<string> {
  const root = { type: 'object' as const, definitions: forCompiler(definitions) };
  const text = await compile(root as Parameters<typeof compile>[0], 'Root', {
    additionalProperties: false,
    bannerComment: '',
    format: false,
    unreachableDefinitions: true,
    style: { singleQuote: true },
  });
  return text
    .replace(/export interface Root \{\s*\}\n?/, '')
    .replaceAll(
      /( \*\s*\n)? \* This (interface|type) was referenced by [^\n]*\n \* via the `definition` [^\n]*\n/g,
      '',
    )
    .replaceAll(/\/\*\*\s*\*\/\n/g, '');
}

/** References into `definitions`, without neighbours: the compiler would copy the type for each. */
function forCompiler(definitions: Record<string, Schema>): Record<string, Schema> {
  return JSON.parse(
    JSON.stringify(definitions, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
      return { $ref: `#/definitions/${schemaName(String(value.$ref))}` };
    }),
  ) as Record<string, Schema>;
}

/** The members of a parameter record of one place (`path`, `query`, `header`). */
export function parameterRecord(object: OperationObject, place: ParameterObject['in']): string {
  const members = object.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => {
      const given = parameter.required || parameter.schema.default !== undefined;
      return `readonly ${JSON.stringify(parameter.name)}${given ? '' : '?'}: ${parameterType(parameter)}`;
    });
  return members.length > 0 ? `{ ${members.join('; ')} }` : 'Record<never, never>';
}

function parameterType({ 'x-form': form, schema }: ParameterObject): string {
  const choices = schema.enum ?? schema.items?.enum;
  const text = choices?.map((choice) => JSON.stringify(choice)).join(' | ') ?? 'string';
  switch (form) {
    case 'string':
      return text;
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'strings':
      return choices ? `readonly (${text})[]` : 'readonly string[]';
    case 'integers':
      return 'readonly number[]';
    case 'filters':
      return 'Readonly<Record<string, readonly string[]>>';
    case 'json':
      return 'unknown';
  }
}

/** `libpod.container.stats-all` → `LibpodContainerStatsAll`. */
export function pascal(id: string): string {
  return id
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
