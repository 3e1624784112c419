import { BadParameter, InternalError, NotFound } from '../../../errors.ts';
import { parseReference } from '../../../storage/reference.ts';
import type { Digest } from '../../../storage/types.ts';
import type { Context } from '../context.ts';
import { candidates, newName } from '../names.ts';
import type { RegistryRequest } from '../registry/access.ts';
import { listBody } from './list.ts';
import type { EntryPlatform, ListedImage, ManifestList } from './list.ts';
import { pushList } from './push-list.ts';
import type { PushListOptions } from './push-list.ts';
import { entriesOf, remoteManifest } from './resolve.ts';
import type { ListTable } from './table.ts';

/** What is said of an entry instead of what its image says. */
export interface EntryChanges {
  architecture?: string | undefined;
  os?: string | undefined;
  osVersion?: string | undefined;
  osFeatures?: readonly string[] | undefined;
  variant?: string | undefined;
  features?: readonly string[] | undefined;
  annotations?: Readonly<Record<string, string>> | undefined;
}

export interface AddOptions extends RegistryRequest, EntryChanges {
  /** Every image of a list that is named. */
  all: boolean;
}

/**
 * Manifest lists that are made here: several images, usually of one program for several
 * platforms, under one name. Every `name` is a list's name as Podman's clients write it, its id
 * or the beginning of that; an unknown one throws NotFound.
 */
export class ManifestLists {
  readonly #context: Context;
  readonly #table: ListTable;

  constructor(table: ListTable, context: Context) {
    this.#context = context;
    this.#table = table;
  }

  /**
   * Makes a list, of images where some are named; a failure leaves none.
   * @param options.amend take one that is there
   * @returns its id
   * @throws BadParameter for what cannot be a name, NotFound for an image that nobody has
   */
  async create(
    name: string,
    images: readonly string[],
    options: AddOptions & { amend: boolean },
  ): Promise<string> {
    const full = newName(name, undefined, 'libpod');
    const before = this.#table.byName(full);
    const image = this.#context.storage.images.byName(full);
    const taken = before?.id ?? image?.id;
    if (taken !== undefined && !(before && options.amend))
      throw new InternalError(
        `image name "${full}" is already associated with image "${taken}": that name is already in use`,
        { rootCause: 'that name is already in use' },
      );
    const entries = await this.#entries(images, options);
    const { id } = this.#table.byName(full) ?? this.#table.create(full);
    this.#put(id, entries);
    return id;
  }

  exists(name: string): boolean {
    return this.lookUp(name) !== undefined;
  }

  all(): ManifestList[] {
    return this.#table.all();
  }

  /** Gives it one more full name; an image or list that had it loses it. */
  tag({ id }: ManifestList, name: string): void {
    this.#context.storage.images.untag(name);
    this.#table.tag(id, name);
  }

  /** Takes a full name from it, or without one all. Throws InternalError when it has not that name. */
  untag({ names }: ManifestList, name?: string): void {
    if (name !== undefined && !names.includes(name))
      throw new InternalError(`${name}: tag not known`, { rootCause: 'tag not known' });
    for (const each of name === undefined ? names : [name]) this.#table.untag(each);
  }

  /**
   * Takes away the name that it is called by, where it has others; else the whole list.
   * @returns what is gone
   */
  remove(name: string): { untagged: string[]; deleted: string[] } {
    const list = this.find(name);
    const called = this.#nameOf(list, name);
    if (called !== undefined && list.names.length > 1) {
      this.#table.untag(called);
      return { untagged: [called], deleted: [] };
    }
    this.#table.delete(list.id);
    return { untagged: list.names, deleted: [list.id] };
  }

  #nameOf({ names }: ManifestList, text: string): string | undefined {
    const reference = nameOrNone(text);
    if (!reference) return undefined;
    const tag = reference.tag ?? 'latest';
    return candidates(reference, 'libpod', this.#context.registries.conf)
      .map((repository) => `${repository}:${tag}`)
      .find((name) => names.includes(name));
  }

  /** The list as registries have it; also one that a registry has under a name with its host. */
  async inspect(name: string, request: RegistryRequest): Promise<object> {
    const list = this.lookUp(name);
    if (list) return listBody(list.entries);
    const { registry } = nameOrNone(name) ?? {};
    if (
      registry === undefined ||
      registry === 'localhost' ||
      this.#context.finder.image(name, 'libpod')
    )
      throw this.#unknown(name);
    return remoteManifest(this.#context, name, request, async (_, { data }) => {
      const value = JSON.parse(data.toString()) as { manifests?: unknown };
      if (Array.isArray(value.manifests)) return value;
      throw new NotFound(`${name}: image is not a manifest list`);
    });
  }

  /** Adds images; one with the same digest takes the other's place. @returns the list's id */
  async add(name: string, images: readonly string[], options: AddOptions): Promise<string> {
    const { id } = this.find(name);
    this.#put(id, await this.#entries(images, options));
    return id;
  }

  /** Says something else of an entry. Throws BadParameter when the list has none of the digest. */
  annotate(name: string, digest: Digest, changes: EntryChanges): string {
    const list = this.find(name);
    this.#checkEntry(list, digest);
    const changed = list.entries.map((entry) =>
      entry.digest === digest ? withChanges(entry, changes) : entry,
    );
    this.#table.setEntries(list.id, changed);
    return list.id;
  }

  /** Takes an entry out. Throws BadParameter when the list has none of the digest. */
  removeEntry(name: string, digest: Digest): string {
    const list = this.find(name);
    this.#checkEntry(list, digest);
    this.#table.setEntries(
      list.id,
      list.entries.filter((entry) => entry.digest !== digest),
    );
    return list.id;
  }

  /** Forgets the list; its images stay. */
  delete(name: string): ManifestList {
    const list = this.find(name);
    this.#table.delete(list.id);
    return list;
  }

  /** Sends it to a registry, under the full name given. @returns its digest there */
  async push(name: string, destination: string, options: PushListOptions): Promise<Digest> {
    return pushList(this.#context, this.find(name), destination, options);
  }

  async #entries(images: readonly string[], options: AddOptions): Promise<ListedImage[]> {
    const findList = (name: string) => this.lookUp(name);
    const found: ListedImage[] = [];
    for (const name of images)
      found.push(...(await entriesOf(this.#context, name, { ...options, findList })));
    return found.map((entry) => withChanges(entry, options));
  }

  #put(id: string, added: readonly ListedImage[]): void {
    const { entries = [] } = this.#table.byPrefix(id) ?? {};
    const byDigest = new Map([...entries, ...added].map((entry) => [entry.digest, entry]));
    this.#table.setEntries(id, [...byDigest.values()]);
  }

  /** The list itself. */
  find(name: string): ManifestList {
    const list = this.lookUp(name);
    if (list) return list;
    throw this.#unknown(name);
  }

  #unknown(name: string): NotFound {
    const reason = this.#context.finder.image(name, 'libpod')
      ? 'image is not a manifest list'
      : 'image not known';
    return new NotFound(`${name}: ${reason}`, { rootCause: reason });
  }

  /** The list, if there is one. */
  lookUp(name: string): ManifestList | undefined {
    const prefix = /^(?:sha256:)?([0-9a-f]{1,64})$/.exec(name)?.[1];
    const reference = nameOrNone(name);
    if (reference) {
      const tag = reference.tag ?? 'latest';
      for (const repository of candidates(reference, 'libpod', this.#context.registries.conf)) {
        const found = this.#table.byName(`${repository}:${tag}`);
        if (found) return found;
      }
    }
    if (prefix === undefined || this.#context.finder.image(name, 'libpod')) return undefined;
    return this.#table.byPrefix(prefix);
  }

  #checkEntry({ entries }: ManifestList, digest: Digest): void {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest))
      throw new BadParameter(`invalid image digest ${JSON.stringify(digest)}`, {
        rootCause: 'invalid checksum digest format',
      });
    if (entries.some((entry) => entry.digest === digest)) return;
    throw new BadParameter(`${digest}: no image with that digest in the list`);
  }
}

function nameOrNone(name: string) {
  try {
    return parseReference(name);
  } catch (error) {
    if (error instanceof BadParameter) return undefined;
    throw error;
  }
}

function withChanges(entry: ListedImage, changes: EntryChanges): ListedImage {
  const { architecture, os, osVersion, osFeatures, variant, features, annotations } = changes;
  const said = Object.entries({
    architecture,
    os,
    'os.version': osVersion,
    'os.features': osFeatures,
    variant,
    features,
  }).filter(([, value]) => value !== undefined && value.length > 0);
  const platform: EntryPlatform = { ...entry.platform, ...Object.fromEntries(said) };
  const kept = { ...entry.annotations, ...annotations };
  return {
    ...entry,
    platform,
    ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
  };
}
