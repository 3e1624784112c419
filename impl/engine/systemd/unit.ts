/** One line of a unit: systemd takes a name more than once. */
export type UnitLine = readonly [option: string, value: string];

/** A service as systemd.service(5) has it. */
export interface Unit {
  /** Without `.service`; a template's without the `@`. */
  name: string;
  isTemplate: boolean;
  /** Comment lines below the name. */
  notes: readonly string[];
  unit: readonly UnitLine[];
  service: readonly UnitLine[];
  install: readonly UnitLine[];
}

/** The text of a unit file. */
export function formatUnit({ name, isTemplate, notes, ...sections }: Unit): string {
  const header = [`${name}${isTemplate ? '@' : ''}.service`, ...notes];
  return [
    ...header.map((line) => `# ${line}`),
    ...section('Unit', sections.unit),
    ...section('Service', sections.service),
    ...section('Install', sections.install),
    '',
  ].join('\n');
}

function section(name: string, lines: readonly UnitLine[]): string[] {
  return ['', `[${name}]`, ...lines.map(([option, value]) => `${option}=${value}`)];
}

/** Words as the value of an Exec option; each that begins with a dash stands on a line of its own. */
export function execLine(words: readonly string[]): string {
  return words
    .map((word, at) => (at > 0 && word.startsWith('-') ? `\\\n\t${word}` : word))
    .join(' ');
}

/** A word of an Exec option that systemd takes as it is: specifiers, variables and quotes mean nothing. */
export function escapeWord(word: string): string {
  return quoted(word.replaceAll('%', '%%').replaceAll('$', '$$$$'));
}

/** `NAME=value` for Environment, where a dollar sign has no meaning. */
export function escapeVariable(variable: string): string {
  return quoted(variable.replaceAll('%', '%%'));
}

/** C's escapes, which systemd.syntax(7) reads, are JSON's. */
function quoted(text: string): string {
  return text === '' || /[\s"'\\;]|\p{Cc}/u.test(text) ? JSON.stringify(text) : text;
}
