import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '../../spec/index.ts';
import type { Operation } from '../../spec/operation.ts';
import type { Exchange } from './exchange.ts';

/** Something in an exchange that is not as the spec says. */
export interface Violation {
  readonly part: 'parameter' | 'request-body' | 'status' | 'header' | 'response-body' | 'stream';
  /** Where: a parameter's name, a header's name, or a JSON pointer into a body. */
  readonly where: string;
  readonly message: string;
}

/** Whether it is the engine's doing, not the client's. */
export function isOfAnswer({ part }: Violation): boolean {
  return part !== 'parameter' && part !== 'request-body';
}

interface MediaType {
  schema?: object;
  'x-variants'?: { versions: string; schema: object }[];
}
interface ResponseSpec {
  content?: Record<string, MediaType>;
}

/**
 * Checks answers against the schemas of the spec. Schemas are compiled at their first use, since
 * a session mostly touches few operations.
 */
export class SchemaValidator {
  readonly #ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: true,
    verbose: true,
  });
  readonly #document: OpenApiDocument;
  readonly #compiled = new Map<string, ValidateFunction | undefined>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
    this.#ajv.addSchema(document, 'spec');
  }

  /** Whether the spec names this status for the operation. */
  hasStatus(operation: Operation, status: number): boolean {
    return this.#response(operation, status) !== undefined;
  }

  /** Checks one JSON value of an answer; nothing to say where the spec has no schema. */
  checkAnswer(
    operation: Operation,
    exchange: Exchange,
    value: unknown,
    major: number | undefined,
  ): Violation[] {
    const status = exchange.status ?? 0;
    const variant = this.#variant(operation, status, major);
    return this.#check(
      `${operation.id} ${status} ${variant}`,
      () => this.#answerPointer(operation, status, variant),
      value,
      'response-body',
    );
  }

  /** The same for a request's JSON body. */
  checkRequest(operation: Operation, value: unknown): Violation[] {
    return this.#check(
      `${operation.id} request`,
      () => this.#requestPointer(operation),
      value,
      'request-body',
    );
  }

  #check(
    key: string,
    pointer: () => string | undefined,
    value: unknown,
    part: Violation['part'],
  ): Violation[] {
    if (!this.#compiled.has(key)) {
      const at = pointer();
      this.#compiled.set(
        key,
        at === undefined ? undefined : this.#ajv.compile({ $ref: `spec#${at}` }),
      );
    }
    const validate = this.#compiled.get(key);
    if (!validate || validate(value)) return [];
    return (validate.errors ?? []).slice(0, 20).map((error) => describe(error, part));
  }

  #response(operation: Operation, status: number): ResponseSpec | undefined {
    const item = this.#item(operation) as { responses?: Record<string, ResponseSpec> } | undefined;
    return item?.responses?.[String(status)];
  }

  #item(operation: Operation): unknown {
    return this.#document.paths[specPath(operation)]?.[operation.method.toLowerCase()];
  }

  /** Number of the variant for a libpod path's version, or -1 where there is one form only. */
  #variant(operation: Operation, status: number, major: number | undefined): number {
    const variants = this.#response(operation, status)?.content?.['application/json']?.[
      'x-variants'
    ];
    if (!variants) return -1;
    return variants.findIndex(({ versions }) =>
      versions.startsWith('<') ? (major ?? 4) < 4 : (major ?? 4) >= 4,
    );
  }

  #answerPointer(operation: Operation, status: number, variant: number): string | undefined {
    const media = this.#response(operation, status)?.content?.['application/json'];
    if (!media) return undefined;
    const base = `${this.#pointer(operation)}/responses/${status}/content/application~1json`;
    if (variant >= 0) return `${base}/x-variants/${variant}/schema`;
    return media.schema ? `${base}/schema` : undefined;
  }

  #requestPointer(operation: Operation): string | undefined {
    const item = this.#item(operation) as
      | { requestBody?: { content?: Record<string, MediaType> } }
      | undefined;
    if (!item?.requestBody?.content?.['application/json']?.schema) return undefined;
    return `${this.#pointer(operation)}/requestBody/content/application~1json/schema`;
  }

  #pointer(operation: Operation): string {
    const escaped = specPath(operation).replaceAll('~', '~0').replaceAll('/', '~1');
    return `/paths/${encodeURIComponent(escaped)}/${operation.method.toLowerCase()}`;
  }
}

/** OpenAPI writes `{name:.*}` as `{name}`. */
export function specPath(operation: Operation): string {
  return operation.path.replaceAll(':.*}', '}');
}

function describe(error: ErrorObject, part: Violation['part']): Violation {
  const found = error.data === undefined ? 'nothing' : JSON.stringify(error.data)?.slice(0, 80);
  return {
    part,
    where: error.instancePath || '/',
    message: `${error.message ?? error.keyword}; found ${found}`,
  };
}
