import type { Readable } from 'node:stream';
import type { QueryOf } from '../../../spec/generated/operations.gen.ts';
import type { BuildOptions } from '../../engine/build/options.ts';
import type { Tree } from '../../engine/containers/view.ts';
import { newName } from '../../engine/images/names.ts';
import type { PullPolicy } from '../../engine/images/registry/pull.ts';
import { BadParameter } from '../../errors.ts';
import { decodeBuildTemplate } from './build-template.ts';
import { jsonList, jsonMap } from './json-text.ts';

/** Parameters whose JSON one tree reads before and the other does not. */
type JsonNames =
  | 'addcaps'
  | 'annotations'
  | 'devices'
  | 'dnsoptions'
  | 'dnssearch'
  | 'dnsservers'
  | 'dropcaps'
  | 'idmappingoptions'
  | 'secrets'
  | 'securityopt'
  | 'ulimits'
  | 'unsetenvs';

/** The parameters that both trees have, and some that only one has. */
export type BuildQuery = Omit<QueryOf<'compat.image.build'>, JsonNames> & {
  readonly [Name in JsonNames]?: unknown;
} & Partial<
    Pick<QueryOf<'libpod.image.build'>, 'setenv' | 'nsoptions' | 'additionalbuildcontexts'>
  >;

export interface BuildCall {
  tree: Tree;
  query: BuildQuery;
  input: Readable;
  contentType: string | undefined;
  registry: BuildOptions['registry'];
  signal: AbortSignal;
}

/**
 * What a client asks of a build.
 * @throws BadParameter naming the parameter.
 */
export function decodeBuild(call: BuildCall): BuildOptions {
  const { tree, query, input, contentType, registry, signal } = call;
  requireTar(contentType);
  const isLibpod = tree === 'libpod';
  const text = (name: string) => ({ full: newName(name, undefined, tree), text: name });
  // What Podman's clients call squash is `layers=false` here; this is their squash-all.
  const all = query.squashall || (isLibpod && query.squash);
  const squash = all ? 'all' : query.squash ? 'new' : 'no';
  return {
    tree,
    context: input,
    remote: query.remote || undefined,
    dockerfiles: dockerfiles(query.dockerfile, tree),
    names: (query.t ?? []).filter((name) => name !== '').map(text),
    ignoreUnknown: query.ignore ?? false,
    from: query.from || undefined,
    target: query.target || undefined,
    allStages: !(query.skipunusedstages ?? true),
    ...platformsOf(query.platform, tree),
    allPlatforms: isLibpod && (query.allplatforms ?? false),
    jobs: jobsOf(query.jobs),
    tellUsage: query.rusage ?? false,
    pull: pullPolicy(query.pullpolicy || query.pull),
    registry,
    args: argsOf(query.buildargs),
    httpProxy: query.httpproxy ?? false,
    labels: labelsOf(query.labels),
    annotations: Object.fromEntries(pairs('annotations', query.annotations)),
    env: (query.setenv ?? []).map(splitPair),
    unsetEnv: jsonList('unsetenvs', query.unsetenvs),
    // Without layers there is nothing to take, as in Podman.
    noCache: query.nocache || !(query.layers ?? !isLibpod),
    cacheFrom: jsonList('cachefrom', query.cachefrom),
    // Podman's default is one layer; its clients say so when they want more.
    layers: query.layers ?? !isLibpod,
    squash,
    format: formatOf(query.outputformat, tree),
    timestamp: query.timestamp,
    omitHistory: query.omithistory ?? false,
    manifest: query.manifest || undefined,
    contexts: contextsOf(query.additionalbuildcontexts),
    remove: query.rm,
    forceRemove: query.forcerm,
    secrets: secretsOf(jsonList('secrets', query.secrets)),
    template: decodeBuildTemplate(tree, query),
    signal,
  };
}

/** curl's own type for data is a form's, and so is refused too, as the engines' documents have it. */
function requireTar(contentType: string | undefined): void {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (['', 'application/x-tar', 'application/tar', 'application/octet-stream'].includes(type))
    return;
  throw new BadParameter(
    `Content-Type: ${contentType} is not supported. Should be "application/x-tar"`,
  );
}

function dockerfiles(text: string, tree: Tree): BuildOptions['dockerfiles'] {
  const paths = jsonList('dockerfile', text);
  if (paths.length > 0 && text !== 'Dockerfile') return { paths, given: true };
  const usual = ['Dockerfile', 'Containerfile'];
  return { paths: tree === 'libpod' ? usual.toReversed() : usual, given: false };
}

/** Docker's builder knows one at a time. */
function platformsOf(
  texts: readonly string[] | undefined,
  tree: Tree,
): Pick<BuildOptions, 'platform' | 'platforms'> {
  // Podman's clients send a slash alone for none.
  const found = (texts ?? []).filter((one) => !/^\/*$/.test(one)).map(platformOf);
  const platforms = [...new Set(found)];
  if (platforms.length < 2) return { platform: platforms[0], platforms: [] };
  if (tree === 'compat')
    throw new BadParameter(
      `platform: one build makes an image for one platform, not ${platforms.length}`,
    );
  return { platform: undefined, platforms };
}

function jobsOf(jobs = 1): number {
  if (jobs < 0) throw new BadParameter('jobs: it must be a positive integer');
  return jobs;
}

function platformOf(first: string): string {
  const names: Record<string, string> = { x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64' };
  const parts = first
    .toLowerCase()
    .replace(/\/+$/, '')
    .split('/')
    .map((part) => names[part] ?? part);
  if (parts.length > 3 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part)))
    throw new BadParameter(`platform: "${first}" is not os[/architecture[/variant]]`);
  return parts.length === 1 && parts[0] !== 'linux' ? `linux/${parts[0]}` : parts.join('/');
}

function pullPolicy(text = ''): PullPolicy {
  const word = text.toLowerCase();
  if (word === 'always' || word === 'missing' || word === 'never' || word === 'newer') return word;
  if (['', '0', 'f', 'false', 'ifmissing'].includes(word)) return 'missing';
  if (['1', 't', 'true', 'on', 'ifnewer'].includes(word))
    return word === 'ifnewer' ? 'newer' : 'always';
  throw new BadParameter(`pull: "${text}" is no pull policy`);
}

function argsOf(value: unknown): Record<string, string | null> {
  const args = jsonMap('buildargs', value);
  for (const [name, one] of Object.entries(args))
    if (one !== null && typeof one !== 'string')
      throw new BadParameter(`buildargs: the value of ${name} is no text`);
  return args as Record<string, string | null>;
}

/** A map, or Podman's older list of `name=value`. */
function labelsOf(value: unknown): Record<string, string> {
  if (Array.isArray(value)) return Object.fromEntries(value.map((one) => splitPair(String(one))));
  const labels = jsonMap('labels', value);
  return Object.fromEntries(
    Object.entries(labels).map(([name, one]) => {
      if (typeof one === 'string' || one === null) return [name, one ?? ''];
      throw new BadParameter(`labels: the value of ${name} is no text`);
    }),
  );
}

function pairs(name: string, value: unknown): [string, string][] {
  return jsonList(name, value).map(splitPair);
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function formatOf(text: string | undefined, tree: Tree): BuildOptions['format'] {
  if (tree === 'compat') return 'docker';
  if (!text || text === 'oci' || text.includes('oci.image.manifest')) return 'oci';
  if (text === 'docker' || text.includes('docker.distribution.manifest')) return 'docker';
  throw new BadParameter(`outputformat: unrecognized image type "${text}"`);
}

/** Podman's client says of each name what stands behind it. */
function contextsOf(value: unknown): BuildOptions['contexts'] {
  const contexts = new Map<string, { image: string } | { address: string }>();
  for (const [name, one] of Object.entries(jsonMap('additionalbuildcontexts', value))) {
    const { IsImage, IsURL, Value } = (one ?? {}) as Record<string, unknown>;
    if (typeof Value !== 'string' || (!IsImage && !IsURL))
      throw new BadParameter(`additionalbuildcontexts: ${name} is neither an image nor an address`);
    const image = Value.replace(/^(?:docker-image|docker):\/\//, '');
    contexts.set(name, IsImage ? { image } : { address: Value });
  }
  return contexts;
}

/** `id=name,src=file[,type=file]` or `id=name,env=VARIABLE`. */
function secretsOf(texts: readonly string[]): BuildOptions['secrets'] {
  const secrets = new Map<string, { file: string } | { variable: string }>();
  for (const text of texts) {
    const parts = new Map(text.split(',').map(splitPair));
    const source = parts.get('src') ?? parts.get('source');
    const variable = parts.get('env');
    const id = parts.get('id') ?? source ?? variable;
    if (id === undefined) throw new BadParameter(`secrets: "${text}" has no id`);
    if (source !== undefined) secrets.set(id, { file: source });
    else secrets.set(id, { variable: variable ?? id });
  }
  return secrets;
}
