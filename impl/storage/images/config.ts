import { ArchiveError } from '../tar/entry.ts';
import type { ImageConfig } from '../types.ts';

/**
 * Reads an image configuration and checks what the storage relies on.
 * @throws ArchiveError
 */
export function parseConfig(data: Buffer): ImageConfig {
  const config = parseJson<ImageConfig>(data, 'image configuration');
  const diffIds: unknown = config.rootfs?.diff_ids;
  const isList = Array.isArray(diffIds) && diffIds.every((id) => typeof id === 'string');
  if (!isList) throw new ArchiveError('the image configuration lists no layers');
  return config;
}

/** @throws ArchiveError when it is no JSON object or list. */
export function parseJson<T>(data: Buffer, what: string): T {
  try {
    const value = JSON.parse(data.toString()) as unknown;
    if (typeof value === 'object' && value !== null) return value as T;
  } catch {
    // Told below, in words that name the thing.
  }
  throw new ArchiveError(`the ${what} is no JSON`);
}

/** Milliseconds since 1970; 0 where an image does not say when it was made. */
export function createdOf(config: ImageConfig): number {
  const time = Date.parse(config.created ?? '');
  return Number.isNaN(time) ? 0 : time;
}

/** The host's platform in the OCI's words (Go's GOARCH). */
export function hostArchitecture(): string {
  const names: Record<string, string> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
  return names[process.arch] ?? process.arch;
}
