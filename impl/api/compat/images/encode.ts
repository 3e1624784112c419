import type {
  DockerImageConfig,
  DockerImageDeleteItem,
  DockerImageHistoryItem,
  DockerImageInspectResponse,
  DockerImageSummary,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../../spec/version.ts';
import type { HistoryView } from '../../../engine/images/history.ts';
import { familiar } from '../../../engine/images/names.ts';
import type { Removed } from '../../../engine/images/remove-compat.ts';
import type { ImageDetails, ImageView } from '../../../engine/images/view.ts';
import type { ImageConfig } from '../../../storage/types.ts';
import { goTime, goTimeText } from '../../shared/go-time.ts';
import { overlayData } from '../../shared/image-layers.ts';
import { atLeast } from '../../version.ts';

const dockerId = (id: string | undefined) => (id === undefined ? '' : `sha256:${id}`);

/** By their full forms, as Docker sorts them. */
const dockerNames = (names: readonly string[]) => names.toSorted().map(familiar);

export interface SummaryOptions {
  version: ApiVersion | undefined;
  /** Which names to show. */
  shows: (name: string) => boolean;
  /** By image id; absent when not asked for. */
  sharedSizes?: ReadonlyMap<string, number>;
}

export function encodeSummary(
  { image, parent }: ImageView,
  { version, shows, sharedSizes }: SummaryOptions,
): DockerImageSummary {
  const tags = dockerNames(image.names.filter(shows));
  const digests = dockerNames(image.repoDigests.filter(shows));
  const nameless = tags.length === 0 && digests.length === 0 && !atLeast(version, '1.43');
  return {
    Id: dockerId(image.id),
    ParentId: dockerId(parent),
    RepoTags: nameless ? ['<none>:<none>'] : tags,
    RepoDigests: nameless ? ['<none>@<none>'] : digests,
    Created: Math.floor(image.created / 1000),
    Size: image.size,
    SharedSize: sharedSizes?.get(image.id) ?? -1,
    ...(atLeast(version, '1.44') ? {} : { VirtualSize: image.size }),
    Labels: image.config.config?.Labels ?? null,
    Containers: -1,
  };
}

export function encodeImage(
  { image, parent, layerDirs, lastTagged }: ImageDetails,
  version: ApiVersion | undefined,
): DockerImageInspectResponse {
  const { config } = image;
  const osVersion = text(config['os.version']);
  return {
    Id: dockerId(image.id),
    RepoTags: dockerNames(image.names),
    RepoDigests: dockerNames(image.repoDigests),
    Parent: dockerId(parent),
    Comment: text(config.comment) || (config.history?.at(-1)?.comment ?? ''),
    Created: goTimeText(config.created),
    ...(atLeast(version, '1.45')
      ? {}
      : { Container: text(config['container']), ContainerConfig: encodeConfig({}) }),
    DockerVersion: text(config.docker_version),
    Author: config.author ?? '',
    Config: encodeConfig(config.config ?? {}),
    Architecture: config.architecture,
    ...(config.variant ? { Variant: config.variant } : {}),
    Os: config.os,
    ...(osVersion ? { OsVersion: osVersion } : {}),
    Size: image.size,
    ...(atLeast(version, '1.44') ? {} : { VirtualSize: image.size }),
    GraphDriver: { Name: 'overlay', Data: overlayData(layerDirs) },
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Metadata: { LastTagTime: goTime(lastTagged ?? 0) },
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Docker sends every member of a container's Config with it, empty. */
function encodeConfig(config: NonNullable<ImageConfig['config']>): DockerImageConfig {
  const { ExposedPorts, Healthcheck, StopSignal, Shell } = config;
  return {
    Hostname: '',
    Domainname: '',
    User: config.User ?? '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(ExposedPorts ? { ExposedPorts } : {}),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: config.Env ?? null,
    Cmd: config.Cmd ?? null,
    ...(Healthcheck ? { Healthcheck } : {}),
    Image: '',
    Volumes: (config.Volumes as Record<string, Record<string, never>>) ?? null,
    WorkingDir: config.WorkingDir ?? '',
    Entrypoint: config.Entrypoint ?? null,
    OnBuild: config.OnBuild ?? null,
    Labels: config.Labels ?? null,
    ...(StopSignal ? { StopSignal } : {}),
    ...(Shell ? { Shell } : {}),
  };
}

export function encodeStep({
  after,
  created,
  createdBy,
  comment,
  layer,
}: HistoryView): DockerImageHistoryItem {
  const names = after?.names ?? [];
  return {
    Id: after ? dockerId(after.id) : '<missing>',
    Created: Math.floor(created / 1000),
    CreatedBy: createdBy,
    Tags: names.length > 0 ? dockerNames(names) : null,
    Size: layer?.size ?? 0,
    Comment: comment,
  };
}

export function encodeRemoved(removed: Removed): DockerImageDeleteItem {
  switch (removed.kind) {
    case 'untagged':
      return { Untagged: familiar(removed.name) };
    case 'deleted':
      return { Deleted: dockerId(removed.id) };
    case 'layer':
      return { Deleted: removed.chainId };
  }
}
