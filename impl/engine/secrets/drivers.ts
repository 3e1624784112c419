import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { BadParameter, InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import type { Secret } from './secret.ts';

/** Who keeps data outside of the engine, under the secrets' ids. What fails throws InternalError. */
export interface SecretDriver {
  write(id: string, data: Uint8Array): Promise<void>;
  read(id: string): Promise<Buffer>;
  delete(id: string): Promise<void>;
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
    write: async (id, data) => void (await shell('store', id, data)),
    read: (id) => shell('lookup', id),
    delete: async (id) => void (await shell('delete', id)),
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
    write: async (id, data) => {
      const key = options['key'] ?? keyOf(root);
      await gpg(['--encrypt', '-r', key, '-o', file(id)], data);
    },
    read: (id) => gpg(['--decrypt', file(id)]),
    delete: (id) => rm(file(id), { force: true }),
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

/** Milliseconds that a program has; a container that starts waits for its secrets. */
const PATIENCE = 10_000;

/** Runs a program to its end and returns its output. When it takes too long it is ended, with all that it began. */
async function run(
  program: string,
  words: string[],
  {
    input = new Uint8Array(),
    variables = {},
  }: { input?: Uint8Array | undefined; variables?: Options },
): Promise<Buffer> {
  const child = spawn(program, words, { env: { ...process.env, ...variables }, detached: true });
  // One that reads nothing of what it is given may still do well.
  child.stdin.on('error', () => undefined).end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    const timer = setTimeout(() => {
      killGroup(child.pid);
      reject(new InternalError('the secret driver failed: it took too long'));
    }, PATIENCE);
    child.on('error', reject).on('close', (status) => {
      clearTimeout(timer);
      resolve(status);
    });
  });
  try {
    const outputs = [buffer(child.stdout), buffer(child.stderr)] as const;
    const [status, told, said] = await Promise.all([ended, ...outputs]);
    if (status === 0) return told;
    const reason = said.toString().trim() || `exit code ${status}`;
    throw new InternalError(`the secret driver failed: ${reason}`);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new InternalError(`the secret driver needs ${program}, which is not installed`);
  }
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}
