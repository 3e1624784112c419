import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Database } from '../../database.ts';
import { BadParameter, Conflict, NotFound } from '../../errors.ts';
import type { Events } from '../events/events.ts';
import { volumeFilter } from './filter.ts';
import type { Filters } from '../filters.ts';
import { folderSize } from './folder-size.ts';
import { VolumeFolders } from './folders.ts';
import type { FirstUse } from './folders.ts';
import { KeyedLock } from './keyed-lock.ts';
import { parseLocalOptions } from './options.ts';
import { VolumeStore } from './store.ts';
import { packFolder } from './transfer.ts';
import type { Volume, WantedVolume } from './volume.ts';

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
/** A folder's name has no more bytes (limits.h). */
const longestName = 255;

export interface VolumeSettings {
  root: string;
  database: Database;
  events: Events;
  /** Full ids of the containers, running or not, that have the volume. */
  users(name: string): readonly string[];
}

export interface VolumeQuery {
  filters: Filters | undefined;
  /** The filters that the operation has. */
  allowed: readonly string[];
  /** `name` takes patterns (Podman), not parts of names (Docker). */
  namesArePatterns: boolean;
  /** Only volumes that were made for one container. */
  onlyAnonymous?: boolean;
}

/** The volumes of one root; the local driver. */
export class Volumes {
  readonly #store: VolumeStore;
  readonly #folders: VolumeFolders;
  readonly #events: Events;
  readonly #users: VolumeSettings['users'];
  readonly #locks = new KeyedLock();

  constructor(settings: VolumeSettings) {
    this.#store = new VolumeStore(settings.database);
    this.#folders = new VolumeFolders(settings.root);
    this.#events = settings.events;
    this.#users = (name) => settings.users(name);
  }

  /** After a start of the daemon: removes what a crash left, and mounts of containers that do not run. */
  async recover(running: readonly string[]): Promise<void> {
    await this.#folders.collectGarbage(this.#store.list());
    const alive = new Set(running);
    for (const { volume, container } of this.#store.allMounts())
      if (!alive.has(container)) await this.release(volume, container);
  }

  /** Where the volume's content lies. */
  path(volume: Volume): string {
    return this.#folders.content(volume);
  }

  get(name: string): Volume | undefined {
    return this.#store.get(name);
  }

  /** By its whole name. */
  exists(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** By name or unique beginning of it. Throws NotFound, or Conflict when several begin so. */
  find(name: string): Volume {
    const exact = this.#store.get(name);
    if (exact) return exact;
    const matches =
      name === '' ? [] : this.#store.list().filter((each) => each.name.startsWith(name));
    if (matches.length > 1)
      throw new Conflict(`more than one volume has a name that begins with ${name}`);
    if (matches[0]) return matches[0];
    throw new NotFound(`no volume with name ${JSON.stringify(name)} found: no such volume`, {
      rootCause: 'no such volume',
    });
  }

  list(query?: VolumeQuery): Volume[] {
    const volumes = this.#store.list();
    return query ? volumes.filter(this.#matcher(query)) : volumes;
  }

  /** Full ids of the containers that have the volume. */
  users(volume: Volume): readonly string[] {
    return this.#users(volume.name);
  }

  /** Makes a volume. Throws BadParameter for a malformed name or option, NotFound for the driver, Conflict for the name. */
  async create(wanted: WantedVolume): Promise<Volume> {
    const volume = define(wanted);
    return this.#locks.run(volume.name, async () => {
      if (this.#store.get(volume.name))
        throw new Conflict(
          `volume with name ${volume.name} already exists: volume already exists`,
          {
            rootCause: 'volume already exists',
          },
        );
      await this.#folders.make(volume);
      this.#store.save(volume);
      this.#tell('create', volume);
      return volume;
    });
  }

  /** The volume of this name, made when there is none; an empty name always makes one. */
  async ensure(wanted: WantedVolume & { name: string }) {
    const volume = this.#store.get(wanted.name) ?? (await this.#createUnlessThere(wanted));
    return { name: volume.name, path: this.path(volume), driver: volume.driver };
  }

  /** Removes a volume that no container has; a missing one is no error. Throws Conflict naming its users. */
  remove(name: string): Promise<void> {
    return this.#locks.run(name, async () => {
      const volume = this.#store.get(name);
      if (!volume) return;
      const users = this.users(volume);
      if (users.length > 0)
        throw new Conflict(
          `volume ${name} is being used by the following container(s): ${users.join(', ')}: volume is being used`,
          { rootCause: 'volume is being used' },
        );
      this.#folders.unmount(volume);
      this.#store.delete(name);
      await this.#folders.remove(volume);
      this.#tell('remove', volume);
    });
  }

  /** Removes the volumes that no container has and the query takes; tells how many bytes each gave back. */
  async prune(query: VolumeQuery): Promise<{ name: string; size: number }[]> {
    const removed: { name: string; size: number }[] = [];
    for (const volume of this.list(query)) {
      if (this.users(volume).length > 0) continue;
      const size = await this.size(volume);
      await this.remove(volume.name);
      removed.push({ name: volume.name, size });
    }
    const reclaimed = String(removed.reduce((sum, { size }) => sum + size, 0));
    this.#events.emit({
      type: 'volume',
      action: 'prune',
      id: '',
      name: '',
      attributes: { reclaimed },
      only: 'compat',
    });
    return removed;
  }

  /** Bytes of the volume's files. */
  size(volume: Volume): Promise<number> {
    return folderSize(this.path(volume));
  }

  /** Containers that have the volume mounted now. */
  mountCount(volume: Volume): number {
    return this.#store.mounts(volume.name).length;
  }

  /** Makes the volume ready for a container that starts: mounted if its options say so, filled if nobody used it before. */
  use(name: string, container: string, use: FirstUse): Promise<void> {
    return this.#locks.run(name, async () => {
      const volume = this.find(name);
      this.#store.addMount(name, container);
      try {
        await this.#folders.mount(volume);
        if (volume.needsCopyUp) {
          await this.#folders.fill(volume, use);
          this.#store.save({ ...volume, needsCopyUp: false });
        }
        this.#tell('mount', volume, { container, destination: use.destination });
      } catch (error) {
        this.#letGo(volume, container);
        throw error;
      }
    });
  }

  /** The volume's content as a tar. Throws NotFound before the stream begins. */
  async export(name: string, signal?: AbortSignal): Promise<Readable> {
    const volume = this.find(name);
    const letGo = await this.#keepMounted(volume);
    // Also when nobody ever read from it.
    return packFolder(this.path(volume), signal).once('close', () => {
      letGo().catch((error: unknown) => {
        process.emitWarning(`cannot let go of volume ${name}: ${String(error)}`);
      });
    });
  }

  /**
   * Unpacks a tar, compressed or not, over the volume's content.
   *
   * @throws NotFound; ArchiveError when it is damaged, and nothing has changed then
   */
  async import(
    name: string,
    source: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<void> {
    const volume = this.find(name);
    const letGo = await this.#keepMounted(volume);
    try {
      await this.#folders.import(volume, source, signal);
    } finally {
      await letGo();
    }
  }

  /** Mounts the volume, if its options say so, until it is let go; what a crash keeps is no container's, and goes. */
  async #keepMounted(volume: Volume): Promise<() => Promise<void>> {
    const holder = randomBytes(8).toString('hex');
    const letGo = () => this.#locks.run(volume.name, () => this.#letGo(volume, holder));
    await this.#locks.run(volume.name, async () => {
      this.#store.addMount(volume.name, holder);
      await this.#folders.mount(volume).catch((error: unknown) => {
        this.#letGo(volume, holder);
        throw error;
      });
    });
    return letGo;
  }

  /** The container does not run any more. */
  release(name: string, container: string): Promise<void> {
    return this.#locks.run(name, () => {
      const volume = this.#store.get(name);
      if (!volume || !this.#store.mounts(name).includes(container)) return;
      this.#letGo(volume, container);
      this.#tell('unmount', volume, { container });
    });
  }

  #letGo(volume: Volume, container: string): void {
    this.#store.deleteMount(volume.name, container);
    if (this.#store.mounts(volume.name).length === 0) this.#folders.unmount(volume);
  }

  async #createUnlessThere(wanted: WantedVolume): Promise<Volume> {
    try {
      return await this.create(wanted);
    } catch (error) {
      const made = wanted.name ? this.#store.get(wanted.name) : undefined;
      if (made) return made;
      throw error;
    }
  }

  #matcher({ filters, allowed, namesArePatterns, onlyAnonymous }: VolumeQuery) {
    const fits = volumeFilter(filters, allowed, {
      isUsed: (volume) => this.users(volume).length > 0,
      find: (name) => this.find(name),
      namesArePatterns,
    });
    return (volume: Volume) => fits(volume) && (!onlyAnonymous || volume.anonymous);
  }

  #tell(action: string, volume: Volume, attributes?: Record<string, string>): void {
    this.#events.emit({
      type: 'volume',
      action,
      id: volume.name,
      name: volume.name,
      labels: volume.labels,
      ...(attributes ? { attributes } : {}),
    });
  }
}

function define(wanted: WantedVolume): Volume {
  const name = wanted.name || randomBytes(32).toString('hex');
  if (!namePattern.test(name) || name.length > longestName)
    throw new BadParameter(
      `volume name ${JSON.stringify(name)} is invalid: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument`,
      { rootCause: 'invalid argument' },
    );
  const driver = wanted.driver || 'local';
  if (driver !== 'local')
    throw new NotFound(
      `volume ${name} uses volume plugin ${driver} but it could not be retrieved: no volume plugin with name ${driver} available: required plugin missing`,
      { rootCause: 'required plugin missing' },
    );
  const options = wanted.options ?? {};
  const { uid, gid } = parseLocalOptions(options);
  return {
    name,
    driver,
    created: Date.now(),
    labels: wanted.labels ?? {},
    options,
    anonymous: wanted.anonymous ?? false,
    needsCopyUp: true,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}
