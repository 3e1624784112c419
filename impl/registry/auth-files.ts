import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { InternalError } from '../errors.ts';
import { hasCode } from '../kernel/libc.ts';
import type { CredentialSource, Credentials } from './credentials.ts';
import { credentialsOf, longestMatch, registryOfKey } from './credentials.ts';

/** What `podman login` and `docker login` write (containers-auth.json(5)). */
interface AuthFile {
  auths?: Record<string, object>;
  /** Registry to the end of the name of a program `docker-credential-…`. */
  credHelpers?: Record<string, string>;
  /** The program for all the others. */
  credsStore?: string;
}

/** Where Podman looks, in its order. */
function usualFiles(): string[] {
  const { REGISTRY_AUTH_FILE: said, XDG_RUNTIME_DIR: runtime, DOCKER_CONFIG: docker } = process.env;
  if (said) return [said];
  const home = homedir();
  return [
    path.join(runtime || '/run/containers/0', runtime ? 'containers/auth.json' : 'auth.json'),
    path.join(process.env.XDG_CONFIG_HOME || path.join(home, '.config'), 'containers/auth.json'),
    path.join(docker || path.join(home, '.docker'), 'config.json'),
  ];
}

/**
 * The credentials that were kept on this host by a login. Throws InternalError, naming the file,
 * when one is no JSON.
 */
export function credentialsFromFiles(files: readonly string[] = usualFiles()): CredentialSource {
  return async (registry, repository) => {
    for (const file of files) {
      const found = await lookUp(await read(file), registry, repository);
      if (found) return found;
    }
    return undefined;
  };
}

async function read(file: string): Promise<AuthFile> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as AuthFile;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return {};
    throw new InternalError(`reading ${file}: ${(cause as Error).message}`, { cause });
  }
}

async function lookUp(
  { auths = {}, credHelpers = {}, credsStore }: AuthFile,
  registry: string,
  repository: string,
): Promise<Credentials | undefined> {
  const helper = credHelpers[registry] ?? credsStore;
  const told = helper ? await askHelper(helper, registry) : undefined;
  if (told) return told;
  const entries = Object.entries(auths).map(([key, entry]) => [registryOfKey(key), entry] as const);
  const entry = longestMatch(new Map(entries), registry, repository);
  return entry && credentialsOf(entry);
}

/** The name under which a helper knows the registry; Docker's own goes by its old address. */
const serverName = (registry: string) =>
  registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;

/** Asks a credential helper (docker-credential-helpers' protocol); it has none when it fails. */
async function askHelper(name: string, registry: string): Promise<Credentials | undefined> {
  const child = spawn(`docker-credential-${path.basename(name)}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  child.stdin.on('error', () => undefined);
  child.stdin.end(serverName(registry));
  try {
    const answer = await text(child.stdout);
    const [code] = (await ended) as [number];
    if (code !== 0) return undefined;
    const { Username, Secret } = JSON.parse(answer) as { Username: string; Secret: string };
    if (Username === '<token>') return { identityToken: Secret };
    return { username: Username, password: Secret };
  } catch {
    // Not installed, or not in its protocol: the next place is asked.
    return undefined;
  }
}
