import type { Clause, Operation } from '../operation.ts';
import type { OperationObject, Source } from './documents.ts';
import { findOperations, toOperation, type Found } from './operations.ts';
import { bodyTypes, parameterRecord, type BodyTypes } from './types.ts';

const BANNER = '// Made by `npm run spec:generate` from the documents in spec/. Do not edit.\n';

/** The generated files, name (below `spec/generated/`) to content. */
export async function generateFiles(source: Source): Promise<Record<string, string>> {
  const found = findOperations(source);
  const types = await bodyTypes(source, found);
  return {
    'operations.gen.ts': operationsModule(found, types),
    'schemas.gen.ts': `${BANNER}\n${types.text}`,
    'openapi.json': json(openApi(source)),
    'clauses.json': json(found.flatMap(({ object }) => clausesOf(object))),
    'differences.json': json(source.differences),
  };
}

function operationsModule(found: readonly Found[], types: BodyTypes): string {
  const names = [...Object.values(types.body), ...Object.values(types.reply)].flatMap(
    (type) => type.match(/\b[A-Z]\w*/g) ?? [],
  );
  const imports = [...new Set(names)].sort().join(',\n  ');
  const table = found.map((item) => `  ${JSON.stringify(toOperation(item) satisfies Operation)},`);
  return `${BANNER}import type { Operation } from '../operation.ts';
import type {
  ${imports},
} from './schemas.gen.ts';

${recordInterface('PathParameters', found, ({ object }) => parameterRecord(object, 'path'))}
${recordInterface('QueryParameters', found, ({ object }) => parameterRecord(object, 'query'))}
${recordInterface('HeaderParameters', found, ({ object }) => parameterRecord(object, 'header'))}
${recordInterface('Bodies', found, ({ object }) => bodyType(object, types))}
${recordInterface('Replies', found, ({ object }) => types.reply[object.operationId] ?? 'undefined')}
export type OperationId = keyof PathParameters;
/** Parameters in the path, all strings, decoded. */
export type PathOf<Id extends OperationId> = PathParameters[Id];
/** Query parameters under their documented names; required and defaulted ones are always there. */
export type QueryOf<Id extends OperationId> = QueryParameters[Id];
/** Header parameters under their documented names. */
export type HeadersOf<Id extends OperationId> = HeaderParameters[Id];
/** The JSON request body; \`undefined\` where there is none. */
export type BodyOf<Id extends OperationId> = Bodies[Id];
/** The JSON of the successful answer (one line of it for streams of lines). */
export type ReplyOf<Id extends OperationId> = Replies[Id];

/** Every operation, in the order of the documents. */
export const OPERATIONS: readonly (Operation & { readonly id: OperationId })[] = [
${table.join('\n')}
];
`;
}

function recordInterface(
  name: string,
  found: readonly Found[],
  typeOf: (item: Found) => string,
): string {
  const members = found.map((item) => `  '${item.object.operationId}': ${typeOf(item)};`);
  return `export interface ${name} {\n${members.join('\n')}\n}\n`;
}

function bodyType(object: OperationObject, types: BodyTypes): string {
  const type = types.body[object.operationId];
  if (!type) return 'undefined';
  return object.requestBody?.required ? type : `${type} | undefined`;
}

/** The whole API as one OpenAPI 3.1 document. */
function openApi(source: Source): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Refpod: the Podman REST API',
      version: '4.3.1',
      description:
        'Both trees of the API: the Docker-compatible one and libpod. Every operation is also ' +
        'served below a version prefix (`/v4.3.1/libpod/info`); `x-unversioned` tells which are ' +
        'served without.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: '/v{version}', variables: { version: { default: '4.3.1' } } },
      { url: '/', description: 'Only operations with `x-unversioned`.' },
    ],
    paths: { ...source.trees.libpod, ...source.trees.compat },
    components: { schemas: source.schemas },
  };
}

/** Clauses with their full id (operation id + `.` + status + `.` + slug). */
function clausesOf(object: OperationObject): Clause[] {
  const operation = object.operationId;
  return object['x-clauses'].map((clause) => ({
    ...clause,
    id: `${operation}.${clause.id}`,
    operation,
  }));
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 1)}\n`;
