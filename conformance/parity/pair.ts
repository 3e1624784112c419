import { randomBytes } from 'node:crypto';
import { OPERATIONS } from '../../spec/index.ts';
import { Router } from '../../spec/router.ts';
import { send } from '../suite/send.ts';
import type { Answer, SendOptions } from '../suite/send.ts';
import { isBefore4 } from '../targets/target.ts';
import type { RunningTarget } from '../targets/target.ts';
import { parseAddress } from '../tap/address.ts';
import { bodyDifferences } from './bodies.ts';
import type { FieldDifference } from './bodies.ts';

/** One place where two engines' answers to the same request differ. */
export interface Different {
  readonly operation: string;
  readonly field: string;
  /** By engine. */
  readonly says: Readonly<Record<string, string>>;
  /** `METHOD path` of the request, its scenario before it. */
  readonly shows: string;
}

type Tree = 'compat' | 'libpod';
type Both<T> = readonly [T, T];
/** The same for both engines, or made from what each answered before. */
type Each<T> = T | ((side: 0 | 1) => T);

const router = new Router(OPERATIONS);

/** Two engines to which everything is said at the same time, and whose answers are compared. */
export class Pair {
  readonly engines: Both<RunningTarget>;
  readonly #scenario: string;
  readonly #mark = `parity-${randomBytes(4).toString('hex')}`;
  readonly #undo: [Tree, string][] = [];
  readonly differences: Different[] = [];

  constructor(engines: Both<RunningTarget>, scenario: string) {
    this.engines = engines;
    this.#scenario = scenario;
  }

  /** A name that only this run of the scenario uses, on both engines. */
  name(kind: string): string {
    return `${this.#mark}-${kind}`;
  }

  compat(method: string, path: Each<string>, options?: SendOptions): Promise<Both<Answer>> {
    return this.#both('compat', method, path, options);
  }

  libpod(method: string, path: Each<string>, options?: SendOptions): Promise<Both<Answer>> {
    return this.#both('libpod', method, path, options);
  }

  /** Asks both without holding their answers against each other. */
  async quietly(tree: Tree, method: string, path: string, options?: SendOptions) {
    return Promise.all(
      ([0, 1] as const).map((side) => this.#one(side, tree, method, path, options)),
    );
  }

  /** One of the two is Podman 3. */
  get isOld(): boolean {
    return this.engines.some(({ facts }) => isBefore4(facts));
  }

  /** Deletes it on both at the end; whether it is there then is no matter. */
  later(tree: Tree, path: string): void {
    this.#undo.push([tree, path]);
  }

  async end(): Promise<void> {
    for (const [tree, path] of this.#undo.reverse()) {
      await Promise.all(([0, 1] as const).map((side) => this.#one(side, tree, 'DELETE', path)));
    }
  }

  async #both(tree: Tree, method: string, path: Each<string>, options?: SendOptions) {
    const paths = ([0, 1] as const).map((side) => (typeof path === 'string' ? path : path(side)));
    const answers = (await Promise.all(
      ([0, 1] as const).map((side) => this.#one(side, tree, method, paths[side]!, options)),
    )) as [Answer, Answer];
    const asked = this.#versioned(tree, paths[0]!);
    const match = router.match(method, asked.split('?')[0]!);
    const operation = match.kind === 'found' ? match.operation.id : 'unknown';
    for (const { field, says } of answerDifferences(answers, this.#mark)) {
      if (isMeasured(operation, says)) continue;
      const [a, b] = this.engines;
      this.differences.push({
        operation,
        field,
        says: { [a.name]: says[0], [b.name]: says[1] },
        shows: `${this.#scenario}: ${method} ${asked.replaceAll(this.#mark, 'parity')}`,
      });
    }
    return answers;
  }

  #one(side: 0 | 1, tree: Tree, method: string, path: string, options?: SendOptions) {
    return send(parseAddress(this.engines[side].url), method, this.#versioned(tree, path), options);
  }

  /** Podman 3 knows only its own form, which is the reference document's. */
  #versioned(tree: Tree, path: string): string {
    if (tree === 'compat') return `/v1.41${path}`;
    return `/v${this.isOld ? '3.0.0' : '4.0.0'}/libpod${path}`;
  }
}

/** Two figures in statistics: neither is wrong. */
function isMeasured(operation: string, says: readonly [string, string]): boolean {
  return operation.includes('stats') && says.every((text) => /^\d/.test(text));
}

function answerDifferences(answers: Both<Answer>, mark: string): FieldDifference[] {
  const [a, b] = answers;
  if (a.status !== b.status) {
    return [{ field: 'status', says: [String(a.status), String(b.status)] }];
  }
  const types = answers.map(({ headers }) => (headers['content-type'] ?? 'absent').split(';')[0]!);
  const type =
    types[0] === types[1] ? [] : [{ field: 'content-type', says: types as [string, string] }];
  if (types.some((name) => name.includes('tar') || name.includes('octet'))) return type;
  const [left, right] = answers.map((answer) => valueOf(answer, mark));
  return [...type, ...bodyDifferences(left, right)];
}

/** One JSON value, a list of the values of JSON lines, or the text. */
function valueOf({ text }: Answer, mark: string): unknown {
  const plain = text.replaceAll(mark, 'parity');
  for (const read of [
    () => JSON.parse(plain) as unknown,
    () =>
      plain
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
  ]) {
    try {
      return read();
    } catch {
      // the next form
    }
  }
  return plain.trim();
}
