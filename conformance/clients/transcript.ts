/** One line typed at a prompt, and what a terminal then shows. */
export interface Step {
  /** `$ ` of the shell, or `/ # ` of a shell in a container. */
  readonly prompt: string;
  readonly typed: string;
  readonly shows: readonly Part[];
}

/** Lines of output, or keys pressed once the lines before them are there. */
export type Part = { lines: readonly string[] } | { keys: string };

export const prompts = ['$ ', '/ # '] as const;

/** Keys as a transcript writes them, and the bytes that a terminal sends for them. */
const keyNames: Readonly<Record<string, string>> = { '^C': '\x03', '^P^Q': '\x10\x11' };

/**
 * The console sessions of a Markdown text: each block marked `console`, in order.
 * @throws Error when a block does not begin with a prompt
 */
export function sessions(markdown: string): Step[][] {
  return [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].map((block) =>
    steps(block[1]!.trimEnd().split('\n')),
  );
}

function steps(lines: string[]): Step[] {
  const found: { prompt: string; typed: string; shows: Part[] }[] = [];
  for (const line of lines) {
    const prompt = prompts.find((one) => line.startsWith(one));
    const step = found.at(-1);
    if (prompt !== undefined) found.push({ prompt, typed: line.slice(prompt.length), shows: [] });
    else if (!step) throw new Error(`a console session begins with a prompt, not with: ${line}`);
    else addLine(step.shows, line);
  }
  return found;
}

function addLine(parts: Part[], line: string): void {
  const last = parts.at(-1);
  const keys = keyNames[line];
  if (keys !== undefined) parts.push({ keys });
  else if (last && 'lines' in last) parts[parts.length - 1] = { lines: [...last.lines, line] };
  else parts.push({ lines: [line] });
}

/**
 * Whether a terminal's text is what the lines say: `…` in a line stands for anything within the
 * line, a line of its own for any number of lines. Empty lines at the end don't count.
 * @param options.open more may follow after the lines
 */
export function matches(
  lines: readonly string[],
  text: string,
  options: { open?: boolean } = {},
): boolean {
  const patterns = lines.map((line) =>
    line === '…' ? '(?:.*\n)*' : `${line.split('…').map(escaped).join('.*')} *\n`,
  );
  return new RegExp(`^${patterns.join('')}${options.open ? '' : '\n*$'}`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
