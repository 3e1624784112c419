import { ExpansionError, expand } from '../../build/dockerfile/expand.ts';
import { parseInstruction } from '../../build/dockerfile/parse.ts';
import type { Keyword } from '../../build/dockerfile/parse.ts';
import { applyInstruction } from '../../build/instructions/config.ts';
import type { RunConfig } from '../../build/instructions/config.ts';
import { BadParameter } from '../../errors.ts';

/** Dockerfile instructions that may change an image without a build. */
const ALLOWED: readonly Keyword[] = [
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

const escape = '\\';

/**
 * Applies the `changes` of import and commit: Dockerfile instructions, the word parted from the
 * rest by blanks or, as Podman's users write it, by `=`.
 *
 * @throws BadParameter for another instruction, or one that cannot be read.
 */
export function applyChanges(config: RunConfig, changes: readonly string[]): RunConfig {
  let changed = config;
  for (const change of changes.flatMap((text) => text.split('\n'))) {
    if (change.trim() !== '') changed = applyChange(changed, change);
  }
  return changed;
}

function applyChange(config: RunConfig, change: string): RunConfig {
  const [, word = '', rest = ''] = /^\s*([a-z]+)(?:\s*=\s*|\s+|$)(.*?)\s*$/is.exec(change) ?? [];
  const name = word.toUpperCase();
  if (!ALLOWED.some((known) => known === name))
    throw new BadParameter(`"${change}": ${name || change} is not a valid change command`);
  if (rest === '')
    throw new BadParameter(`invalid change "${change}": ${name} requires an argument`);
  const instruction = parseInstruction({ text: `${name} ${rest}`, line: 1, heredocs: [] }, escape);
  const lookup = (variable: string) => variableOf(config, variable);
  try {
    const reading = { escape, expand: (text: string) => expand(text, { escape, lookup }) };
    return applyInstruction(config, instruction, { ...reading, ownCommand: true }).config;
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
    throw new BadParameter(`invalid change "${change}": ${error.message}`, { cause: error });
  }
}

function variableOf({ Env = [] }: RunConfig, name: string): string | undefined {
  return Env.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}
