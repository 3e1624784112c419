import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { InternalError } from '../../../errors.ts';
import { flag, list, object, text } from '../shape.ts';
import type { Read } from '../shape.ts';

const cluster = object({
  server: text,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': flag,
});
const user = object({
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  token: text,
});
const kubeconfig = object({
  'current-context': text,
  clusters: list(object({ name: text, cluster })),
  users: list(object({ name: text, user })),
  contexts: list(
    object({
      name: text,
      context: object({ cluster: text, user: text, namespace: text }),
    }),
  ),
});

/** How a cluster's API server is reached. Certificates and keys are PEM. */
export interface ClusterAccess {
  /** Its address, without a slash at the end. */
  server: string;
  /** Of the context; empty where it says none. */
  namespace: string;
  authority: Buffer | undefined;
  certificate: Buffer | undefined;
  key: Buffer | undefined;
  token: string;
  /** The server's certificate is not looked at. */
  insecure: boolean;
}

/**
 * Reads a kubeconfig file: the cluster and the user of its current context, else the first ones.
 * Paths in it are relative to its folder, as for kubectl.
 * @param authorityFile certificates to trust in place of the file's; `insecure` trusts any server
 * @throws InternalError when a file cannot be read, or it names no server
 */
export async function readKubeconfig(file: string, authorityFile: string): Promise<ClusterAccess> {
  const config = readConfig((await read(file)).toString(), file);
  const { contexts = [], clusters = [], users = [] } = config;
  const current = contexts.find(({ name }) => name === config['current-context'])?.context ?? {};
  const { cluster: found = {} } = named(clusters, current.cluster) ?? {};
  const { user: whom = {} } = named(users, current.user) ?? {};
  if (!found.server) throw new InternalError(`${file}: the kubeconfig names no server`);
  const from = (path: string | undefined, data: string | undefined) =>
    contentOf(path && resolve(dirname(file), path), data);
  const own = from(found['certificate-authority'], found['certificate-authority-data']);
  const insecure = authorityFile.toLowerCase() === 'insecure';
  return {
    server: found.server.replace(/\/+$/, ''),
    namespace: current.namespace ?? '',
    authority: await (authorityFile === '' || insecure ? own : read(authorityFile)),
    certificate: await from(whom['client-certificate'], whom['client-certificate-data']),
    key: await from(whom['client-key'], whom['client-key-data']),
    token: whom.token ?? '',
    insecure: insecure || (found['insecure-skip-tls-verify'] ?? false),
  };
}

function readConfig(content: string, file: string): Read<typeof kubeconfig> {
  try {
    return kubeconfig(parse(content), '');
  } catch (error) {
    throw new InternalError(`${file} is no kubeconfig: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function named<T extends { name?: string }>(all: readonly T[], name: string | undefined) {
  return name === undefined ? all[0] : all.find((one) => one.name === name);
}

async function contentOf(path: string | undefined, data: string | undefined) {
  if (path) return read(path);
  return data ? Buffer.from(data, 'base64') : undefined;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new InternalError((error as Error).message, { cause: error });
  }
}
