import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BadParameter, InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import type { Secret } from './secret.ts';

/** Who keeps data outside of the engine, under the secrets' ids. What fails throws InternalError. */
export interface SecretDriver {
  write(id: string, data: Uint8Array): void;
  read(id: string): Buffer;
  delete(id: string): void;
}

type Options = Readonly<Record<string, string>>;

/** Podman's drivers besides `file`, which is ours. */
const makers: Readonly<Record<string, (options: Options) => SecretDriver>> = {
  shell: shellDriver,
  pass: passDriver,
};

/**
 * The driver that a secret's data is kept by; undefined for the files of the engine. Throws
 * BadParameter for one that there is not, and for wrong options.
 */
export function driverOf({
  driver = 'file',
  driverOptions,
}: Pick<Secret, 'driver' | 'driverOptions'>): SecretDriver | undefined {
  if (driver === 'file' || driver === '') return undefined;
  const make = Object.hasOwn(makers, driver) ? makers[driver] : undefined;
  if (make) return make(driverOptions);
  throw new BadParameter(`secret driver "${driver}": invalid driver`, {
    rootCause: 'invalid driver',
  });
}

/** Commands of a shell that list, look up, store and delete what `SECRET_ID` says; data goes through pipes. */
function shellDriver(options: Options): SecretDriver {
  const names = ['delete', 'list', 'lookup', 'store'];
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new BadParameter(`invalid shell driver option: "${unknown}"`);
  if (names.some((name) => !options[name])) {
    throw new BadParameter('missing config value');
  }
  const shell = (name: string, id: string, input?: Uint8Array) =>
    run('/bin/sh', ['-c', options[name] ?? ''], { input, variables: { SECRET_ID: id } });
  return {
    write: (id, data) => void shell('store', id, data),
    read: (id) => shell('lookup', id),
    delete: (id) => void shell('delete', id),
  };
}

/** Files of a password store (pass, gopass), encrypted by GnuPG for the store's key. */
function passDriver(options: Options): SecretDriver {
  const root = resolve(options['root'] ?? usualStore());
  const home = options['gpghomedir'];
  const gpg = (words: string[], input?: Uint8Array) =>
    run('gpg', [...(home ? ['--homedir', home] : []), '--batch', ...words], { input });
  const file = (id: string) => join(root, `${id}.gpg`);
  return {
    write: (id, data) => {
      const key = options['key'] ?? keyOf(root);
      gpg(['--encrypt', '-r', key, '-o', file(id)], data);
    },
    read: (id) => gpg(['--decrypt', file(id)]),
    delete: (id) => rmSync(file(id), { force: true }),
  };
}

function usualStore(): string {
  const places = ['.password-store', '.local/share/gopass/stores/root'];
  const found = places
    .map((place) => join(homedir(), place))
    .find((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory());
  if (found !== undefined) return found;
  throw new InternalError('there is no password store: the pass driver needs the option root');
}

/** Of the store, or of a folder above it. */
function keyOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    try {
      return readFileSync(join(folder, '.gpg-id'), 'utf8').trim();
    } catch (error) {
      if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    }
    if (folder === dirname(folder)) {
      throw new InternalError(`the password store ${root} names no key`);
    }
  }
}

/** Milliseconds: the engine waits, for a container that starts has to have its secrets. */
const PATIENCE = 10_000;

function run(
  program: string,
  words: string[],
  { input, variables = {} }: { input?: Uint8Array | undefined; variables?: Options },
): Buffer {
  const { error, status, stdout, stderr } = spawnSync(program, words, {
    env: { ...process.env, ...variables },
    timeout: PATIENCE,
    ...(input ? { input } : {}),
  });
  if (error && hasCode(error, 'ENOENT')) {
    throw new InternalError(`the secret driver needs ${program}, which is not installed`);
  }
  // One that reads nothing of what it is given may still have done well.
  if (status === 0) return stdout;
  const said = String(stderr ?? '').trim() || error?.message || `exit code ${status}`;
  throw new InternalError(`the secret driver failed: ${said}`);
}
