import { ExpansionError, expand } from '../../build/dockerfile/expand.ts';
import type { Instruction } from '../../build/dockerfile/parse.ts';
import { SyntaxProblem } from '../../build/dockerfile/syntax-error.ts';
import { splitWords } from '../../build/dockerfile/words.ts';
import type { RunConfig } from '../../build/instructions/config.ts';

/** ARGs that need no declaration and do not count for the cache (Dockerfile reference, "Predefined ARGs"). */
const PREDEFINED = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap(
  (name) => [name, name.toLowerCase()],
);

/** Build arguments of the client, and those that say what is built on and for. */
export class BuildArgs {
  readonly #given: ReadonlyMap<string, string>;
  readonly #platform: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();

  /**
   * @param given null takes the engine's own variable.
   * @param target `os/architecture[/variant]` that is built for.
   */
  constructor(
    given: Readonly<Record<string, string | null>>,
    target: string,
    own: string,
    stage: string | undefined,
  ) {
    const values = Object.entries(given).map(([name, value]) => [name, value ?? process.env[name]]);
    this.#given = new Map(values.filter((one): one is [string, string] => one[1] !== undefined));
    this.#platform = new Map([
      ...platformArgs('TARGET', target),
      ...platformArgs('BUILD', own),
      ['TARGETSTAGE', stage ?? 'default'],
    ]);
  }

  /** The client's value, or the platform's; undefined for neither. */
  valueOf(name: string): string | undefined {
    this.#used.add(name);
    return this.#given.get(name) ?? this.#platform.get(name);
  }

  /** Without a declaration: in FROM. */
  platformValue(name: string): string | undefined {
    return this.#platform.get(name);
  }

  /** Proxy settings that the client gave. */
  proxies(): [string, string][] {
    return PREDEFINED.flatMap((name): [string, string][] => {
      const value = this.#given.get(name);
      return value === undefined ? [] : [[name, value]];
    });
  }

  /** Arguments that no ARG asked for. */
  unused(): string[] {
    return [...this.#given.keys()].filter(
      (name) => !this.#used.has(name) && !PREDEFINED.includes(name),
    );
  }
}

function platformArgs(prefix: string, platform: string): [string, string][] {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return [
    [`${prefix}PLATFORM`, platform],
    [`${prefix}OS`, os],
    [`${prefix}ARCH`, architecture],
    [`${prefix}VARIANT`, variant],
  ];
}

/**
 * The variables that are in force at one place: before the first FROM, or in a stage. A stage sees
 * only ARGs of its own; ENV goes before ARG.
 */
export class Scope {
  readonly #args: BuildArgs;
  readonly #escape: string;
  readonly #outer: Scope | undefined;
  readonly #declared = new Map<string, string | undefined>();
  /** Set by the owner as ENV changes it. */
  env: RunConfig['Env'];

  /** @param outer of a stage: the global scope, whose defaults an ARG without one takes. */
  constructor(args: BuildArgs, escape: string, outer?: Scope) {
    this.#args = args;
    this.#escape = escape;
    this.#outer = outer;
  }

  lookup(name: string): string | undefined {
    const entry = this.env?.find((one) => one.startsWith(`${name}=`));
    if (entry !== undefined) return entry.slice(name.length + 1);
    if (this.#declared.has(name)) return this.#declared.get(name);
    return this.#outer ? undefined : this.#args.platformValue(name);
  }

  /**
   * The ARG instruction: each of its names, with or without a default.
   * @throws SyntaxProblem
   */
  declare({ rest, line }: Instruction): void {
    for (const word of splitWords(rest, this.#escape)) {
      const at = word.indexOf('=');
      const name = this.expand(at < 0 ? word : word.slice(0, at), line);
      if (!/^\w[\w.-]*$/.test(name)) throw new SyntaxProblem(line, `ARG name "${name}" is no name`);
      const own = at < 0 ? undefined : this.expand(word.slice(at + 1), line);
      const value = this.#args.valueOf(name) ?? own ?? this.#outer?.declaredValue(name);
      this.#declared.set(name, value);
    }
  }

  declaredValue(name: string): string | undefined {
    return this.#declared.get(name);
  }

  /** ARGs with a value that no ENV hides: RUN has them in its environment. */
  argVariables(): [string, string][] {
    const hidden = new Set(this.env?.map((entry) => entry.split('=', 1)[0]));
    return [...this.#declared].filter(
      (one): one is [string, string] => one[1] !== undefined && !hidden.has(one[0]),
    );
  }

  /**
   * Text with its variables replaced.
   * @throws SyntaxProblem naming the line.
   */
  expand(text: string, line: number, options: { rawQuotes?: boolean } = {}): string {
    try {
      return expand(text, {
        escape: this.#escape,
        lookup: (name) => this.lookup(name),
        ...options,
      });
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      throw new SyntaxProblem(line, `failed to process "${text}": ${error.message}`);
    }
  }
}
