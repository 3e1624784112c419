import type { OpenApiDocument } from '../../spec/index.ts';
import type { Clause, Operation } from '../../spec/operation.ts';
import type { ClauseTest } from '../suite/clause-test.ts';
import { specPath } from '../tap/validate.ts';
import type { FieldChange, Mutant, Mutation, StreamChange } from './mutation.ts';
import { membersOf, listsOf } from './schema.ts';
import type { Schema } from './schema.ts';

/** Members per operation that are made wrong, each in one way. */
const FIELDS = 6;
/** How a clause says that a list has an order. */
const ORDERED = /\b(newest|oldest|in the order|sorted)\b/i;
const CHANGES: readonly FieldChange[] = ['drop', 'null', 'type', 'rename'];

interface ResponseSpec {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<
    Record<string, { schema?: Schema; 'x-variants'?: readonly { schema: Schema }[] }>
  >;
}

/**
 * The mutants of every operation that has tests, from what the spec says of its answers. The list
 * is the same at every run. Lists are reordered where a clause of the operation tells their order:
 * elsewhere another order is as good.
 * @param spec all clauses of the spec
 */
export function generateMutants(
  operations: readonly Operation[],
  document: OpenApiDocument,
  tests: readonly ClauseTest[],
  spec: readonly Clause[],
): Mutant[] {
  return operations.flatMap((operation) => {
    const clauses = tests
      .map(({ clause }) => clause)
      .filter((clause) => clause.startsWith(`${operation.id}.`));
    if (clauses.length === 0) return [];
    const ordered = spec.some(
      (clause) => clause.operation === operation.id && ORDERED.test(clause.text),
    );
    const mutations = mutationsOf(operation, document, clauses).filter(
      (mutation) => mutation.kind !== 'list' || mutation.change !== 'reorder' || ordered,
    );
    return mutations.map((mutation) => ({ operation: operation.id, mutation }));
  });
}

function mutationsOf(
  operation: Operation,
  document: OpenApiDocument,
  clauses: readonly string[],
): Mutation[] {
  const success = operation.responses.find(({ status }) => status < 300);
  if (!success) return [];
  const item = document.paths[specPath(operation)]?.[operation.method.toLowerCase()];
  const responses = (item as { responses?: Record<string, ResponseSpec> } | undefined)?.responses;
  const spec = responses?.[String(success.status)];
  const isChange = operation.method !== 'GET' && operation.method !== 'HEAD';
  const canBeFaked = isChange && (success.form === 'none' || success.form === 'json');
  return [
    ...statusMutations(operation, success.status, clauses),
    ...(success.form === 'json' && spec ? bodyMutations(spec, document) : []),
    ...Object.keys(spec?.headers ?? {}).map((name) => ({ kind: 'header', name }) as const),
    ...STREAMS[success.form].map((change) => ({ kind: 'stream', change }) as const),
    ...(canBeFaked ? [{ kind: 'fake', status: success.status } as const] : []),
  ];
}

/** Of success another success; of each status that has a test, one that is wrong. */
function statusMutations(
  { responses }: Operation,
  success: number,
  clauses: readonly string[],
): Mutation[] {
  const tested = responses
    .map(({ status }) => status)
    .filter((status) => clauses.some((clause) => clause.split('.')[3] === String(status)));
  return [...new Set([success, ...tested])].map((from) => ({
    kind: 'status',
    from,
    to: WRONG[from] ?? (from < 300 ? 202 : 500),
  }));
}

const WRONG: Readonly<Record<number, number>> = {
  200: 201,
  204: 200,
  304: 204,
  404: 400,
  409: 404,
  500: 400,
};

function bodyMutations(spec: ResponseSpec, document: OpenApiDocument): Mutation[] {
  const media = spec.content?.['application/json'];
  const schema = media?.schema ?? media?.['x-variants']?.at(-1)?.schema;
  if (!schema) return [];
  const fields = membersOf(schema, document)
    .slice(0, FIELDS)
    .map((path, index): Mutation => {
      return { kind: 'field', path, change: CHANGES[index % CHANGES.length]! };
    });
  const lists = listsOf(schema, document).flatMap((path): Mutation[] => [
    { kind: 'list', path, change: 'reorder' },
    { kind: 'list', path, change: 'cut' },
  ]);
  return [...fields, ...lists.slice(0, 4)];
}

const STREAMS: Readonly<Record<Operation['responses'][number]['form'], readonly StreamChange[]>> = {
  stream: ['truncate', 'swap-streams', 'swap-frames'],
  hijack: ['truncate', 'swap-streams'],
  'json-lines': ['truncate', 'drop-line'],
  tar: ['cut-archive'],
  text: ['truncate'],
  json: [],
  none: [],
};
