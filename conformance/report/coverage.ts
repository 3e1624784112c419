import type { Operation } from '../../spec/operation.ts';
import type { Section } from './summary.ts';
import { sectionsOf } from './summary.ts';
import type { ReportInput } from './summary.ts';

/** How much of the spec, or of a part of it, the runs have asked about. */
export interface Coverage {
  readonly name: string;
  /** Each as covered of all. */
  readonly operations: readonly [number, number];
  readonly clauses: readonly [number, number];
  /** Documented statuses that some engine answered. */
  readonly statuses: readonly [number, number];
  /** Documented query parameters that some request carried. */
  readonly parameters: readonly [number, number];
}

/** Coverage per section, and of everything at the end. */
export function coverageOf(input: ReportInput): Coverage[] {
  const everything = { name: 'everything', operations: input.operations };
  const judged = new Set(
    input.runs.flatMap(({ results }) =>
      results.filter(({ verdict }) => verdict !== 'skipped').map(({ clause }) => clause),
    ),
  );
  const carried = new Set(input.runs.flatMap(({ parameters }) => parameters));
  return [...sectionsOf(input.operations), everything].map((section) =>
    ofSection(section, input, judged, carried),
  );
}

function ofSection(
  { name, operations }: Section,
  { clauses }: ReportInput,
  judged: ReadonlySet<string>,
  carried: ReadonlySet<string>,
): Coverage {
  const ids = new Set(operations.map(({ id }) => id));
  const own = clauses.filter(({ operation }) => ids.has(operation));
  const tested = new Set(own.filter(({ id }) => judged.has(id)).map(({ operation }) => operation));
  const statuses = operations.flatMap(({ id, responses }) =>
    responses.map(({ status }) => `${id}.${status}.schema`),
  );
  const parameters = operations.flatMap(parameterNames);
  const seen = parameters.filter((names) => names.some((name) => carried.has(name)));
  return {
    name,
    operations: [tested.size, operations.length],
    clauses: [own.filter(({ id }) => judged.has(id)).length, own.length],
    statuses: [statuses.filter((id) => judged.has(id)).length, statuses.length],
    parameters: [seen.length, parameters.length],
  };
}

/** Per query parameter, all the names that engines read it under. */
function parameterNames({ id, parameters }: Operation): string[][] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, aliases = [] }) =>
      [name, ...aliases].map((name) => `${id}?${name}`.toLowerCase()),
    );
}
