import { BadParameter, InternalError, NotFound } from '../../errors.ts';
import { parseReference } from '../../storage/reference.ts';
import type { Image, ImageStore } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { ManifestList } from './lists/list.ts';
import type { ListTable } from './lists/table.ts';
import { candidates, repositoryOfName } from './names.ts';
import { choose, platformText } from './registry/platform.ts';
import type { ShortNames } from '../../registry/registries-conf.ts';

/** An image, and the full name that it was found under; undefined when it was its id. */
export interface Found {
  image: Image;
  name: string | undefined;
}

/** Where manifest lists are found. */
export type ListLookup = Pick<ListTable, 'byName' | 'byPrefix'>;

/** Finds images as clients name them. */
export class Finder {
  readonly #images: ImageStore;
  readonly #shortNames: () => ShortNames;
  readonly #lists: ListLookup | undefined;

  /** @param shortNames read when first needed. */
  constructor(images: ImageStore, shortNames: () => ShortNames, lists?: ListLookup) {
    this.#images = images;
    this.#shortNames = shortNames;
    this.#lists = lists;
  }

  /**
   * By full id, name (with tag, without for `latest`, or with a manifest's digest), or the
   * beginning of an id; ids with `sha256:` in front or without. A manifest list stands for its
   * image for this host.
   *
   * @throws NotFound; InternalError for the beginning of several ids.
   */
  find(text: string, tree: Tree): Found {
    const found = this.image(text, tree) ?? this.#inList(text, tree);
    if (found) return found;
    throw noSuchImage(text, tree);
  }

  /** As `find`, without regard to lists; undefined for none. */
  image(text: string, tree: Tree): Found | undefined {
    return this.#byFullId(text) ?? this.#byName(text, tree) ?? this.#byPrefix(text);
  }

  /** All that `repo` without a tag stands for in Docker's export: the images of its tags. */
  allTags(text: string, tree: Tree): Found[] {
    const reference = read(text);
    if (!reference || reference.tag !== undefined || reference.digest !== undefined) return [];
    for (const repository of candidates(reference, tree, this.#shortNames())) {
      const found = this.#images.list().flatMap((image) => {
        const names = image.names.filter((name) => repositoryOfName(name) === repository);
        return names.map((name) => ({ image, name }));
      });
      if (found.length > 0) return found;
    }
    return [];
  }

  #byFullId(text: string): Found | undefined {
    const id = /^(?:sha256:)?([0-9a-f]{64})$/.exec(text)?.[1];
    return named(id === undefined ? undefined : this.#images.get(id), undefined);
  }

  #byName(text: string, tree: Tree): Found | undefined {
    const reference = read(text);
    if (!reference) return undefined;
    const { digest, tag = 'latest' } = reference;
    for (const repository of candidates(reference, tree, this.#shortNames())) {
      const name = digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`;
      const image =
        this.#images.byName(name) ??
        (digest === undefined ? undefined : this.#byDigest(repository, digest));
      if (image) return { image, name };
    }
    return undefined;
  }

  /** Podman knows every name with the digest of the manifest that the image was stored under. */
  #byDigest(repository: string, digest: string): Image | undefined {
    return this.#images
      .list()
      .find(
        (image) =>
          image.digest === digest &&
          image.names.some((name) => repositoryOfName(name) === repository),
      );
  }

  #inList(text: string, tree: Tree): Found | undefined {
    const reference = read(text);
    const repositories = reference ? candidates(reference, tree, this.#shortNames()) : [];
    for (const repository of repositories) {
      const name = `${repository}:${reference?.tag ?? 'latest'}`;
      const list = this.#lists?.byName(name);
      if (list) return { image: this.#chosen(list, text), name };
    }
    const prefix = /^(?:sha256:)?([0-9a-f]{1,64})$/.exec(text)?.[1];
    const list = prefix === undefined ? undefined : this.#lists?.byPrefix(prefix);
    return list && { image: this.#chosen(list, text), name: undefined };
  }

  /** The list's image for this host. Throws NotFound when it has none, or that is not here. */
  #chosen({ entries }: ManifestList, text: string): Image {
    const digest = choose(entries, {})?.digest;
    const image = this.#images.list().find((one) => one.digest === digest);
    if (image) return image;
    const why = digest
      ? `image ${digest} of the manifest list is not here`
      : `no image found in manifest list for ${platformText({})}`;
    throw new NotFound(`${text}: ${why}: image not known`, { rootCause: 'image not known' });
  }

  #byPrefix(text: string): Found | undefined {
    const prefix = /^(?:sha256:)?([0-9a-f]{1,63})$/.exec(text)?.[1];
    const ids = prefix === undefined ? [] : this.#images.idsWithPrefix(prefix);
    if (ids.length > 1) {
      throw new InternalError(
        `more than one result for image name or ID "${text}": ambiguous prefix of ${ids.length} IDs`,
        { rootCause: 'ambiguous prefix' },
      );
    }
    return named(this.#images.get(ids[0] ?? ''), undefined);
  }
}

function named(image: Image | undefined, name: string | undefined): Found | undefined {
  return image && { image, name };
}

/** What cannot be a name is no image's name. */
function read(text: string) {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof BadParameter) return undefined;
    throw error;
  }
}

/** In the words of the tree's engine; Docker adds the tag that it looked for. */
export function noSuchImage(text: string, tree: Tree): NotFound {
  if (tree === 'libpod')
    return new NotFound(`${text}: image not known`, { rootCause: 'image not known' });
  const reference = read(text);
  const bare = reference?.tag === undefined && reference?.digest === undefined;
  return new NotFound(`No such image: ${text}${reference && bare ? ':latest' : ''}`, {
    rootCause: 'No such image',
  });
}
