import type {
  BodyForm,
  Method,
  Operation,
  Parameter,
  ResponseForm,
  ResponseShape,
  Tree,
} from '../operation.ts';
import type { OperationObject, ParameterObject, ResponseObject, Source } from './documents.ts';

/** An operation of the documents with where it was found. */
export interface Found {
  readonly tree: Tree;
  readonly method: Method;
  readonly path: string;
  readonly object: OperationObject;
}

/** All operations in the order of the documents. @throws Error when an operation id is taken. */
export function findOperations(source: Source): Found[] {
  const found: Found[] = [];
  const taken = new Set<string>();
  for (const tree of ['libpod', 'compat'] as const) {
    for (const [path, item] of Object.entries(source.trees[tree])) {
      for (const [method, object] of Object.entries(item)) {
        if (taken.has(object.operationId)) throw new Error(`${object.operationId} is there twice`);
        taken.add(object.operationId);
        found.push({ tree, method: method.toUpperCase() as Method, path, object });
      }
    }
  }
  return found;
}

/** The compact row of the operation table that the daemon loads at start. */
export function toOperation({ tree, method, path, object }: Found): Operation {
  return {
    id: object.operationId,
    tree,
    section: object.tags[0] ?? tree,
    summary: object.summary,
    method,
    path: routePath(path, object.parameters),
    unversioned: object['x-unversioned'],
    since: object['x-since'],
    parameters: object.parameters.map(toParameter),
    body: {
      form: bodyForm(Object.keys(object.requestBody?.content ?? {})),
      required: object.requestBody?.required ?? false,
    },
    responses: Object.entries(object.responses).map(([status, response]) =>
      toResponse(Number(status), method, response),
    ),
  };
}

/** Puts `:.*` back on the parameters that may contain slashes, which OpenAPI cannot say. */
function routePath(path: string, parameters: readonly ParameterObject[]): string {
  return parameters
    .filter((parameter) => parameter.in === 'path' && parameter['x-wildcard'])
    .reduce((text, { name }) => text.replace(`{${name}}`, `{${name}:.*}`), path);
}

function toParameter(object: ParameterObject): Parameter {
  const fallback = object.schema.default as Parameter['default'];
  const choices = (object.schema.enum ?? object.schema.items?.enum) as string[] | undefined;
  return {
    name: object.name,
    in: object.in,
    form: object['x-form'],
    required: object.required ?? false,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(choices ? { enum: choices } : {}),
    ...(object['x-comma'] ? { commaSeparated: true } : {}),
    ...(object['x-wildcard'] ? { wildcard: true } : {}),
    ...(object['x-aliases'] ? { aliases: object['x-aliases'] } : {}),
  };
}

function toResponse(status: number, method: Method, response: ResponseObject): ResponseShape {
  const declared = response['x-response-form'] as ResponseForm | undefined;
  const form = method === 'HEAD' || !response.content ? 'none' : (declared ?? 'json');
  return { status, form, description: response.description };
}

function bodyForm([type]: readonly string[]): BodyForm {
  if (!type) return 'none';
  if (type === 'application/json') return 'json';
  if (type === 'application/x-tar') return 'tar';
  return type.startsWith('multipart/') ? 'form' : 'text';
}
