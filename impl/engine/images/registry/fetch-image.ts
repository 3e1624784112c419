import { BadParameter, NotFound } from '../../../errors.ts';
import { downloadBlob } from '../../../registry/blob-download.ts';
import type { FetchedManifest, Repository } from '../../../registry/repository.ts';
import { parseConfig, parseJson } from '../../../storage/images/config.ts';
import type { Intake } from '../../../storage/images/intake.ts';
import { MEDIA, parseManifest } from '../../../storage/images/manifest.ts';
import type { Manifest } from '../../../storage/images/manifest.ts';
import { chainIds } from '../../../storage/layers/chain.ts';
import type { Descriptor, Digest, Image, Storage } from '../../../storage/types.ts';
import type { Downloads } from './downloads.ts';
import { choose, platformText } from './platform.ts';
import type { Platform } from './platform.ts';
import { seldom } from './progress.ts';
import type { PullEvent } from './progress.ts';
import { sideBySide } from './side-by-side.ts';

/** Layers of one image on their way at a time. */
const SIDE_BY_SIDE = 4;

export interface Fetching {
  storage: Storage;
  downloads: Downloads;
  platform: Platform;
  onProgress: (event: PullEvent) => void;
  signal?: AbortSignal | undefined;
}

const LISTS: readonly string[] = [MEDIA.oci.index, MEDIA.docker.index];
const IMAGES: readonly string[] = [MEDIA.oci.manifest, MEDIA.docker.manifest];

/** The manifest of the image for the platform, where a list names several. Throws NotFound. */
export async function manifestFor(
  repository: Repository,
  top: FetchedManifest,
  platform: Platform,
  signal?: AbortSignal,
): Promise<FetchedManifest> {
  let manifest = top;
  for (let depth = 0; LISTS.includes(manifest.mediaType); depth += 1) {
    if (depth > 4) throw new BadParameter('lists of images lie too deep in each other');
    const list = parseJson<{ manifests?: Descriptor[] }>(manifest.data, 'manifest list');
    const chosen = choose(list.manifests ?? [], platform);
    if (!chosen) {
      const wanted = platformText(platform);
      throw new NotFound(`no matching manifest for ${wanted} in the manifest list entries`);
    }
    manifest = await repository.manifest(chosen.digest, signal);
  }
  if (IMAGES.includes(manifest.mediaType)) return manifest;
  throw new BadParameter(`unsupported manifest type "${manifest.mediaType}"`);
}

/**
 * Fetches what is missing of an image and puts it together. The layers come side by side; each is
 * unpacked as soon as those below it are.
 *
 * @throws RegistryError, ArchiveError; then nothing is left but blobs that came whole, for next time
 */
export async function fetchImage(
  repository: Repository,
  fetched: FetchedManifest,
  fetching: Fetching,
): Promise<Image> {
  const manifest = parseManifest(fetched.data);
  const known = fetching.storage.images.get(manifest.config.digest.replace('sha256:', ''));
  if (known) {
    for (const layer of manifest.layers) tellLayer(fetching, layer, 'known');
    fetching.onProgress({ kind: 'config', digest: manifest.config.digest });
    return known;
  }
  const intake = fetching.storage.images.intake();
  try {
    await takeIn(repository, manifest, intake, fetching);
    await put(intake, fetched);
    const { digest, data, mediaType } = fetched;
    return await intake.finish(
      { ...manifest, manifest: { digest, size: data.length, mediaType } },
      fetching.signal,
    );
  } catch (error) {
    intake.keepSpare();
    throw error;
  } finally {
    await intake.close();
  }
}

async function put(intake: Intake, { data, digest }: FetchedManifest): Promise<void> {
  if (intake.has(digest)) return;
  async function* whole() {
    yield data;
  }
  await intake.put({ digest, size: data.length }, whole());
}

/** Brings the configuration and all layers into the store, the layers unpacked. */
async function takeIn(
  repository: Repository,
  { config, layers }: Manifest,
  intake: Intake,
  fetching: Fetching,
): Promise<void> {
  const { downloads, onProgress } = fetching;
  const leave = new AbortController();
  const signal = AbortSignal.any([leave.signal, ...(fetching.signal ? [fetching.signal] : [])]);
  const wanted = (blob: Descriptor) => ({
    digest: blob.digest,
    size: blob.size,
    open: (own: AbortSignal) => downloadBlob(repository, blob, own),
    signal,
  });
  await downloads.fetch(intake, wanted(config));
  onProgress({ kind: 'config', digest: config.digest });
  const diffIds = parseConfig(await intake.read(config.digest)).rootfs.diff_ids;
  if (diffIds.length !== layers.length)
    throw new BadParameter(`the image has ${layers.length} layers, not ${diffIds.length}`);
  const here = layersHere(fetching.storage, intake, diffIds, layers);
  for (const [at, layer] of layers.entries())
    tellLayer(fetching, layer, here[at] ? 'exists' : 'waiting');
  const arrivals = sideBySide(layers, SIDE_BY_SIDE, async (layer, at) => {
    if (here[at]) return;
    const onBytes = seldom((done) => tellLayer(fetching, layer, 'downloading', done));
    await downloads.fetch(intake, { ...wanted(layer), onBytes });
    tellLayer(fetching, layer, 'downloaded');
  });
  try {
    await unpack(arrivals, here, { diffIds, layers }, intake, fetching);
  } catch (error) {
    // The others are given up with it: nothing goes on when this has ended.
    leave.abort();
    await Promise.allSettled(arrivals);
    throw error;
  }
}

async function unpack(
  arrivals: readonly Promise<void>[],
  here: readonly boolean[],
  { diffIds, layers }: { diffIds: readonly Digest[]; layers: readonly Descriptor[] },
  intake: Intake,
  fetching: Fetching,
): Promise<void> {
  let parent: Digest | undefined;
  for (const [at, layer] of layers.entries()) {
    await arrivals[at];
    const isNew = !here[at];
    if (isNew) tellLayer(fetching, layer, 'extracting', layer.size);
    parent = await intake.unpack(parent, diffIds[at] ?? '', layer.digest, fetching.signal);
    if (isNew) tellLayer(fetching, layer, 'complete');
  }
}

/** Which layers are here as blobs and unpacked. */
function layersHere(
  storage: Storage,
  intake: Intake,
  diffIds: readonly Digest[],
  layers: readonly Descriptor[],
): boolean[] {
  const chain = chainIds(diffIds);
  return layers.map(
    ({ digest }, at) => storage.layers.get(chain[at] ?? '') !== undefined && intake.has(digest),
  );
}

function tellLayer(
  { onProgress }: Fetching,
  { digest, size }: Descriptor,
  step: Extract<PullEvent, { kind: 'layer' }>['step'],
  done?: number,
): void {
  onProgress({ kind: 'layer', digest, step, size, ...(done === undefined ? {} : { done }) });
}
