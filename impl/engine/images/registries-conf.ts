import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';

/** What containers-registries.conf(5) says about names without a registry. */
export interface ShortNames {
  /** `[aliases]`: short name to full repository. */
  readonly aliases: ReadonlyMap<string, string>;
  /** `unqualified-search-registries`, in order. */
  readonly registries: readonly string[];
}

const main = '/etc/containers/registries.conf';

/**
 * Reads the configuration and its drop-in files (`registries.conf.d/*.conf`, in the order of
 * their names; the later one wins). A missing file says nothing. Throws InternalError, naming the
 * file, when one cannot be read as TOML.
 */
export function readShortNames(
  file: string = process.env.CONTAINERS_REGISTRIES_CONF ?? main,
): ShortNames {
  const aliases = new Map<string, string>();
  let registries: string[] = [];
  for (const each of [file, ...dropIns(`${file}.d`)]) {
    const settings = read(each);
    const search = settings['unqualified-search-registries'];
    if (Array.isArray(search)) registries = search.map(String);
    for (const [name, target] of Object.entries(settings.aliases ?? {})) {
      // An empty target takes an earlier file's alias back.
      if (target === '') aliases.delete(name);
      else aliases.set(name, String(target));
    }
  }
  return { aliases, registries };
}

function dropIns(folder: string): string[] {
  const names = optional(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.endsWith('.conf'))
    .toSorted()
    .map((name) => path.join(folder, name));
}

function read(file: string): Record<string, unknown> & { aliases?: object } {
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
