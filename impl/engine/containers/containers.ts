import type { Readable } from 'node:stream';
import type { Database } from '../../database.ts';
import { NotFound } from '../../errors.ts';
import { ownChanges } from './own-changes.ts';
import type { Change, Image } from '../../storage/types.ts';
import { ownerOf } from './archive/owner.ts';
import { readArchive } from './archive/read.ts';
import type { ReadOptions } from './archive/read.ts';
import { statPath } from './archive/stat.ts';
import type { PathStat } from './archive/stat.ts';
import { withView } from './archive/view.ts';
import { writeArchive } from './archive/write.ts';
import type { WriteOptions } from './archive/write.ts';
import { attach } from './attach.ts';
import { commit } from './commit/commit.ts';
import type { CommitOptions } from './commit/commit.ts';
import { checkpoint } from './checkpoint/checkpoint.ts';
import type { CheckpointReport, CheckpointWish } from './checkpoint/checkpoint.ts';
import { restoreArchive, restoreImage } from './checkpoint/import.ts';
import type { ImportWish } from './checkpoint/import.ts';
import { restore } from './checkpoint/restore.ts';
import type { RestoreWish } from './checkpoint/restore.ts';
import { CheckpointTable } from './checkpoint/table.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { create } from './create.ts';
import { describe } from './describe.ts';
import { init } from './initialise.ts';
import { kill } from './kill.ts';
import { list, withSize } from './list.ts';
import { logs } from './logs.ts';
import { mount, mounted, unmount } from './mount.ts';
import { connect, disconnect, leaveNone } from './connect.ts';
import { networkNames } from './network.ts';
import { pause, unpause } from './pause.ts';
import { prune } from './prune.ts';
import type { ContainerRecord } from './record.ts';
import { watchForLost } from './lost.ts';
import { recover, startAtBoot } from './recover.ts';
import { Registry } from './registry.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { resize } from './resize.ts';
import { restart } from './restart.ts';
import { settle } from './settle.ts';
import { start } from './start.ts';
import { stats, statsOfMany } from './stats.ts';
import type { SamplePair, StatsOptions } from './stats.ts';
import { topByColumns, topOfHost } from './top.ts';
import type { ProcessTable } from './top.ts';
import { stop } from './stop.ts';
import { ContainerTable } from './table.ts';
import type {
  AttachOptions,
  AttachSession,
  ContainerView,
  ContainerVerbs,
  CreateResult,
  ListOptions,
  LogStream,
  PruneReport,
  RemoveOptions,
  RemoveReport,
  Tree,
  WaitCondition,
  Waiting,
} from './view.ts';
import { update } from './update.ts';
import type { ContainerChange } from './update.ts';
import { wait } from './wait.ts';

/** The layers and neighbours below; see Context. */
export type ContainerNeighbours = Omit<Context, 'registry' | 'table' | 'checkpoints' | 'follow'>;

/** The containers of one root, for both trees. What each verb does stands in its own file. */
export class Containers implements ContainerVerbs {
  readonly #context: Context;

  #stopWatching: () => void = () => undefined;

  /** @param database where the table lives. `recover` must run before any verb. */
  constructor(database: Database, neighbours: ContainerNeighbours) {
    this.#context = {
      ...neighbours,
      registry: new Registry((name) => neighbours.pods.isNameTaken(name)),
      table: new ContainerTable(database),
      checkpoints: new CheckpointTable(database),
      follow: (container) => this.#follow(container),
    };
  }

  /** Brings records and kernel together after a start of the daemon. */
  async recover(): Promise<void> {
    await recover(this.#context);
    this.#stopWatching = watchForLost(this.#context);
  }

  /** Starts what its restart policy wants up; to be called once the daemon serves. */
  startAtBoot(): Promise<void> {
    return startAtBoot(this.#context);
  }

  /** Forgets timers; containers live on without us. */
  close(): void {
    this.#stopWatching();
    for (const container of this.#context.registry.all()) container.cancelBackOff();
  }

  create(config: ContainerConfig): Promise<CreateResult> {
    return create(this.#context, config);
  }
  start(name: string, tree: Tree): Promise<void> {
    return start(this.#context, name, tree);
  }
  init(name: string): Promise<void> {
    return init(this.#context, name);
  }
  stop(name: string, options: { tree: Tree; timeout?: number; signal?: string }): Promise<void> {
    return stop(this.#context, name, options);
  }
  kill(name: string, options: { tree: Tree; signal?: string }): Promise<void> {
    return kill(this.#context, name, options.signal);
  }
  restart(name: string, options: { tree: Tree; timeout?: number; signal?: string }): Promise<void> {
    return restart(this.#context, name, options);
  }
  pause(name: string, tree: Tree): Promise<void> {
    return pause(this.#context, name, tree);
  }
  unpause(name: string, _tree: Tree): Promise<void> {
    return unpause(this.#context, name);
  }
  /** Gives a container other limits; see `update`. */
  update(name: string, change: ContainerChange): Promise<string[]> {
    return update(this.#context, name, change);
  }
  /** Writes a container's processes to disk; see `checkpoint`. */
  checkpoint(name: string, wish: CheckpointWish): Promise<CheckpointReport> {
    return checkpoint(this.#context, name, wish);
  }
  /** Lets a container go on from its checkpoint; see `restore`. */
  restore(name: string, wish: RestoreWish): Promise<CheckpointReport> {
    return restore(this.#context, name, wish);
  }
  /** Makes a container of an exported checkpoint; see `restoreArchive`. */
  restoreArchive(archive: Readable, wish: ImportWish): Promise<CheckpointReport> {
    return restoreArchive(this.#context, archive, wish);
  }
  /** Makes a container of a checkpoint that is an image; see `checkpoint`. */
  restoreImage(image: Image, wish: ImportWish): Promise<CheckpointReport> {
    return restoreImage(this.#context, image, wish);
  }
  wait(name: string, conditions: WaitCondition[]): Waiting {
    return wait(this.#context, name, conditions);
  }
  rename(name: string, newName: string): Promise<void> {
    return rename(this.#context, name, newName);
  }
  /** Puts a container on a network; see `connect`. */
  connect(name: string, wanted: Parameters<typeof connect>[2]): Promise<void> {
    return connect(this.#context, name, wanted);
  }
  /** Lets a container of the mode `none` onto networks; see `leaveNone`. */
  leaveNone(name: string): Promise<void> {
    return leaveNone(this.#context, name);
  }

  /** Takes a container off a network; see `disconnect`. */
  disconnect(name: string, from: Parameters<typeof disconnect>[2]): Promise<void> {
    return disconnect(this.#context, name, from);
  }
  remove(name: string, options: RemoveOptions): Promise<RemoveReport[]> {
    return remove(this.#context, name, options);
  }
  prune(filters: Record<string, string[]>, tree: Tree = 'libpod'): Promise<PruneReport[]> {
    return prune(this.#context, filters, tree);
  }
  async list(options: ListOptions): Promise<ContainerView[]> {
    return list(this.#context, options);
  }

  async inspect(name: string, options: { size?: boolean } = {}): Promise<ContainerView> {
    const view = describe(this.#context, this.#context.registry.find(name));
    return options.size ? withSize(this.#context, view) : view;
  }

  /** Like `inspect` without size, at once. */
  view(name: string): ContainerView {
    return describe(this.#context, this.#context.registry.find(name));
  }

  /** Throws NotFound. */
  find(name: string): Container {
    return this.#context.registry.find(name);
  }

  /** In order of making. */
  all(): Container[] {
    return this.#context.registry.all();
  }

  /** By full id. */
  byId(id: string): Container | undefined {
    return this.#context.registry.byId(id);
  }

  /** The record of a full id. */
  record(id: string): ContainerRecord | undefined {
    return this.#context.registry.byId(id)?.record;
  }

  exists(name: string): boolean {
    try {
      return Boolean(this.#context.registry.find(name));
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }

  logs(name: string, options: Parameters<ContainerVerbs['logs']>[1]): LogStream {
    return logs(this.#context, name, options);
  }
  attach(name: string, options: AttachOptions): Promise<AttachSession> {
    return attach(this.#context, name, options);
  }
  resize(name: string, size: { rows: number; columns: number; tree: Tree }): Promise<void> {
    return resize(this.#context, name, size);
  }
  mount(name: string): Promise<string> {
    return mount(this.#context, name);
  }
  unmount(name: string): Promise<void> {
    return unmount(this.#context, name);
  }
  mounted(): Record<string, string> {
    return mounted(this.#context);
  }

  /** Processes by the host's ps. Throws Conflict when it does not run. */
  topOfHost(name: string, psArgs: string): Promise<ProcessTable> {
    return topOfHost(this.#context, this.#context.registry.find(name), psArgs);
  }

  /** Processes by Podman's column descriptors. */
  topByColumns(name: string, columns: readonly string[]): ProcessTable {
    return topByColumns(this.#context, this.#context.registry.find(name), columns);
  }

  /** What a container uses, look by look. Throws NotFound at once. */
  stats(name: string, options: StatsOptions): AsyncIterable<SamplePair> {
    return stats(this.#context, this.#context.registry.find(name), options);
  }

  /**
   * What the named containers use, or all that run, round by round; `all` counts those in that do
   * not run. Throws NotFound at once.
   */
  statsOfMany(
    options: Omit<StatsOptions, 'oneShot'> & { names: readonly string[]; all: boolean },
  ): AsyncIterable<SamplePair[]> {
    const { registry } = this.#context;
    const named = options.names.map((name) => registry.find(name));
    const chosen = () =>
      (named.length > 0 ? named : registry.all()).filter(
        (container) => !container.gone && (container.isLive || options.all),
      );
    return statsOfMany(this.#context, chosen, options);
  }

  /** What chosen containers use, round by round; chosen anew for each. */
  statsOf(
    chosen: () => Container[],
    options: Omit<StatsOptions, 'oneShot'>,
  ): AsyncIterable<SamplePair[]> {
    return statsOfMany(this.#context, chosen, options);
  }

  /** What the container changed against its image. */
  async changes(name: string): Promise<Change[]> {
    const { record } = this.#context.registry.find(name);
    return ownChanges(record, await this.#context.storage.layers.containerChanges(record.id));
  }

  /** Makes an image of it. */
  commit(name: string, options: CommitOptions): Promise<Image> {
    return commit(this.#context, this.#context.registry.find(name), options);
  }

  /** The whole root file system as a tar. */
  export(name: string, signal?: AbortSignal): Readable {
    const { record } = this.#context.registry.find(name);
    const archive = this.#context.storage.layers.exportContainer(record.id, signal);
    this.#context.emit({ action: 'export', record });
    return archive;
  }

  /** Looks at a path of a container in any state. */
  statPath(name: string, path: string, options: { throughSlash: boolean }): Promise<PathStat> {
    return statPath(this.#context, this.find(name), path, options);
  }

  /** A file or folder of a container as a tar. */
  readArchive(
    name: string,
    path: string,
    options: ReadOptions,
  ): Promise<{ stat: PathStat; archive: Readable }> {
    return readArchive(this.#context, this.find(name), path, options);
  }

  /** The numbers of the user that a container's process is; names are looked up in its files. */
  user(name: string): Promise<{ uid: number; gid: number }> {
    const container = this.find(name);
    return withView(this.#context, container, (root) => ownerOf(container.record, root));
  }

  /** Unpacks a tar into a folder of a container. */
  writeArchive(
    name: string,
    path: string,
    source: AsyncIterable<Uint8Array>,
    options: WriteOptions,
  ): Promise<void> {
    return writeArchive(this.#context, this.find(name), path, source, options);
  }

  /** The containers of a pod, in order of making. */
  membersOf(pod: string): Container[] {
    return this.#context.registry.all().filter(({ record }) => record.config.pod === pod);
  }

  /** Whether a container or pod has the name, or one that is being made. */
  isNameTaken(name: string): boolean {
    return this.#context.registry.isTaken(name);
  }

  /** Full ids of the containers, running or not, that use an image, a volume or a network. */
  users(of: Used): string[] {
    return this.#context.registry
      .all()
      .filter(({ record }) => uses(record, of))
      .map(({ id }) => id);
  }

  #follow(container: Container): void {
    const { exits, log } = this.#context;
    exits
      .wait(container.id)
      .then(() => settle(this.#context, container))
      .catch((error: unknown) => {
        log.error(`recording the end of container ${container.id} failed`, error);
      });
  }
}

type Used = { image: string } | { volume: string } | { network: string };

function uses(record: ContainerRecord, of: Used): boolean {
  if ('image' in of) {
    const isMounted = record.mounts.some(({ type, name }) => type === 'image' && name === of.image);
    return isMounted || record.image?.id === of.image;
  }
  if ('network' in of) return networkNames(record).includes(of.network);
  return record.mounts.some(({ type, name }) => type === 'volume' && name === of.volume);
}
