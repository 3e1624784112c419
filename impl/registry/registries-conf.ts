import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { InternalError } from '../errors.ts';
import { hasCode } from '../kernel/libc.ts';

/** What containers-registries.conf(5) says about names without a registry. */
export interface ShortNames {
  /** `[aliases]`: short name to full repository. */
  readonly aliases: ReadonlyMap<string, string>;
  /** `unqualified-search-registries`, in order. */
  readonly registries: readonly string[];
}

/** A `[[registry]]` table: how the names that begin with `prefix` are served. */
export interface RegistryRule {
  /** Beginning of a name, or `*.example.com` for all hosts below one. */
  readonly prefix: string;
  /** What takes the prefix' place. */
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  /** Asked before, in order. */
  readonly mirrors: readonly Mirror[];
}

export interface Mirror {
  readonly location: string;
  readonly insecure: boolean;
  /** What it may be asked for. */
  readonly pulls: 'all' | 'digest-only' | 'tag-only';
}

export interface RegistriesConf extends ShortNames {
  readonly rules: readonly RegistryRule[];
  /** Several search registries are no answer when nobody can be asked which one is meant. */
  readonly enforcing: boolean;
}

const main = '/etc/containers/registries.conf';

/**
 * Reads the configuration and its drop-in files (`registries.conf.d/*.conf`, in the order of
 * their names; the later one wins). A missing file says nothing. Throws InternalError, naming the
 * file, when one cannot be read as TOML.
 */
export function readRegistriesConf(
  file: string = process.env.CONTAINERS_REGISTRIES_CONF ?? main,
): RegistriesConf {
  const aliases = new Map<string, string>();
  const rules = new Map<string, RegistryRule>();
  let registries: string[] = [];
  let enforcing = false;
  for (const each of [file, ...dropIns(`${file}.d`)]) {
    const settings = read(each);
    const search = settings['unqualified-search-registries'];
    if (Array.isArray(search)) registries = search.map(String);
    const mode = settings['short-name-mode'];
    if (mode !== undefined) enforcing = mode === 'enforcing';
    for (const [name, target] of Object.entries(settings.aliases ?? {})) {
      // An empty target takes an earlier file's alias back.
      if (target === '') aliases.delete(name);
      else aliases.set(name, String(target));
    }
    for (const table of settings.registry ?? []) {
      const rule = ruleOf(table, each);
      rules.set(rule.prefix, rule);
    }
  }
  return { aliases, registries, rules: [...rules.values()], enforcing };
}

interface Settings {
  aliases?: object;
  registry?: Record<string, unknown>[];
  [other: string]: unknown;
}

function ruleOf(table: Record<string, unknown>, file: string): RegistryRule {
  const location = textIn(table, 'location');
  const prefix = textIn(table, 'prefix') || location;
  if (!prefix)
    throw new InternalError(`reading ${file}: a registry has neither prefix nor location`);
  const byDigestOnly = table['mirror-by-digest-only'] === true;
  const mirrors = (table.mirror ?? []) as Record<string, unknown>[];
  return {
    prefix,
    location: location || prefix,
    insecure: table.insecure === true,
    blocked: table.blocked === true,
    mirrors: mirrors.map((mirror) => ({
      location: textIn(mirror, 'location'),
      insecure: mirror.insecure === true,
      pulls: pullsOf(textIn(mirror, 'pull-from-mirror'), byDigestOnly),
    })),
  };
}

function pullsOf(said: string, byDigestOnly: boolean): Mirror['pulls'] {
  if (said === 'digest-only' || said === 'tag-only') return said;
  return byDigestOnly ? 'digest-only' : 'all';
}

function textIn(table: Record<string, unknown>, name: string): string {
  const value = table[name];
  return typeof value === 'string' ? value.replace(/\/+$/, '') : '';
}

function dropIns(folder: string): string[] {
  const names = optional(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.endsWith('.conf'))
    .toSorted()
    .map((name) => path.join(folder, name));
}

function read(file: string): Settings {
  const text = optional(() => readFileSync(file, 'utf8')) ?? '';
  try {
    return parse(text);
  } catch (cause) {
    throw new InternalError(`reading ${file}: ${(cause as Error).message}`, { cause });
  }
}

function optional<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
