import type { Readable } from 'node:stream';
import type { IdMappings } from '../kernel/id-map.ts';
import type { Composition } from './images/compose.ts';
import type { Intake } from './images/intake.ts';
import type { Outgoing } from './images/outgoing.ts';

/** `sha256:<64 hex>`. */
export type Digest = string;

/** An OCI descriptor as it stands in a manifest. */
export interface Descriptor {
  mediaType: string;
  digest: Digest;
  size: number;
  annotations?: Record<string, string>;
  platform?: { architecture: string; os: string; variant?: string };
}

/** The OCI image configuration (image-spec config.md); Docker's extra fields are kept as found. */
export interface ImageConfig {
  created?: string;
  author?: string;
  architecture: string;
  os: string;
  variant?: string;
  config?: {
    User?: string;
    ExposedPorts?: Record<string, object>;
    Env?: string[];
    Entrypoint?: string[] | null;
    Cmd?: string[] | null;
    Volumes?: Record<string, object> | null;
    WorkingDir?: string;
    Labels?: Record<string, string> | null;
    StopSignal?: string;
    Healthcheck?: {
      Test?: string[];
      Interval?: number;
      Timeout?: number;
      StartPeriod?: number;
      Retries?: number;
    };
    OnBuild?: string[];
    Shell?: string[];
    [extra: string]: unknown;
  };
  rootfs: { type: 'layers'; diff_ids: Digest[] };
  history?: {
    created?: string;
    created_by?: string;
    author?: string;
    comment?: string;
    empty_layer?: boolean;
  }[];
  [extra: string]: unknown;
}

/** An image that is whole: its manifest, config and unpacked layers are all in the store. */
export interface Image {
  /** Hex of the config's digest, without `sha256:`. */
  id: string;
  /** Digest of the manifest that it was stored under. */
  digest: Digest;
  manifestMediaType: string;
  /** Full names with tag (`docker.io/library/busybox:latest`), in order of tagging. */
  names: string[];
  /** `repository@digest` forms known for it. */
  repoDigests: string[];
  config: ImageConfig;
  /** Chain ids, base first. */
  layers: Digest[];
  /** Bytes of the unpacked layers, shared ones included: Docker's size. */
  size: number;
  /** Bytes of the layers as plain archives, the configuration and twice the manifest: Podman's size. */
  archiveSize: number;
  /** Milliseconds since 1970. */
  created: number;
}

/** An image that an archive brought, new or known before. */
export interface LoadedImage extends Image {
  /** The full names that the archive has for it. */
  loadedNames: string[];
}

export interface Layer {
  chainId: Digest;
  parent?: Digest;
  diffId: Digest;
  /** Bytes of the layer's own files. */
  size: number;
  /** Bytes of the layer as a plain archive. */
  archiveSize: number;
}

/** Kinds of a changed path, as both APIs number them. */
export interface Change {
  path: string;
  kind: 0 | 1 | 2;
}

export type ImageFormat = 'docker-archive' | 'oci-archive' | 'docker-dir' | 'oci-dir';

/**
 * Images and their layers. Names are stored as full references; making short names full is the
 * engine's business (each tree has its rule).
 */
export interface ImageStore {
  list(): Image[];
  /** By full id, or undefined. */
  get(id: string): Image | undefined;
  /** By full name with tag, or by `repository@digest`. */
  byName(name: string): Image | undefined;
  /** Ids that begin with the given hex. */
  idsWithPrefix(prefix: string): string[];
  /** Moves or makes a name; names another image had move to this one. */
  tag(id: string, name: string): void;
  /** Remembers `repository@digest` for an image that came from or went to a registry. */
  addRepoDigest(id: string, name: string): void;
  untag(name: string): void;
  /** Forgets the image (all names); its blobs and layers go when nothing else uses them. */
  remove(id: string): Promise<void>;
  /**
   * A root file system as tar (plain, gzip, zstd, bzip2, xz where the host has it) becomes a
   * one-layer image; `configure` says with which configuration, told the layer's diff id.
   */
  importRootFs(
    archive: Readable,
    configure: (diffId: Digest) => Partial<ImageConfig>,
    signal?: AbortSignal,
  ): Promise<Image>;
  /** Makes an image of another one's layers and, perhaps, one more on top. */
  compose(wish: Composition): Promise<Image>;
  /** Loads a docker-archive or oci-archive (found out by content). Tags what the archive names. */
  load(archive: Readable, signal?: AbortSignal): Promise<LoadedImage[]>;
  /** Takes in an image that comes in parts, as from a registry. */
  intake(): Intake;
  /** What an image is made of, to be sent away; it stays until that is closed. */
  outgoing(image: Image): Promise<Outgoing>;
  /** Removes the blobs of images that did not come to an end. */
  dropSpare(): Promise<void>;
  /** Streams one or several images; `names` says which names go into the archive. */
  save(
    images: { image: Image; names: string[] }[],
    options: { format: ImageFormat; compress?: boolean; signal?: AbortSignal },
  ): Readable;
  /** The raw manifest and blobs, for inspect, push and commit. */
  manifest(image: Image): Promise<Buffer>;
  /** What steps made it, newest first. */
  history(image: Image): HistoryEntry[];
  layersOf(image: Image): Layer[];
  /** Folders of its layers, top first. */
  layerDirs(image: Image): string[];
  /** What it changes against another image, or its top layer against those below. */
  changes(image: Image, parent?: Image): Promise<Change[]>;
}

/** A step that made an image. */
export interface HistoryEntry {
  /** Milliseconds since 1970. */
  created: number;
  createdBy: string;
  comment: string;
  /** What it added; undefined for a step that changed the configuration alone. */
  layer?: Layer;
}

export interface Usage {
  /** Bytes of each image's layers: all, those that other images have too, those that only it has. */
  images: { id: string; size: number; shared: number; unique: number }[];
  /** Bytes of all layers of images, each counted once. */
  layers: number;
}

/** The writable top of a container, or of a build step. */
export interface ContainerLayer {
  id: string;
  /** Chain id that it lies on; undefined for an empty base. */
  base?: Digest;
  upperDir: string;
  workDir: string;
  /** Where it is mounted when mounted. */
  mountPoint: string;
  lowerDirs: string[];
  /** See {@link LayerOptions}. */
  mappings?: IdMappings | undefined;
  volatile?: boolean | undefined;
}

/** How a container's layer is kept and mounted. */
export interface LayerOptions {
  /** Of the container's user namespace: owners in the mounted layer are the host's for those inside. */
  mappings?: IdMappings | undefined;
  /** What is written may be lost when the host crashes; in return nothing is ever synced. */
  volatile?: boolean | undefined;
}

export interface LayerStore {
  get(chainId: Digest): Layer | undefined;
  /** Makes an upper dir over an image's top layer, which it holds even when the image goes. The id is the container's. `folder` is a folder of the host to lie over instead. */
  createContainerLayer(
    id: string,
    image: Image | undefined,
    options?: LayerOptions & { folder?: string },
  ): ContainerLayer;
  containerLayer(id: string): ContainerLayer | undefined;
  /**
   * Mounts the overlay and says where. Counted, so that a second caller (cp on a running container)
   * does not disturb the first; a mount that was there before the daemon started counts once.
   */
  mount(id: string): string;
  /** Takes one count back; the last one unmounts. */
  unmount(id: string): void;
  isMounted(id: string): boolean;
  /** Unmounts whatever the count and removes all; missing is no error. */
  removeContainerLayer(id: string): Promise<void>;
  containerChanges(id: string): Promise<Change[]>;
  /** Bytes in the upper dir. */
  containerSize(id: string): number;
  /** The whole root file system as an uncompressed tar, owners and modes kept. */
  exportContainer(id: string, signal?: AbortSignal): Readable;
  /**
   * Upper dir as a layer tar with OCI whiteouts.
   * @param modified a time for everything, in nanoseconds since 1970, instead of its own.
   */
  diff(id: string, signal?: AbortSignal, modified?: bigint): Readable;
  /** Ids of all container layers. */
  ids(): string[];
  /** Unpacks such a tar, compressed or not, into the upper dir of a container that is not mounted. */
  apply(id: string, archive: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface Storage {
  readonly root: string;
  readonly images: ImageStore;
  readonly layers: LayerStore;
  /** Removes what a crash left: temp folders, unnamed blobs, layers without rows, stale mounts. Runs first. */
  collectGarbage(): Promise<void>;
  /** Bytes that prune would free, shared counted once. */
  usage(): Usage;
  /** Ends worker threads; mounts of running containers stay. */
  close(): Promise<void>;
}
