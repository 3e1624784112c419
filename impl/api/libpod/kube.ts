import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readInside, unpackContext } from '../../build/context/folder.ts';
import type { HeadersOf, QueryOf } from '../../../spec/generated/operations.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import { applyKube } from '../../engine/kube/apply/apply.ts';
import { generateKube } from '../../engine/kube/generate/generate.ts';
import { takeDownKube } from '../../engine/kube/play/down.ts';
import type { PlayOptions } from '../../engine/kube/play/options.ts';
import { telling } from '../../engine/kube/play/parts.ts';
import { playKube } from '../../engine/kube/play/play.ts';
import type { ApiVersion } from '../../../spec/version.ts';
import { BadParameter, InternalError } from '../../errors.ts';
import type { Call, Handler, Handlers, Reply } from '../handler.ts';
import { credentialsIn } from '../shared/registry-headers.ts';
import { atLeast, LIBPOD_API_VERSION } from '../version.ts';
import { encodeDown, encodePlayed } from './kube-encode.ts';

type Generate = 'libpod.kube.generate' | 'libpod.kube.generate-new';
type Play = 'libpod.kube.play' | 'libpod.kube.play-new';
type Down = 'libpod.kube.down' | 'libpod.kube.down-new';

/** Kubernetes YAML, both ways; each operation has an older and a newer path. */
export function libpodKube(engine: Engine) {
  const generate = async ({ names, service, type, replicas, ...query }: QueryOf<Generate>) => {
    const program = `podman-${LIBPOD_API_VERSION}`;
    const kept = { longAnnotations: query.noTrunc, ownAnnotations: query.podmanOnly };
    const yaml = await generateKube(engine, names, { service, type, replicas, program, ...kept });
    const headers = { 'Content-Type': 'text/vnd.yaml' };
    return { kind: 'text', status: 200, text: yaml, headers } satisfies Reply;
  };
  const play = async ({ query, headers, input, version, signal }: Call<Play>): Promise<Reply> => {
    const options = playOptions(query, headers, version, signal);
    const run = async (yaml: string, contexts?: string): Promise<Reply> => {
      const report = await playKube(engine, yaml, { ...options, contexts });
      return { kind: 'json', status: 200, value: encodePlayed(report) };
    };
    if (!isTar(headers['Content-Type'])) return run(await readYaml(input));
    return engine.builds.withFolder(async (folder) => {
      await telling('reading the archive', () => unpackContext(input, folder, signal));
      const yaml = readInside(folder, 'play.yaml');
      if (yaml !== undefined) return run(yaml, folder);
      throw new InternalError('file not found: tar missing play.yaml file at root');
    });
  };
  const down = async ({ query: { force }, input }: Call<Down>): Promise<Reply> => {
    const report = await takeDownKube(engine, await readYaml(input), { force });
    return { kind: 'json', status: 200, value: encodeDown(report) };
  };
  const apply: Handler<'libpod.kube.apply'> = async ({ query, input, signal }) => {
    const { caCertFile: authorityFile = '', kubeConfig: kubeconfig = '', namespace = '' } = query;
    const yaml = await readYaml(input);
    await applyKube(yaml, { kubeconfig, authorityFile, namespace, signal });
    return { kind: 'text', status: 200, text: 'Deployed!\n' };
  };
  return {
    'libpod.kube.apply': apply,
    'libpod.kube.generate': ({ query }) => generate(query),
    'libpod.kube.generate-new': ({ query }) => generate(query),
    'libpod.kube.play': play,
    'libpod.kube.play-new': play,
    'libpod.kube.down': down,
    'libpod.kube.down-new': down,
  } satisfies Handlers;
}

function isTar(contentType: string | undefined): boolean {
  return /^application\/(x-)?tar\b/i.test(contentType ?? '');
}

/** More than this describes no pods. */
const LONGEST_YAML = 64 * 1024 * 1024;

async function readYaml(input: Readable): Promise<string> {
  let length = 0;
  input.on('data', (data: Buffer) => {
    length += data.length;
    if (length > LONGEST_YAML) input.destroy(new BadParameter('the YAML is too long'));
  });
  return text(input);
}

function playOptions(
  query: QueryOf<Play>,
  headers: HeadersOf<Play>,
  version: ApiVersion | undefined,
  signal: AbortSignal,
): PlayOptions {
  return {
    registry: {
      tree: 'libpod',
      credentials: credentialsIn(headers, 'libpod'),
      tlsVerify: query.tlsVerify,
      signal,
    },
    networks: query.network ?? [],
    staticIps: (query.staticIPs ?? []).map(address),
    staticMacs: (query.staticMACs ?? []).map(hardwareAddress),
    logDriver: query.logDriver || undefined,
    logOptions: query.logOptions ?? [],
    annotations: annotations(query.annotations),
    noHosts: query.noHosts,
    publishPorts: query.publishPorts ?? [],
    longAnnotations: query.noTrunc,
    // Podman 4 publishes them all.
    publishAllPorts: query.publishAllPorts || !version || !atLeast(version, '5.0.0'),
    contexts: undefined,
    build: query.build,
    serviceContainer: query.serviceContainer,
    userns: query.userns || undefined,
    replace: query.replace,
    start: query.start,
  };
}

function address(written: string): string {
  if (isIP(written) !== 0) return written;
  throw new BadParameter(`query parameter "staticIPs": invalid IP address ${written}`);
}

function hardwareAddress(written: string): string {
  if (/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(written)) return written.replaceAll('-', ':');
  throw new BadParameter(`query parameter "staticMACs": invalid MAC address ${written}`);
}

function annotations(given: unknown): Record<string, string> {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
