import { BadParameter } from '../../errors.ts';
import type { ImageConfig } from '../../storage/types.ts';
import { parseDuration } from '../time.ts';

type RunConfig = NonNullable<ImageConfig['config']>;

/** Dockerfile instructions that change only the configuration. */
const instructions: Readonly<Record<string, (config: RunConfig, rest: string) => void>> = {
  CMD: (config, rest) => {
    config.Cmd = command(rest);
  },
  ENTRYPOINT: (config, rest) => {
    config.Entrypoint = command(rest);
  },
  ENV: (config, rest) => {
    for (const [name, value] of pairs('ENV', rest)) {
      const others = (config.Env ?? []).filter((one) => !one.startsWith(`${name}=`));
      config.Env = [...others, `${name}=${value}`];
    }
  },
  EXPOSE: (config, rest) => {
    for (const port of words(rest)) {
      for (const one of ports(port)) config.ExposedPorts = { ...config.ExposedPorts, [one]: {} };
    }
  },
  HEALTHCHECK: (config, rest) => {
    config.Healthcheck = healthcheck(rest);
  },
  LABEL: (config, rest) => {
    config.Labels = { ...config.Labels, ...Object.fromEntries(pairs('LABEL', rest)) };
  },
  ONBUILD: (config, rest) => {
    config.OnBuild = [...(config.OnBuild ?? []), rest];
  },
  STOPSIGNAL: (config, rest) => {
    config.StopSignal = rest;
  },
  USER: (config, rest) => {
    config.User = rest;
  },
  VOLUME: (config, rest) => {
    for (const path of list(rest) ?? words(rest))
      config.Volumes = { ...config.Volumes, [path]: {} };
  },
  WORKDIR: (config, rest) => {
    config.WorkingDir = rest.startsWith('/') ? rest : `${config.WorkingDir ?? ''}/${rest}`;
  },
};

/**
 * Applies the `changes` of import and commit: Dockerfile instructions, the word parted from the
 * rest by blanks or, as Podman's users write it, by `=`.
 *
 * @throws BadParameter for another instruction, or one that cannot be read.
 */
export function applyChanges(config: RunConfig, changes: readonly string[]): RunConfig {
  const changed = { ...config };
  for (const change of changes.flatMap((text) => text.split('\n'))) {
    if (change.trim() === '') continue;
    const [, word = '', rest = ''] = /^\s*([a-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/is.exec(change) ?? [];
    const name = word.toUpperCase();
    const apply = Object.hasOwn(instructions, name) ? instructions[name] : undefined;
    if (!apply)
      throw new BadParameter(`"${change}": ${name || change} is not a valid change command`);
    if (rest === '')
      throw new BadParameter(`invalid change "${change}": ${name} requires an argument`);
    apply(changed, rest);
  }
  return changed;
}

/** A JSON list, or text for the shell. */
function command(rest: string): string[] {
  return list(rest) ?? ['/bin/sh', '-c', rest];
}

function list(rest: string): string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const value = JSON.parse(rest) as unknown;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  } catch {
    // Not a list: the shell's.
  }
  return undefined;
}

/** `NONE`, or flags and `CMD` with its list or text (Dockerfile reference, HEALTHCHECK). */
function healthcheck(rest: string): NonNullable<RunConfig['Healthcheck']> {
  if (rest.toUpperCase() === 'NONE') return { Test: ['NONE'] };
  const [, flags = '', text] = /^((?:--[a-z-]+=\S+\s+)*)CMD\s+(.+)$/is.exec(rest) ?? [];
  if (text === undefined) throw new BadParameter(`HEALTHCHECK "${rest}": neither NONE nor CMD`);
  const check: NonNullable<RunConfig['Healthcheck']> = {};
  for (const flag of words(flags)) {
    const [name = '', value = ''] = flag.slice(2).split('=');
    const milliseconds = parseDuration(value);
    if (name === 'retries' && /^\d+$/.test(value)) check.Retries = Number(value);
    else if (Object.hasOwn(times, name) && milliseconds !== undefined)
      check[times[name as keyof typeof times]] = milliseconds * 1e6;
    else throw new BadParameter(`HEALTHCHECK: invalid flag "${flag}"`);
  }
  const argv = list(text);
  return { Test: argv ? ['CMD', ...argv] : ['CMD-SHELL', text], ...check };
}

const times = { interval: 'Interval', timeout: 'Timeout', 'start-period': 'StartPeriod' } as const;

/** Words parted by blanks; quotes and backslashes keep blanks in a word. */
function words(rest: string): string[] {
  const found = rest.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return found.map((word) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs,
      (_, double?: string, single?: string, escaped?: string) =>
        double?.replace(/\\(["\\$])/g, '$1') ?? single ?? escaped ?? '',
    ),
  );
}

/** `a=b "c d"=e`, or the old form with one name, a blank and its value. */
function pairs(instruction: string, rest: string): [string, string][] {
  const [first = '', ...others] = words(rest);
  if (!first.includes('=') && others.length > 0) {
    return [[first, rest.slice(rest.search(/\s/)).trim()]];
  }
  return [first, ...others].map((word) => {
    const at = word.indexOf('=');
    if (at > 0) return [word.slice(0, at), word.slice(at + 1)];
    throw new BadParameter(`${instruction} "${rest}": "${word}" is not of the form name=value`);
  });
}

/** `80`, `80/udp`, `8000-8002/tcp` as keys of ExposedPorts. */
function ports(text: string): string[] {
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
