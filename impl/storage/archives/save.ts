import type { BlobStore } from '../blobs.ts';
import { hexOf } from '../blobs.ts';
import { parseManifest } from '../images/manifest.ts';
import type { ImageLayers } from '../layers/layers.ts';
import type { TarMember } from '../tar/writer.ts';
import { writeTar } from '../tar/writer.ts';
import type { Image, ImageFormat } from '../types.ts';
import { fileMember, plainLayer, textMember } from './members.ts';
import { dockerFolder, ociLayout } from './save-layout.ts';

export interface SaveContext {
  blobs: BlobStore;
  layers: ImageLayers;
}

export interface Wanted {
  image: Image;
  /** Full names that go into the archive. */
  names: string[];
}

export interface SaveOptions {
  format: ImageFormat;
  /** Folders only: compress layers that lie here uncompressed. */
  compress?: boolean;
  signal?: AbortSignal;
}

/** Streams images as an archive; the caller sees to it that they are not removed meanwhile. */
export function saveArchive(
  context: SaveContext,
  wanted: readonly Wanted[],
  options: SaveOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const writers = {
    'docker-archive': dockerArchive,
    'docker-dir': dockerFolder,
    'oci-archive': ociLayout,
    'oci-dir': ociLayout,
  };
  return writeTar(abortable(writers[options.format](context, wanted, options), options.signal));
}

async function* abortable(members: AsyncIterable<TarMember>, signal?: AbortSignal) {
  for await (const member of members) {
    signal?.throwIfAborted();
    yield member;
  }
}

/**
 * `docker save`'s archive (Docker image spec v1.2): layers as plain tars, each once, the
 * configurations, and the lists of what belongs together.
 */
async function* dockerArchive(
  context: SaveContext,
  wanted: readonly Wanted[],
): AsyncGenerator<TarMember, void, undefined> {
  const written = new Set<string>();
  const items: object[] = [];
  for (const { image, names } of wanted) {
    const layers = await layersOf(context, image);
    for (const { name, size, digest } of layers) {
      if (!written.has(name)) yield fileMember(name, size, plainLayer(context.blobs, digest));
      written.add(name);
    }
    const config = `${image.id}.json`;
    if (!written.has(config))
      yield textMember(config, await context.blobs.read(`sha256:${image.id}`));
    written.add(config);
    items.push({ Config: config, RepoTags: names, Layers: layers.map(({ name }) => name) });
  }
  yield textMember('manifest.json', json(items));
  yield textMember('repositories', json(repositoriesOf(wanted)));
}

/** Names by repository and tag, for readers from before `manifest.json`. */
function repositoriesOf(wanted: readonly Wanted[]): Record<string, Record<string, string>> {
  const repositories: Record<string, Record<string, string>> = {};
  for (const { image, names } of wanted)
    for (const name of names) {
      const colon = name.lastIndexOf(':');
      (repositories[name.slice(0, colon)] ??= {})[name.slice(colon + 1)] = image.id;
    }
  return repositories;
}

/** Where each layer's bytes are, and how many they are when plain, known since it was unpacked. */
async function layersOf({ blobs, layers }: SaveContext, image: Image) {
  const manifest = parseManifest(await blobs.read(image.digest));
  return image.layers.map((chainId, position) => {
    const layer = layers.get(chainId);
    const digest = manifest.layers[position]?.digest;
    if (!layer || digest === undefined) throw new Error(`image ${image.id} has lost a layer`);
    return { name: `${hexOf(layer.diffId)}.tar`, size: layer.archiveSize, digest };
  });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
