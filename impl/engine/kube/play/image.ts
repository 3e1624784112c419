import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { InternalError } from '../../../errors.ts';
import { packTree } from '../../../storage/pack/pack.ts';
import { writeTar } from '../../../storage/tar/writer.ts';
import type { BuildOptions } from '../../build/options.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import { newName } from '../../images/names.ts';
import type { PullPolicy } from '../../images/registry/pull.ts';
import type { PlayOptions } from './options.ts';
import type { Parts } from './parts.ts';

type Engine = Pick<Parts, 'images' | 'builds'>;

const PULL_POLICIES: Readonly<Record<string, PullPolicy>> = {
  '': 'newer',
  always: 'always',
  ifnotpresent: 'missing',
  missing: 'missing',
  never: 'never',
  newer: 'newer',
};

/**
 * Has the image of a container there: built where its context came with the YAML and it is missing
 * (or is to be built in any case), else by its pull policy. Registries are asked for news unless
 * that says otherwise.
 */
export async function ensureImage(
  engine: Engine,
  image: string,
  pullPolicy: string,
  options: PlayOptions,
): Promise<void> {
  const policy = PULL_POLICIES[pullPolicy.toLowerCase()];
  if (!policy) throw new InternalError(`unsupported pull policy "${pullPolicy}"`);
  const context = options.build === false ? undefined : contextOf(image, options.contexts);
  const wanted = options.build || !engine.images.exists(image, 'libpod');
  if (context && wanted) await build(engine, image, context, options);
  else await engine.images.pull(image, { ...options.registry, policy });
}

/** The folder of the image's last name, when it has a Containerfile or Dockerfile. */
function contextOf(image: string, contexts: string | undefined): string | undefined {
  const name = image.replace(/[@:][^/]*$/, '').replace(/^.*\//s, '');
  if (contexts === undefined || ['', '.', '..'].includes(name)) return undefined;
  const folder = join(contexts, name);
  const files = ['Containerfile', 'Dockerfile'].map((file) => join(folder, file));
  return files.some((file) => existsSync(file)) ? folder : undefined;
}

async function build(
  { builds }: Engine,
  image: string,
  folder: string,
  { registry }: PlayOptions,
): Promise<void> {
  const members = writeTar(packTree(folder, { whiteouts: false }));
  const events = await builds.start({
    ...usual(registry),
    context: Readable.from(members, { objectMode: false }),
    names: [{ full: newName(image, undefined, 'libpod'), text: image }],
  });
  for await (const event of events) {
    if (event.kind !== 'failed') continue;
    const { message } = event.error;
    throw new InternalError(`building ${image}: ${message}`, {
      cause: event.error,
    });
  }
}

/** A build of which nothing else is said. */
function usual(registry: PlayOptions['registry']): Omit<BuildOptions, 'context' | 'names'> {
  return {
    tree: 'libpod',
    dockerfiles: { paths: ['Containerfile', 'Dockerfile'], given: false },
    ignoreUnknown: false,
    allStages: false,
    platforms: [],
    allPlatforms: false,
    jobs: 1,
    tellUsage: false,
    pull: 'missing',
    registry,
    args: {},
    httpProxy: false,
    labels: {},
    annotations: {},
    env: [],
    unsetEnv: [],
    noCache: false,
    cacheFrom: [],
    layers: true,
    squash: 'no',
    format: 'oci',
    omitHistory: false,
    contexts: new Map(),
    remove: true,
    forceRemove: true,
    secrets: new Map(),
    template: {
      ...emptyContainerConfig('libpod'),
      log: { driver: 'none', options: {} },
    },
    signal: registry.signal ?? new AbortController().signal,
  };
}
