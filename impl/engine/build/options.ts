import type { Readable } from 'node:stream';
import type { ContainerConfig } from '../../container-config.ts';
import type { Tree } from '../containers/view.ts';
import type { RegistryRequest } from '../images/registry/access.ts';
import type { PullPolicy } from '../images/registry/pull.ts';

/** What a client asks of a build, after decoding. Sizes are bytes. */
export interface BuildOptions {
  tree: Tree;
  /** The context as a tar, compressed in any way; not read when there is a `remote`. */
  context: Readable;
  /** A Git repository, or an http address of a tar or a Dockerfile. */
  remote?: string | undefined;
  /** Paths in the context; the first that is there without `given`. Several are read as one. */
  dockerfiles: { paths: readonly string[]; given: boolean };
  /** Full names for the image, and how the client wrote them. */
  names: readonly { full: string; text: string }[];
  /** Leave out instructions that there are not. */
  ignoreUnknown: boolean;
  /** Image in place of the first FROM's. */
  from?: string | undefined;
  /** Stage to end with. */
  target?: string | undefined;
  /** Also build stages that the target does not need. */
  allStages: boolean;
  platform?: string | undefined;
  /** To build for one after the other, in place of one `platform`. */
  platforms: readonly string[];
  /** Build for every platform that all base images are there for. */
  allPlatforms: boolean;
  /** Stages that may be built side by side; 0 for all that can. */
  jobs: number;
  /** Tell after each step what it took. */
  tellUsage: boolean;
  pull: PullPolicy;
  /** How registries are to be spoken to. */
  registry: Pick<RegistryRequest, 'credentials' | 'tlsVerify'>;
  /** Values of ARGs; null takes the engine's own variable. */
  args: Readonly<Record<string, string | null>>;
  /** Give RUN the engine's proxy variables. */
  httpProxy: boolean;
  labels: Readonly<Record<string, string>>;
  /** Of the manifest. */
  annotations: Readonly<Record<string, string>>;
  /** Variables to set in, and to leave out of, the image. */
  env: readonly [string, string][];
  unsetEnv: readonly string[];
  noCache: boolean;
  /** Only steps of these images, and those of builds here, may be taken. */
  cacheFrom: readonly string[];
  /** A layer for each step; else one for all of them. */
  layers: boolean;
  /** One layer of the new ones, or of everything. */
  squash: 'no' | 'new' | 'all';
  format: 'oci' | 'docker';
  /** Seconds since 1970, for the image and its new files. */
  timestamp?: number | undefined;
  omitHistory: boolean;
  /** Manifest list to put the image on. */
  manifest?: string | undefined;
  /** Names that FROM and `--from` may use, to images and addresses. */
  contexts: ReadonlyMap<string, { image: string } | { address: string }>;
  /** Remove the containers of RUN after a success, and after a failure. */
  remove: boolean;
  forceRemove: boolean;
  /** Secrets by id: files of the context, or variables of the engine. */
  secrets: ReadonlyMap<string, { file: string } | { variable: string }>;
  /** What a RUN's container begins with: rights, limits, network. */
  template: ContainerConfig;
  signal: AbortSignal;
}
