import type { Compression } from '../compression.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Descriptor } from '../types.ts';
import { parseJson } from './config.ts';

export interface Manifest {
  schemaVersion: 2;
  mediaType?: string;
  config: Descriptor;
  layers: Descriptor[];
  annotations?: Record<string, string>;
}

export type Family = 'oci' | 'docker';

/** Media types of the two families of manifests (OCI image-spec media-types.md; Docker's manifest v2 schema 2). */
export const MEDIA = {
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar',
  },
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar',
  },
} as const;

export function layerMediaType(family: Family, compression: Compression): string {
  const separator = family === 'oci' ? '+' : '.';
  return compression === 'none'
    ? MEDIA[family].layer
    : `${MEDIA[family].layer}${separator}${compression}`;
}

/** @throws ArchiveError when it is no image manifest. */
export function parseManifest(data: Buffer): Manifest {
  const manifest = parseJson<Manifest>(data, 'image manifest');
  const whole = typeof manifest.config?.digest === 'string' && Array.isArray(manifest.layers);
  if (!whole) throw new ArchiveError('the image manifest has no configuration or no layers');
  return manifest;
}

export function encodeManifest(
  family: Family,
  config: Omit<Descriptor, 'mediaType'>,
  layers: Descriptor[],
  annotations?: Record<string, string>,
): Buffer {
  const { manifest: mediaType, config: configType } = MEDIA[family];
  const value: Manifest = {
    schemaVersion: 2,
    mediaType,
    config: { mediaType: configType, digest: config.digest, size: config.size },
    layers,
    ...(annotations ? { annotations } : {}),
  };
  return Buffer.from(JSON.stringify(value));
}
