import { readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { InternalError } from '../errors.ts';
import { hasCode } from '../kernel/libc.ts';

/** What of a TLS connection depends on the registry. */
export interface Certificates {
  /** Authorities to believe, the host's own among them; undefined for the host's alone. */
  ca?: string[];
  /** What this client shows for itself. */
  cert?: string;
  key?: string;
}

/** Folders with a folder per `host[:port]` (containers-certs.d(5); Docker's is the last one). */
export function usualFolders(): string[] {
  return [
    path.join(homedir(), '.config/containers/certs.d'),
    '/etc/containers/certs.d',
    '/etc/docker/certs.d',
  ];
}

/**
 * The certificates for a registry: each `*.crt` is an authority, each `*.cert` with its `*.key` the
 * client's own. The first folder that has one for the registry counts.
 * @throws InternalError for a certificate without a key
 */
export function certificatesFor(
  host: string,
  folders: readonly string[] = usualFolders(),
): Certificates {
  for (const folder of folders.map((each) => path.join(each, host))) {
    const names = namesIn(folder);
    if (names.length > 0) return readFolder(folder, names);
  }
  return systemOnly();
}

function readFolder(folder: string, names: readonly string[]): Certificates {
  const text = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  const authorities = names.filter((name) => name.endsWith('.crt')).map(text);
  const own = names.find((name) => name.endsWith('.cert'));
  const base = systemOnly();
  if (own === undefined) return { ca: [...(base.ca ?? []), ...authorities] };
  const key = own.replace(/cert$/, 'key');
  if (!names.includes(key)) throw new InternalError(`missing key ${key} for ${folder}/${own}`);
  return { ca: [...(base.ca ?? []), ...authorities], cert: text(own), key: text(key) };
}

/** Node knows authorities of its own; those that the host's administrator added count too. */
function systemOnly(): Certificates {
  return { ca: [...getCACertificates('default'), ...getCACertificates('system')] };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
    throw error;
  }
}
