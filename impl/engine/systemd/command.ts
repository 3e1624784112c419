/** An option of a command line, in the words in which it was written. */
export interface CommandOption {
  /** Long name, or the letters of a group of short ones (`-dit`). */
  readonly names: readonly string[];
  readonly value: string | undefined;
  readonly words: readonly string[];
}

/** `podman [ROOT OPTIONS] VERB [OPTIONS] ARGUMENTS`. */
export interface Command {
  /** What stands between the program and the verb. */
  readonly root: readonly string[];
  readonly options: readonly CommandOption[];
  /** For a container: its image, and what runs in it. */
  readonly rest: readonly string[];
}

/** Options of `run`, `create` and `pod create` that take no value of their own word. */
const SWITCHES = new Set(
  (
    'detach disable-content-trust env-host help http-proxy infra init interactive no-healthcheck ' +
    'no-hosts oom-kill-disable passwd privileged publish-all quiet read-only read-only-tmpfs ' +
    'replace rm rootfs share-parent sig-proxy tls-verify tty unsetenv-all ' +
    'd i t P q'
  ).split(' '),
);

/** Splits the command that made a container or pod; undefined when it has no such verb. */
export function readCommand(
  words: readonly string[],
  isVerb: (word: string, before: string | undefined) => boolean,
): Command | undefined {
  const verb = words.findIndex((word, at) => at > 0 && isVerb(word, words[at - 1]));
  if (verb < 0) return undefined;
  const options: CommandOption[] = [];
  let at = verb + 1;
  for (let option = optionAt(words, at); option; option = optionAt(words, at)) {
    options.push(option);
    at += option.words.length;
  }
  return { root: words.slice(1, verb), options, rest: words.slice(at) };
}

function optionAt(words: readonly string[], at: number): CommandOption | undefined {
  const word = words[at] ?? '';
  if (!word.startsWith('-') || word === '-') return undefined;
  if (word === '--') return undefined;
  return word.startsWith('--') ? longOption(words, at) : shortOptions(words, at);
}

function longOption(words: readonly string[], at: number): CommandOption {
  const word = words[at] ?? '';
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  if (equals >= 0) return { names: [name], value: word.slice(equals + 1), words: [word] };
  return SWITCHES.has(name)
    ? { names: [name], value: undefined, words: [word] }
    : { names: [name], value: words[at + 1], words: words.slice(at, at + 2) };
}

/** `-d`, `-dit`, `-eA=b`, `-itp 80:80`: the first that takes a value takes the rest, or the next word. */
function shortOptions(words: readonly string[], at: number): CommandOption {
  const word = words[at] ?? '';
  const letters = word.slice(1).split('');
  const taker = letters.findIndex((letter) => !SWITCHES.has(letter));
  const equals = letters.indexOf('=');
  if (taker < 0 || (equals >= 0 && equals <= taker)) {
    const names = equals < 0 ? letters : letters.slice(0, equals);
    const value = equals < 0 ? undefined : letters.slice(equals + 1).join('');
    return { names, value, words: [word] };
  }
  const names = letters.slice(0, taker + 1);
  const rest = letters.slice(taker + 1).join('');
  return rest === ''
    ? { names, value: words[at + 1], words: words.slice(at, at + 2) }
    : { names, value: rest.replace(/^=/, ''), words: [word] };
}

/** Whether an option of this name is there, with whatever value. */
export function isGiven(options: readonly CommandOption[], name: string): boolean {
  return options.some((option) => option.names.includes(name));
}

/** Whether a switch of one of these names is on. */
export function isSet(options: readonly CommandOption[], ...names: string[]): boolean {
  const last = options.findLast((option) => option.names.some((name) => names.includes(name)));
  return last !== undefined && last.value !== 'false';
}

/** The value of the last option of this name. */
export function valueOf(options: readonly CommandOption[], name: string): string | undefined {
  return options.findLast((option) => option.names.includes(name))?.value;
}

/** Without the options of these names. */
export function without(
  options: readonly CommandOption[],
  ...names: string[]
): readonly CommandOption[] {
  return options.filter((option) => !option.names.some((name) => names.includes(name)));
}
