import { posix } from 'node:path';
import { BadParameter } from '../../errors.ts';
import type { ImageConfig } from '../../storage/types.ts';
import { parseInstruction } from '../dockerfile/parse.ts';
import type { Instruction, Keyword } from '../dockerfile/parse.ts';
import { splitWords } from '../dockerfile/words.ts';
import { healthcheckOf } from './healthcheck.ts';
import { namedValues, withVariables } from './pairs.ts';
import type { Expand } from './pairs.ts';

export type RunConfig = NonNullable<ImageConfig['config']>;

/** What an instruction is read with. */
export interface Reading {
  escape: string;
  expand: Expand;
  /** This Dockerfile has a CMD of its own, which a new ENTRYPOINT leaves in place. */
  ownCommand: boolean;
}

type Change = (config: RunConfig, instruction: Instruction, reading: Reading) => string;

/**
 * The instructions that change only the configuration. Each changes it in place, and gives its own
 * text with all variables replaced, for the history.
 */
const CHANGES: Partial<Record<Keyword, Change>> = {
  CMD: (config, instruction) => {
    config.Cmd = commandOf(config, instruction);
    return quoted(config.Cmd);
  },
  ENTRYPOINT: (config, instruction, { ownCommand }) => {
    config.Entrypoint = commandOf(config, instruction);
    // The base's command was meant for the base's entrypoint.
    if (!ownCommand) delete config.Cmd;
    return quoted(config.Entrypoint);
  },
  ENV: (config, { rest }, reading) => {
    const pairs = namedValues('ENV', rest, reading);
    config.Env = withVariables(config.Env, pairs);
    return joined(pairs);
  },
  EXPOSE: (config, { rest }, { escape, expand }) => {
    const ports = splitWords(rest, escape).flatMap((word) => expand(word).split(/\s+/));
    const found = ports.filter((port) => port !== '').flatMap(portsOf);
    for (const port of found) config.ExposedPorts = { ...config.ExposedPorts, [port]: {} };
    return ports.join(' ');
  },
  HEALTHCHECK: (config, instruction) => {
    config.Healthcheck = healthcheckOf(instruction);
    return instruction.original.replace(/^\S+\s+/, '');
  },
  LABEL: (config, { rest }, reading) => {
    const pairs = namedValues('LABEL', rest, reading);
    config.Labels = { ...config.Labels, ...Object.fromEntries(pairs) };
    return joined(pairs);
  },
  ONBUILD: (config, { rest, line, heredocs }, { escape }) => {
    const { keyword } = parseInstruction({ text: rest, line, heredocs }, escape);
    if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(keyword))
      throw new BadParameter(`${keyword} isn't allowed as an ONBUILD trigger`);
    config.OnBuild = [...(config.OnBuild ?? []), rest];
    return rest;
  },
  SHELL: (config, { json, rest }) => {
    if (!json || json.length === 0)
      throw new BadParameter(`SHELL requires its words as JSON: ${rest}`);
    config.Shell = json;
    return quoted(json);
  },
  STOPSIGNAL: (config, { rest }, { expand }) => (config.StopSignal = expand(rest)),
  USER: (config, { rest }, { expand }) => (config.User = expand(rest)),
  VOLUME: (config, { json, rest }, { escape, expand }) => {
    const paths = (json ?? splitWords(rest, escape)).map(expand);
    if (paths.includes('')) throw new BadParameter('VOLUME specified can not be an empty string');
    for (const path of paths) config.Volumes = { ...config.Volumes, [path]: {} };
    return quoted(paths);
  },
  WORKDIR: (config, { rest }, { expand }) => {
    const path = posix.resolve(config.WorkingDir || '/', expand(rest));
    config.WorkingDir = path;
    return path;
  },
};

/** Whether an instruction changes only the configuration (WORKDIR besides makes a folder). */
export function changesConfig(keyword: Keyword): boolean {
  return CHANGES[keyword] !== undefined;
}

/**
 * Applies an instruction to a copy of a configuration.
 * @returns it, and the instruction's text with its variables replaced.
 * @throws BadParameter
 */
export function applyInstruction(
  config: RunConfig,
  instruction: Instruction,
  reading: Reading,
): { config: RunConfig; text: string } {
  const changed = { ...config };
  const text = CHANGES[instruction.keyword]?.(changed, instruction, reading);
  if (text === undefined)
    throw new BadParameter(`${instruction.keyword} is not a valid change command`);
  return { config: changed, text: `${instruction.keyword} ${text}` };
}

/** A JSON list, or text for the image's shell. */
export function commandOf(config: RunConfig, { json, rest }: Instruction): string[] {
  return json ?? [...shellOf(config), rest];
}

export function shellOf({ Shell }: RunConfig): string[] {
  return Shell?.length ? Shell : ['/bin/sh', '-c'];
}

const quoted = (words: readonly string[]) =>
  `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;

const joined = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${name}=${value}`).join(' ');

/** `80`, `80/udp`, `8000-8002/tcp` as keys of ExposedPorts. */
function portsOf(text: string): string[] {
  const [, from, to = from, protocol = 'tcp'] =
    /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === undefined || first > last || last > 65_535)
    throw new BadParameter(`EXPOSE: invalid port "${text}"`);
  return Array.from(
    { length: last - first + 1 },
    (_, at) => `${first + at}/${protocol.toLowerCase()}`,
  );
}
