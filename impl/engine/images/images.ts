import type { Readable } from 'node:stream';
import type { Database } from '../../database.ts';
import { InternalError, NotFound } from '../../errors.ts';
import type { Composition } from '../../storage/images/compose.ts';
import type { Change, Image, LoadedImage } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { Context, ImageNeighbours } from './context.ts';
import { familyOf, tell } from './context.ts';
import { deleteImage, untagImage } from './delete.ts';
import type { ExportOptions } from './export.ts';
import { exportImages } from './export.ts';
import type { Filters } from './filters.ts';
import { imageFilter } from './filters.ts';
import { Finder } from './find.ts';
import type { Found } from './find.ts';
import { historyView } from './history.ts';
import type { HistoryView } from './history.ts';
import type { ImportOptions } from './import.ts';
import { importImage } from './import.ts';
import { asImage } from './lists/list.ts';
import { ManifestLists } from './lists/lists.ts';
import { ListTable } from './lists/table.ts';
import { loadImages } from './load.ts';
import { newName } from './names.ts';
import { Notes } from './notes.ts';
import { pruneCompat, pruneLibpod } from './prune.ts';
import { RegistryAccess } from './registry/access.ts';
import type { HostSettings } from './registry/access.ts';
import { BlobNotes } from './registry/blob-notes.ts';
import { Downloads } from './registry/downloads.ts';
import { pullImages } from './registry/pull.ts';
import type { PullOptions, Pulled } from './registry/pull.ts';
import { distribution } from './registry/distribution.ts';
import type { Distribution } from './registry/distribution.ts';
import { login } from './registry/login.ts';
import { pullNames } from './registry/pull-names.ts';
import type { RegistryRequest } from './registry/access.ts';
import { searchImages } from './registry/search.ts';
import type { Hit, SearchOptions } from './registry/search.ts';
import type { Credentials } from '../../registry/credentials.ts';
import { pushImage } from './registry/push.ts';
import type { PushOptions, Pushed } from './registry/push.ts';
import { removeCompat } from './remove-compat.ts';
import type { Removed } from './remove-compat.ts';
import { removeLibpod } from './remove-libpod.ts';
import { removeMany } from './remove-many.ts';
import type { RemoveManyOptions } from './remove-many.ts';
import { layersText, requirersText } from './tree-text.ts';
import { details, viewer } from './view.ts';
import type { ImageDetails, ImageView } from './view.ts';

/**
 * The images of one root, for both trees. Every `name` is a name as the tree's clients write it,
 * a full id or the beginning of one; an unknown one throws NotFound.
 */
export class Images {
  readonly #context: Context;
  readonly lists: ManifestLists;

  /** @param settings what this host says about registries; its usual files when left out. */
  constructor(database: Database, neighbours: ImageNeighbours, settings: HostSettings = {}) {
    const { images } = neighbours.storage;
    const ids = images.list().map(({ id }) => id);
    const registries = new RegistryAccess(settings);
    const lists = new ListTable(database);
    this.#context = {
      ...neighbours,
      finder: new Finder(images, () => registries.conf, lists),
      // A name is one thing's alone.
      notes: new Notes(database, ids, (name) => lists.untag(name)),
      registries,
      blobNotes: new BlobNotes(database),
      downloads: new Downloads(() => images.intake()),
    };
    this.lists = new ManifestLists(lists, this.#context);
  }

  resolve(name: string, tree: Tree): Image {
    return this.find(name, tree).image;
  }

  /** With the full name that it was found under. */
  find(name: string, tree: Tree): Found {
    return this.#context.finder.find(name, tree);
  }

  exists(name: string, tree: Tree): boolean {
    try {
      return Boolean(this.find(name, tree));
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }

  /** @param options.all also images without a name that others are built on. */
  list(tree: Tree, { all, filters }: { all: boolean; filters: Filters }): ImageView[] {
    const family = familyOf(this.#context, tree);
    const fits = imageFilter(filters, {
      tree,
      family,
      find: (name) => this.resolve(name, tree),
      containers: ({ id }) => this.#context.users(id).length,
    });
    const shown = (image: Image) =>
      (all || 'intermediate' in filters || !family.isIntermediate(image)) && fits(image);
    // Docker knows no lists.
    const lists = tree === 'libpod' ? this.lists.all().map(asImage) : [];
    const images = [...this.#context.storage.images.list(), ...lists];
    return images.filter(shown).map(viewer(this.#context, family));
  }

  inspect(name: string, tree: Tree): Promise<ImageDetails> {
    const view = viewer(this.#context, familyOf(this.#context, tree));
    return details(this.#context, view(this.resolve(name, tree)));
  }

  history(name: string, tree: Tree): HistoryView[] {
    return historyView(this.#context, this.resolve(name, tree), tree);
  }

  /** The drawn layers of Podman's `image tree`. */
  treeText(name: string, whatRequires: boolean): string {
    const { images } = this.#context.storage;
    const image = this.resolve(name, 'libpod');
    return whatRequires ? requirersText(images, image) : layersText(images, image);
  }

  /**
   * What the image's top layer changes.
   * @param parent compare with this image instead, or with the one of its layers whose id begins so.
   */
  changes(name: string, parent?: string): Promise<Change[]> {
    const image = this.resolve(name, 'libpod');
    const { images } = this.#context.storage;
    if (!parent) return images.changes(image);
    const at = image.layers.findIndex((layer) => layer.replace('sha256:', '').startsWith(parent));
    if (at < 0) return images.changes(image, this.resolve(parent, 'libpod'));
    return images.changes(image, { ...image, layers: image.layers.slice(0, at + 1) });
  }

  /** Gives it a name; another image that had the name loses it. Throws BadParameter. */
  tag(name: string, { repo, tag }: { repo: string; tag?: string | undefined }, tree: Tree): void {
    const full = newName(repo, tag, tree);
    const list = this.lists.lookUp(name);
    if (list) this.lists.tag(list, full);
    else this.give(this.resolve(name, tree), full);
  }

  /** Takes one name away, or without `repo` all; the image stays. */
  untag(name: string, target?: { repo: string; tag?: string | undefined }): void {
    const list = this.lists.lookUp(name);
    if (list) return this.lists.untag(list, target && newName(target.repo, target.tag, 'libpod'));
    const image = this.resolve(name, 'libpod');
    if (!target) {
      for (const each of image.names) untagImage(this.#context, image, each);
      return;
    }
    const full = newName(target.repo, target.tag, 'libpod');
    // A short name may also mean the image's name at Docker's registry.
    const known = [full, newName(target.repo, target.tag || undefined, 'compat')];
    const own = known.find((each) => image.names.includes(each));
    if (own !== undefined) return untagImage(this.#context, image, own);
    throw new InternalError(`${full}: tag not known`, { rootCause: 'tag not known' });
  }

  /** By Podman's rules. */
  removeLibpod(name: string, options: { force: boolean; noprune: boolean }) {
    return removeLibpod(this.#context, { ...this.find(name, 'libpod'), text: name }, options);
  }

  /** Several; what fails is in the report. */
  removeMany(names: readonly string[], options: RemoveManyOptions) {
    return removeMany(this.#context, names, options);
  }

  /** By Docker's rules. */
  async removeCompat(
    name: string,
    options: { force: boolean; noprune: boolean },
  ): Promise<Removed[]> {
    if (this.lists.exists(name)) {
      const { untagged, deleted } = this.lists.remove(name);
      const names = untagged.map((each) => ({ kind: 'untagged' as const, name: each }));
      return [...names, ...deleted.map((id) => ({ kind: 'deleted' as const, id, freed: 0 }))];
    }
    const found = this.find(name, 'compat');
    const { names, repoDigests } = found.image;
    // A name with the digest of a local manifest is no name that could be taken away.
    const own = [...names, ...repoDigests].find((each) => each === found.name);
    return removeCompat(this.#context, { image: found.image, name: own, text: name }, options);
  }

  async pruneLibpod(options: { all: boolean; filters: Filters }) {
    await this.#context.storage.images.dropSpare();
    return pruneLibpod(this.#context, this.lists, options);
  }
  async pruneCompat(options: { all: boolean; filters: Filters }) {
    await this.#context.storage.images.dropSpare();
    return pruneCompat(this.#context, options);
  }

  /** Sees to it that an image is here, from a registry where the policy says so. */
  pull(name: string, options: PullOptions): Promise<Pulled[]> {
    return pullImages(this.#context, name, options);
  }

  /** Sends an image to a registry, under the full name given. */
  push(name: string, destination: string, options: PushOptions): Promise<Pushed> {
    return pushImage(this.#context, this.resolve(name, options.tree), destination, options);
  }

  /** The full names that a push by Docker's rules sends: one tag, or without it all of the name. */
  namesToPush(name: string, tag: string | undefined): string[] {
    if (tag !== undefined) {
      const found = this.find(`${name}:${tag}`, 'compat');
      return [found.name ?? found.image.id];
    }
    const all = this.#context.finder.allTags(name, 'compat').flatMap((each) => each.name ?? []);
    const found = all.length > 0 ? undefined : this.find(name, 'compat');
    return found ? [found.name ?? found.image.id] : all;
  }

  /** Asks registries for images by words. */
  search(term: string, options: SearchOptions): Promise<Hit[]> {
    return searchImages(this.#context, term, options);
  }

  /** The full names that a pull would try. Throws BadParameter when there are none. */
  pullNames(name: string): string[] {
    const conf = { ...this.#context.registries.conf, enforcing: false };
    return pullNames(name, undefined, 'libpod', conf);
  }

  /** What a registry has under a name. */
  distribution(name: string, request: RegistryRequest): Promise<Distribution> {
    return distribution(this.#context, name, request);
  }

  /** Asks a registry whether it takes credentials; may give a token for them. Throws RegistryError. */
  login(
    registry: string,
    credentials: Credentials | undefined,
    request: RegistryRequest,
  ): Promise<string | undefined> {
    return login(this.#context, registry, credentials, request);
  }

  /** The images of an archive. Throws when it is broken. */
  load(archive: Readable, tree: Tree, signal: AbortSignal): Promise<LoadedImage[]> {
    return loadImages(this.#context, archive, tree, signal);
  }

  /** Makes an image of a root file system. */
  import(archive: Readable, options: ImportOptions): Promise<Image> {
    return importImage(this.#context, archive, options);
  }

  /** Images as an archive. Throws NotFound before the first byte. */
  export(names: readonly string[], options: ExportOptions): Readable {
    return exportImages(this.#context, names, options);
  }

  /**
   * Makes an image on top of another, which it is remembered to be built on.
   * @param name full name to give it.
   */
  async compose(wish: Composition, name?: string): Promise<Image> {
    const image = await this.#context.storage.images.compose(wish);
    if (wish.base && wish.base.id !== image.id) this.builtOn(image, wish.base);
    if (name !== undefined) this.give(image, name);
    return this.#context.storage.images.get(image.id) ?? image;
  }

  /** Gives an image a full name; another image that had the name loses it. */
  give(image: Image, name: string): void {
    this.#context.storage.images.tag(image.id, name);
    this.#context.notes.named(image.id, name, Date.now());
    tell(this.#context, 'tag', image, name);
  }

  /** Which image was built here on which: child to parent, by id. */
  parents(): ReadonlyMap<string, string> {
    return this.#context.notes.parents();
  }

  /** Removes an image that has no name, and that neither a child nor a container needs. */
  async dropUnneeded(id: string): Promise<void> {
    const image = this.#context.storage.images.get(id);
    const needed =
      !image ||
      !familyOf(this.#context, 'compat').isDangling(image) ||
      this.#context.users(id).length > 0;
    if (!needed) await deleteImage(this.#context, image, id);
  }

  /** Tells that an image was built. */
  tellBuilt(image: Image, name: string | undefined): void {
    tell(this.#context, 'build', image, name, 'libpod');
  }

  /** Remembers what an image was built on. */
  builtOn(image: Image, parent: Image): void {
    this.#context.notes.builtOn(image.id, parent.id);
  }

  /** Bytes that images share, by id; for Docker's list. */
  sharedSizes(): Map<string, number> {
    const { images } = this.#context.storage.usage();
    return new Map(images.map(({ id, shared }) => [id, shared]));
  }
}
