import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { startRegistry } from '../../fixtures/index.ts';
import type { LocalRegistry } from '../../fixtures/index.ts';
import { authHeader } from '../suite/registries.ts';
import type { Answer } from '../suite/send.ts';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';
import {
  largeArchive,
  largeName,
  largeRepository,
  largeStore,
  manyFilesArchive,
} from './large-images.ts';
import { manyFilesName } from './large-images.ts';
import { peakMegabytes, timed } from './parts.ts';

/** An image of 500 MB in and out, by registry and by archive, and a layer of many files. */
export const imageCases: readonly Case[] = [
  {
    name: 'pull-500mb',
    title: 'pull 500 MB in 10 layers',
    unit: 'ms',
    samples: 2,
    measure: (engine) => pullFresh(engine),
  },
  {
    name: 'push-500mb',
    title: 'push 500 MB in 10 layers',
    unit: 'ms',
    samples: 2,
    prepare: withLarge,
    measure: pushFresh,
    clean: removeLarge,
  },
  {
    name: 'load-500mb',
    title: 'load 500 MB in 10 layers',
    unit: 'ms',
    samples: 2,
    async measure(engine) {
      const time = await timed(() => load(engine, largeArchive()));
      await removeLarge(engine);
      return time;
    },
  },
  {
    name: 'save-500mb',
    title: 'save 500 MB in 10 layers',
    unit: 'ms',
    samples: 2,
    prepare: withLarge,
    measure: (engine) => timed(() => save(engine)),
    clean: removeLarge,
  },
  {
    name: 'unpack-20000',
    title: 'load a layer of 20 000 files, make a container of it',
    unit: 'ms',
    samples: 2,
    async measure(engine) {
      let container = '';
      const time = await timed(async () => {
        await load(engine, manyFilesArchive());
        container = await engine.create(['true'], 'none', { image: manyFilesName });
      });
      await engine.remove(container);
      await engine.call('DELETE', `/images/${manyFilesName}`);
      return time;
    },
  },
  {
    name: 'memory-images',
    title: 'most memory over load, save, push and pull',
    unit: 'MB',
    samples: 1,
    measure: (engine) => peakMegabytes(engine, () => allWays(engine)),
    clean: removeLarge,
  },
];

async function allWays(engine: Engine): Promise<void> {
  await load(engine, largeArchive());
  await save(engine);
  await pushFresh(engine);
  await removeLarge(engine);
  await pullFresh(engine);
  await load(engine, largeArchive());
}

async function withLarge(engine: Engine): Promise<string[]> {
  await load(engine, largeArchive());
  return [];
}

async function removeLarge(engine: Engine): Promise<void> {
  await engine.call('DELETE', `/images/${largeName}?force=true`);
}

async function load(engine: Engine, archive: Promise<string>): Promise<void> {
  const path = await archive;
  const headers = { 'content-length': String((await stat(path)).size) };
  succeed(await engine.call('POST', '/images/load', { body: createReadStream(path), headers }));
}

async function save(engine: Engine): Promise<void> {
  const seen = await engine.count(`/images/${encodeURIComponent(largeName)}/get`);
  if (seen < 500_000_000) throw new Error(`only ${seen} bytes`);
}

/** A pull of all layers, from a registry that has been asked for nothing. */
async function pullFresh(engine: Engine): Promise<number> {
  return withRegistry(engine, await largeStore(), async ({ host }) => {
    const name = `${host}/${largeRepository}`;
    const path = `/images/create?fromImage=${encodeURIComponent(name)}&tag=latest`;
    const time = await timed(async () => succeed(await engine.call('POST', path)));
    await engine.call('DELETE', `/images/${name}:latest`);
    return time;
  });
}

/** A push of all layers into an empty registry. */
function pushFresh(engine: Engine): Promise<number> {
  return withRegistry(engine, undefined, async ({ host }) => {
    const name = `${host}/${largeRepository}`;
    await engine.call(
      'POST',
      `/images/${largeName}/tag?repo=${encodeURIComponent(name)}&tag=latest`,
    );
    const path = `/images/${name}/push?tag=latest`;
    const headers = authHeader({});
    const time = await timed(async () => succeed(await engine.call('POST', path, { headers })));
    await engine.call('DELETE', `/images/${name}:latest`);
    return time;
  });
}

/** A registry on the engine's loopback while something is done. */
async function withRegistry<T>(
  engine: Engine,
  store: string | undefined,
  work: (registry: LocalRegistry) => Promise<T>,
): Promise<T> {
  const { inside } = engine.target;
  const registry = await startRegistry({
    ...(inside ? { inside, address: '127.0.0.1:5000' } : {}),
    ...(store === undefined ? {} : { store }),
  });
  try {
    return await work(registry);
  } finally {
    await registry.stop();
  }
}

/** A stream of progress tells of a failure at its end. */
function succeed(answer: Answer): void {
  const lines = answer.lines as { error?: string }[];
  const failed = lines.find(({ error }) => error !== undefined);
  if (failed) throw new Error(failed.error);
}
