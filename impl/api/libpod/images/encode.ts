import type {
  ImageHistoryLayer,
  ImageRemoveReport,
  ImageSummary,
  InspectImage,
} from '../../../../spec/generated/schemas.gen.ts';
import type { HistoryView } from '../../../engine/images/history.ts';
import { repositoryOfName } from '../../../engine/images/names.ts';
import type { RemoveManyReport } from '../../../engine/images/remove-many.ts';
import type { ImageDetails, ImageView } from '../../../engine/images/view.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import type { Image } from '../../../storage/types.ts';
import { goTimeText } from '../../shared/go-time.ts';
import { overlayData } from '../../shared/image-layers.ts';

/** A line of the list, as Podman 4.3.1 sends it. */
export function encodeSummary({
  image,
  parent,
  dangling,
  containers,
  pastNames,
}: ImageView): ImageSummary {
  const { names } = image;
  return {
    Id: image.id,
    ParentId: parent ?? '',
    RepoTags: names.length > 0 ? names : null,
    RepoDigests: namesWithDigest(image),
    Created: Math.floor(image.created / 1000),
    Size: image.archiveSize,
    SharedSize: 0,
    VirtualSize: image.archiveSize,
    Labels: image.config.config?.Labels ?? null,
    Containers: containers,
    ...(dangling ? { Dangling: true } : {}),
    ...(names.length > 0 ? { Names: names } : {}),
    Digest: image.digest,
    ...(pastNames.length > 0 ? { History: pastNames } : {}),
  };
}

/** Podman tells each name with the manifest's digest, whether a registry knows it or not. */
function namesWithDigest({ names, digest, repoDigests }: Image): string[] {
  const own = names.map((name) => `${repositoryOfName(name)}@${digest}`);
  return [...new Set([...own, ...repoDigests])].toSorted();
}

export function encodeImage({
  image,
  parent,
  pastNames,
  layerDirs,
  annotations,
}: ImageDetails): InspectImage {
  const { config } = image;
  const { Healthcheck } = config.config ?? {};
  return {
    Id: image.id,
    Digest: image.digest,
    RepoTags: image.names,
    RepoDigests: namesWithDigest(image),
    Parent: parent ?? '',
    // Podman takes the comment of the first step.
    Comment: text(config.comment) || (config.history?.[0]?.comment ?? ''),
    Created: goTimeText(config.created),
    Config: encodeConfig(image),
    Version: text(config.docker_version),
    Author: config.author ?? '',
    Architecture: config.architecture,
    Os: config.os,
    Size: image.archiveSize,
    VirtualSize: image.archiveSize,
    GraphDriver: { Name: 'overlay', Data: overlayData(layerDirs) },
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Labels: config.config?.Labels ?? null,
    Annotations: annotations,
    ManifestType: image.manifestMediaType,
    User: config.config?.User ?? '',
    History: config.history?.map(encodeHistoryEntry) ?? null,
    NamesHistory: pastNames,
    ...(Healthcheck ? { Healthcheck } : {}),
  };
}

function encodeHistoryEntry(entry: NonNullable<Image['config']['history']>[number]) {
  return entry.created === undefined ? entry : { ...entry, created: goTimeText(entry.created) };
}

/** The OCI members that say something, in their order. */
function encodeConfig({ config: { config = {} } }: Image): InspectImage['Config'] {
  const said = Object.entries({
    User: config.User,
    ExposedPorts: config.ExposedPorts,
    Env: config.Env,
    Entrypoint: config.Entrypoint,
    Cmd: config.Cmd,
    Volumes: config.Volumes,
    WorkingDir: config.WorkingDir,
    Labels: config.Labels,
    StopSignal: config.StopSignal,
  }).filter(([, value]) => Boolean(value) && Object.keys(Object(value)).length > 0);
  return Object.fromEntries(said);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Podman leaves the tags out. */
export function encodeStep({
  after,
  created,
  createdBy,
  comment,
  layer,
}: HistoryView): ImageHistoryLayer {
  return {
    Id: after?.id ?? '<missing>',
    Created: Math.floor(created / 1000),
    CreatedBy: createdBy,
    Tags: null,
    Size: layer?.archiveSize ?? 0,
    Comment: comment,
  };
}

export function encodeRemoved({
  untagged,
  deleted,
  errors = [],
}: Omit<RemoveManyReport, 'errors'> & { errors?: Error[] }): ImageRemoveReport {
  const ids = deleted.map(({ image }) => image.id);
  return {
    ...(ids.length > 0 ? { Deleted: ids } : {}),
    ...(untagged.length > 0 ? { Untagged: untagged } : {}),
    ExitCode: exitCode(errors),
    Errors: errors.map(({ message }) => message),
  };
}

/** The report with manifest lists that went too. */
export function withLists(
  report: ImageRemoveReport,
  lists: readonly { untagged: string[]; deleted: string[] }[],
): ImageRemoveReport {
  const Deleted = [...(report.Deleted ?? []), ...lists.flatMap(({ deleted }) => deleted)];
  const Untagged = [...(report.Untagged ?? []), ...lists.flatMap(({ untagged }) => untagged)];
  return {
    ...report,
    ...(Deleted.length > 0 ? { Deleted } : {}),
    ...(Untagged.length > 0 ? { Untagged } : {}),
  };
}

/** What `podman rmi` exits with: 0, 1 no such image, 2 in use, 125 other. */
function exitCode(errors: readonly Error[]): number {
  if (errors.length === 0) return 0;
  if (errors.some((error) => error instanceof Conflict)) return 2;
  return errors.every((error) => error instanceof NotFound) ? 1 : 125;
}
