import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import { one } from '../blobs.ts';
import { decompress, fileCompression } from '../compression.ts';
import type { ImageParts } from '../images/assemble.ts';
import { hostArchitecture, parseJson } from '../images/config.ts';
import { fullName } from '../reference.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Digest, ImageConfig } from '../types.ts';
import { withManifest } from './docker-archive.ts';
import type { SpooledArchive } from './spool.ts';

/** `<id>/json` of an archive from before Docker 1.10 (Docker image spec v1). */
interface V1Image {
  id: string;
  parent?: string;
  created?: string;
  author?: string;
  comment?: string;
  architecture?: string;
  os?: string;
  config?: NonNullable<ImageConfig['config']>;
  container_config?: { Cmd?: string[] | null };
}

/** True for an archive that says what it holds by `repositories` or by folders with `json` and `layer.tar` alone. */
export function isLegacyArchive(archive: SpooledArchive): boolean {
  return topIds(archive).length > 0 || archive.has('repositories');
}

/** The images of such an archive: those with names, or all that are nobody's parent. */
export async function readLegacyArchive(
  archive: SpooledArchive,
  store: BlobStore,
): Promise<ImageParts[]> {
  const names = await namesById(archive);
  const tops = names.size > 0 ? [...names.keys()] : await leaves(archive);
  const images: ImageParts[] = [];
  for (const id of tops) images.push(await readImage(archive, store, id, names.get(id) ?? []));
  return images;
}

function topIds(archive: SpooledArchive): string[] {
  return archive
    .names()
    .filter((name) => /^[^/]+\/json$/.test(name))
    .map((name) => name.slice(0, -'/json'.length));
}

async function namesById(archive: SpooledArchive): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (!archive.has('repositories')) return names;
  const repositories = parseJson<Record<string, Record<string, string>>>(
    await archive.text('repositories'),
    'list of repositories',
  );
  for (const [repository, tags] of Object.entries(repositories))
    for (const [tag, id] of Object.entries(tags))
      names.set(id, [...(names.get(id) ?? []), fullName(`${repository}:${tag}`)]);
  return names;
}

async function leaves(archive: SpooledArchive): Promise<string[]> {
  const ids = topIds(archive);
  const parents = new Set<string | undefined>();
  for (const id of ids) parents.add((await readV1(archive, id)).parent);
  return ids.filter((id) => !parents.has(id));
}

async function readImage(
  archive: SpooledArchive,
  store: BlobStore,
  id: string,
  names: string[],
): Promise<ImageParts> {
  const chain = await chainOf(archive, id);
  const layers = chain.map(({ id: layer }) => archive.get(`${layer}/layer.tar`));
  const data = Buffer.from(JSON.stringify(await configOf(chain, layers)));
  const config = { blob: await store.spool(one(data)), data };
  return withManifest(store, { config, layers, names });
}

/** From the base up. */
async function chainOf(archive: SpooledArchive, top: string): Promise<V1Image[]> {
  const chain: V1Image[] = [];
  for (let id: string | undefined = top; id; ) {
    if (chain.some((image) => image.id === id)) throw new ArchiveError('the layers form a ring');
    const image = await readV1(archive, id);
    chain.unshift({ ...image, id });
    id = image.parent;
  }
  return chain;
}

async function readV1(archive: SpooledArchive, id: string): Promise<V1Image> {
  return parseJson<V1Image>(await archive.text(`${id}/json`), `description of layer ${id}`);
}

async function configOf(chain: V1Image[], layers: LooseBlob[]): Promise<ImageConfig> {
  const { id: _, parent: __, ...top } = chain.at(-1) ?? { id: '' };
  const diffIds: Digest[] = [];
  for (const layer of layers) diffIds.push(await diffIdOf(layer));
  return {
    ...top,
    architecture: top.architecture ?? hostArchitecture(),
    os: top.os ?? 'linux',
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: chain.map((image) => ({
      ...(image.created === undefined ? {} : { created: image.created }),
      ...(image.author === undefined ? {} : { author: image.author }),
      ...(image.comment === undefined ? {} : { comment: image.comment }),
      created_by: image.container_config?.Cmd?.join(' ') ?? '',
    })),
  };
}

async function diffIdOf(layer: LooseBlob): Promise<Digest> {
  const compression = await fileCompression(layer.file);
  if (compression === 'none') return layer.digest;
  const hash = createHash('sha256');
  for await (const data of decompress(createReadStream(layer.file), compression)) hash.update(data);
  return `sha256:${hash.digest('hex')}`;
}
