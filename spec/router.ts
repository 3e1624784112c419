import type { Operation } from './operation.ts';
import { parseVersion } from './version.ts';
import type { ApiVersion } from './version.ts';

/** What a method and path lead to. */
export type Match =
  | {
      readonly kind: 'found';
      readonly operation: Operation;
      /** Path parameters, still percent-encoded. */
      readonly raw: Readonly<Record<string, string>>;
      readonly version: ApiVersion | undefined;
    }
  | { readonly kind: 'wrong-method' }
  | { readonly kind: 'unknown' };

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Paths are of the clients' choosing, so no more than this many are kept. */
const MOST_KNOWN = 1024;

/** Routes that share the literal segments before their first parameter. */
type Bucket = Route[];

/**
 * Finds operations. Paths without parameters are looked up whole; the others are tried in order
 * of how specific they are, among those that share their leading literal segments.
 */
export class Router {
  readonly #literal = new Map<string, Map<string, Operation>>();
  readonly #buckets = new Map<string, Bucket>();
  /** What was found before: clients ask for the same things over and over. */
  readonly #known = new Map<string, Match>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      if (operation.path.includes('{')) this.#addPattern(operation);
      else this.#addLiteral(operation);
    }
    for (const bucket of this.#buckets.values()) bucket.sort(bySpecificity);
  }

  /** @param path clean and percent-encoded, with or without a version prefix. */
  match(method: string, path: string): Match {
    const request = `${method} ${path}`;
    let match = this.#known.get(request);
    if (match === undefined) {
      match = this.#find(method, path);
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(request, match);
    }
    return match;
  }

  #find(method: string, path: string): Match {
    const split = splitVersion(path);
    let known = false;
    for (const found of this.#candidates(split.path)) {
      if (split.version === undefined && !found.operation.unversioned) continue;
      if (found.operation.method === method) {
        return { kind: 'found', ...found, version: split.version };
      }
      known = true;
    }
    return { kind: known ? 'wrong-method' : 'unknown' };
  }

  #addLiteral(operation: Operation): void {
    const methods = this.#literal.get(operation.path) ?? new Map<string, Operation>();
    if (!methods.has(operation.method)) methods.set(operation.method, operation);
    this.#literal.set(operation.path, methods);
  }

  #addPattern(operation: Operation): void {
    const prefix = literalPrefix(operation.path);
    const bucket = this.#buckets.get(prefix) ?? [];
    bucket.push(compile(operation));
    this.#buckets.set(prefix, bucket);
  }

  *#candidates(path: string): Generator<{ operation: Operation; raw: Record<string, string> }> {
    for (const operation of this.#literal.get(path)?.values() ?? []) yield { operation, raw: {} };
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      for (const route of this.#buckets.get(path.slice(0, end)) ?? []) {
        const groups = route.pattern.exec(path);
        if (groups === null) continue;
        const raw: Record<string, string> = {};
        for (const [index, name] of route.names.entries()) raw[name] = groups[index + 1] ?? '';
        yield { operation: route.operation, raw };
      }
    }
  }
}

function literalPrefix(template: string): string {
  return template.slice(0, template.indexOf('/{'));
}

/** `{name}` takes one segment, `{name:.*}` also raw slashes, neither takes nothing. */
function compile(operation: Operation): Route {
  const names: string[] = [];
  const source = operation.path
    .split('/')
    .map((segment) => {
      const parameter = /^\{([^:}]+)(:\.\*)?\}$/.exec(segment);
      if (parameter === null) return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(parameter[1] ?? '');
      return parameter[2] === undefined ? '([^/]+)' : '(.*[^/])';
    })
    .join('/');
  return { operation, names, pattern: new RegExp(`^${source}$`) };
}

/** More literal segments first, then fewer wildcards; the table's order decides the rest. */
function bySpecificity(a: Route, b: Route): number {
  const wildcards = (route: Route) => route.operation.path.split(':.*}').length;
  const literals = (route: Route) => route.operation.path.split('/').filter(isLiteral).length;
  return literals(b) - literals(a) || wildcards(a) - wildcards(b);
}

function isLiteral(segment: string): boolean {
  return !segment.startsWith('{');
}

/** Takes the version prefix off: `/v1.41/info` is `/info` at 1.41. */
export function splitVersion(path: string): { version: ApiVersion | undefined; path: string } {
  if (!path.startsWith('/v')) return { version: undefined, path };
  const end = path.indexOf('/', 2);
  const version = end < 0 ? undefined : parseVersion(path.slice(2, end));
  return version === undefined ? { version, path } : { version, path: path.slice(end) };
}
