import { createHash } from 'node:crypto';
import { buffer, json } from 'node:stream/consumers';
import { RegistryError } from './errors.ts';
import type { Session } from './session.ts';

/** A manifest as the registry sent it; every byte of it has been checked. */
export interface FetchedManifest {
  digest: string;
  mediaType: string;
  data: Buffer;
}

/** Manifests that are understood, in order of preference (OCI and Docker schema 2, and their lists). */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const;

/** Larger ones are an attack; registries' own limit is 4 MiB. */
const LARGEST_MANIFEST = 16 * 1024 * 1024;

/** One repository (`library/busybox`) of a registry: its manifests and tags. */
export class Repository {
  readonly session: Session;
  readonly name: string;

  constructor(session: Session, name: string) {
    this.session = session;
    this.name = name;
  }

  /** `127.0.0.1:5000/library/busybox`. */
  get fullName(): string {
    return `${this.session.endpoint.registry}/${this.name}`;
  }

  get pullScope(): string {
    return `repository:${this.name}:pull`;
  }

  get pushScope(): string {
    return `repository:${this.name}:pull,push`;
  }

  /**
   * The manifest of a tag or digest.
   * @throws RegistryError also when it is not what the digest says
   */
  async manifest(reference: string, signal?: AbortSignal): Promise<FetchedManifest> {
    const what = `reading manifest ${reference} in ${this.fullName}`;
    const response = await this.session.expect(this.#manifestPath(reference), what, [200], {
      method: 'GET',
      headers: { Accept: MANIFEST_TYPES.join(', ') },
      scopes: [this.pullScope],
      signal,
    });
    if (Number(response.headers['content-length'] ?? 0) > LARGEST_MANIFEST) {
      response.destroy();
      throw new RegistryError('corrupt', `${what}: it is too large`);
    }
    const data = await buffer(response);
    const digest = sha256(data);
    const told = response.headers['docker-content-digest'];
    const promised = isDigest(reference) || typeof told !== 'string' ? reference : told;
    if (isDigest(promised) && promised !== digest)
      throw new RegistryError('corrupt', `${what}: it has the digest ${digest}, not ${promised}`);
    return { digest, data, mediaType: typeOf(data, response.headers['content-type']) };
  }

  /** The digest that a tag has now; undefined where the registry does not have it. */
  async digestOf(reference: string, signal?: AbortSignal): Promise<string | undefined> {
    const response = await this.session.expect(
      this.#manifestPath(reference),
      `reading manifest ${reference} in ${this.fullName}`,
      [200, 404],
      {
        method: 'HEAD',
        headers: { Accept: MANIFEST_TYPES.join(', ') },
        scopes: [this.pullScope],
        signal,
      },
    );
    response.resume();
    const digest = response.headers['docker-content-digest'];
    return response.statusCode === 200 && typeof digest === 'string' ? digest : undefined;
  }

  /** Puts a manifest under a tag or its digest; whatever it names has to be there. */
  async putManifest(
    reference: string,
    { data, mediaType }: Pick<FetchedManifest, 'data' | 'mediaType'>,
    signal?: AbortSignal,
  ): Promise<void> {
    const what = `writing manifest ${reference} to ${this.fullName}`;
    const response = await this.session.expect(this.#manifestPath(reference), what, [201, 202], {
      method: 'PUT',
      headers: { 'Content-Type': mediaType, 'Content-Length': String(data.length) },
      body: data,
      scopes: [this.pushScope],
      signal,
    });
    response.resume();
  }

  /** All tags, page by page. */
  async tags(signal?: AbortSignal): Promise<string[]> {
    const tags: string[] = [];
    let path: string | undefined = `/v2/${this.name}/tags/list`;
    while (path !== undefined) {
      const response = await this.session.expect(path, `listing tags of ${this.fullName}`, [200], {
        method: 'GET',
        scopes: [this.pullScope],
        signal,
      });
      const page = (await json(response)) as { tags?: string[] | null };
      tags.push(...(page.tags ?? []));
      path = nextPage(response.headers.link);
    }
    return tags;
  }

  #manifestPath(reference: string): string {
    return `/v2/${this.name}/manifests/${reference}`;
  }
}

/** The path of the next page (RFC 8288), as registries send it. */
export function nextPage(link: string | string[] | undefined): string | undefined {
  const [, target] = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec([link].flat().join(',')) ?? [];
  if (target === undefined) return undefined;
  const { pathname, search } = new URL(target, 'http://registry');
  return pathname + search;
}

export function isDigest(reference: string): boolean {
  return reference.includes(':');
}

function sha256(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** What the manifest says of itself counts more than the header. */
function typeOf(data: Buffer, header = ''): string {
  try {
    const { mediaType } = JSON.parse(data.toString()) as { mediaType?: unknown };
    if (typeof mediaType === 'string') return mediaType;
  } catch {
    // Its reader will say so.
  }
  return header.split(';', 1)[0]?.trim() ?? '';
}
