/**
 * The shape of one operation of the API as the rest of the project sees it. The generator
 * (`spec/generate/`) makes the table of these from the OpenAPI documents.
 */
export type Tree = 'libpod' | 'compat';
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** How a parameter's text becomes a value. */
export type ParameterForm =
  | 'string'
  | 'integer'
  /** Go's booleans plus `on`: 1, t, T, true, TRUE, True, on, and their opposites. */
  | 'boolean'
  /** `a=x&a=y` and, where `commaSeparated`, `a=x,y`. */
  | 'strings'
  | 'integers'
  /** A JSON object of lists of strings; Docker's older object of objects of booleans is taken too. */
  | 'filters'
  /** Any JSON text (build args, labels …). */
  | 'json';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly form: ParameterForm;
  readonly required: boolean;
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
  readonly commaSeparated?: boolean;
  /** Path only: the segment may contain slashes (`{name:.*}`). */
  readonly wildcard?: boolean;
  /** Other names that the real engines read this parameter under. */
  readonly aliases?: readonly string[];
}

export type BodyForm = 'none' | 'json' | 'tar' | 'text' | 'form';
export type ResponseForm =
  | 'none'
  | 'json'
  | 'json-lines'
  | 'text'
  | 'tar'
  /** Bytes, multiplexed by 8-byte frame headers unless a terminal is there. */
  | 'stream'
  | 'hijack';

export interface ResponseShape {
  readonly status: number;
  readonly form: ResponseForm;
  readonly description: string;
}

export interface Operation {
  readonly id: string;
  readonly tree: Tree;
  readonly section: string;
  readonly summary: string;
  readonly method: Method;
  /** Without version prefix, wildcards as `{name:.*}`: `/libpod/images/{name:.*}/json`. */
  readonly path: string;
  /** Also routed without a version prefix. */
  readonly unversioned: boolean;
  /** The first Podman minor that routes it: "2.0" for the document's own, "3.0" for undocumented ones. */
  readonly since: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly form: BodyForm; readonly required: boolean };
  readonly responses: readonly ResponseShape[];
}

export type Level = 'MUST' | 'SHOULD' | 'OBSERVED';

/** One testable promise. `id` = operation id + `.` + status (or `any`) + `.` + slug. */
export interface Clause {
  readonly id: string;
  readonly operation: string;
  readonly level: Level;
  readonly text: string;
  /** Where the promise comes from. */
  readonly source: 'document' | 'podman' | 'docker';
}

/** A place where the document and the real engines part ways, and whom Refpod follows. */
export interface Difference {
  readonly id: string;
  readonly operation: string;
  readonly subject: string;
  readonly document: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly follows: 'document' | 'podman' | 'docker' | 'both';
  readonly reason: string;
  readonly evidence?: string;
}
