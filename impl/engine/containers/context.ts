import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { Network, NetworkCore } from '../../network/types.ts';
import type { Bundle, ExitReport, Runtime } from '../../runtime/types.ts';
import type { Composition } from '../../storage/images/compose.ts';
import type { Image, Storage } from '../../storage/types.ts';
import type { CriuFacts } from '../../runtime/host.ts';
import type { CheckpointTable } from './checkpoint/table.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { FirstUse } from '../volumes/folders.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { Container } from './container.ts';
import type { ContainerRecord } from './record.ts';
import type { Registry } from './registry.ts';
import type { ContainerTable } from './table.ts';
import type { HealthView, MountView, Tree } from './view.ts';

/** All that the verbs work with. */
export interface Context {
  readonly registry: Registry;
  readonly table: ContainerTable;
  readonly checkpoints: CheckpointTable;
  /** Whether checkpoints work on this host, and if not why. */
  criu(): Promise<CriuFacts>;
  readonly storage: Storage;
  readonly runtime: Runtime;
  readonly network: NetworkCore;
  readonly bundles: BundleWriter;
  readonly exits: Exits;
  readonly images: ImageFinder;
  readonly volumes: VolumeKeeper;
  readonly pods: PodKeeper;
  readonly secrets: Pick<Secrets, 'find' | 'read'>;
  readonly directories: Directories;
  readonly log: Log;
  emit(event: ContainerEvent): void;
  /** Containers that did not run were removed together and gave so many bytes back. */
  emitPrune(bytes: number): void;
  /** A container came onto, or left, a network; Docker's clients hear of it. */
  emitNetwork(event: { action: 'connect' | 'disconnect'; network: Network; id: string }): void;
  /** Somebody put a container on a network, or took it off; libpod's clients hear of it. */
  emitNetworkChange(event: { action: 'connect' | 'disconnect'; record: ContainerRecord }): void;
  /** Ids of the exec sessions of a container. */
  execIds(id: string): string[];
  /** What its health check told; undefined for a container without one. */
  health(record: ContainerRecord): HealthView | undefined;
  /** Sees to it that the end of the run that begins now is recorded. */
  follow(container: Container): void;
}

/** Finds images as clients name them, and makes new ones. */
export interface ImageFinder {
  /**
   * By name (made full by the tree's rule), id, prefix or digest; `name` is the full one that it
   * was found under, if it was by name. Throws NotFound.
   */
  find(name: string, tree: Tree): { image: Image; name: string | undefined };
  /** Which image was built here on which: child to parent, by id. */
  parents(): ReadonlyMap<string, string>;
  /** Makes an image, perhaps with a full name. */
  compose(wish: Composition, name?: string): Promise<Image>;
}

/** The volumes of the engine, as containers need them. */
export interface VolumeKeeper {
  /** Makes the volume unless it is there; an empty name gives an anonymous one. */
  ensure(volume: {
    name: string;
    anonymous: boolean;
    labels?: Record<string, string>;
    driver?: string;
    options?: Record<string, string>;
  }): Promise<{ name: string; path: string; driver: string }>;
  exists(name: string): boolean;
  /** Removes a volume that nobody uses; a missing one is no error. */
  remove(name: string): Promise<void>;
  /** Makes the volume ready for a run: mounted, and filled if nobody used it before. */
  use(name: string, container: string, use: FirstUse): Promise<void>;
  /** The run is over. */
  release(name: string, container: string): Promise<void>;
  /** After a start of the daemon: only these containers run. */
  recover(running: readonly string[]): Promise<void>;
}

/** The pods of the engine, as containers need them. */
export interface PodKeeper {
  /**
   * The configuration of a container as a member of the pod that it names; without one as it is.
   * Throws NotFound for an unknown pod, BadParameter for what only the pod can say.
   */
  join(config: ContainerConfig): ContainerConfig;
  /** Mounts that the pod has for each of its containers. */
  mountsFor(config: ContainerConfig): readonly MountView[];
  /** Throws Conflict when the pod is on its way out. */
  admit(config: ContainerConfig): void;
  /** Before a run: makes what the pod limits its containers by. Throws InternalError. */
  prepare(config: ContainerConfig): void;
  /** A run has ended, and no other one follows by itself. */
  ended(record: ContainerRecord): void;
  /** Name of a pod, by its full id; empty when there is none. */
  nameOf(id: string): string;
  /** Id of the pod that a client names, if there is one. */
  idOf(name: string): string | undefined;
  /** Containers and pods share their names. */
  isNameTaken(name: string): boolean;
}

/** Ends of processes that conmon watches, found in the exit directory. */
export interface Exits {
  /** The exit file of a container, when there is one. */
  read(id: string): Promise<ExitReport | undefined>;
  /** Resolves once the exit file is there. */
  wait(id: string): Promise<ExitReport>;
  /** Deletes the exit file: its report is in the database, or a new run begins. */
  forget(id: string): Promise<void>;
  /** Ids that have exit files. */
  list(): string[];
}

/** Makes what the OCI runtime reads. */
export interface BundleWriter {
  /** Writes `config.json` and the files that are mounted into the container. */
  write(input: BundleInput): Promise<Bundle>;
  /** The bundle of a container that was written earlier, perhaps by another daemon. */
  of(record: ContainerRecord): Bundle;
  /** What the container's process may do: names, in the kernel's order. */
  capabilities(record: ContainerRecord): { bounding: string[]; effective: string[] };
  /** What the container is called in its own /etc/hosts. */
  ownNames(record: ContainerRecord): string[];
}

export interface BundleInput {
  record: ContainerRecord;
  /** Absolute path of the mounted root file system. */
  rootfs: string;
  /** Path of the network namespace to join; its own is made where there is none. */
  networkNamespace?: string | undefined;
}

/** Something that happened to a container, in neutral words; the events room names it for each tree. */
export interface ContainerEvent {
  action: ContainerAction;
  record: ContainerRecord;
  /** Extra attributes: `exitCode`, `signal`, `oldName` … */
  attributes?: Record<string, string>;
  /** Only this tree's clients hear of it: the other engine has no such event here. */
  only?: Tree;
}

export type ContainerAction =
  | 'create'
  | 'init'
  | 'start'
  | 'attach'
  | 'resize'
  | 'pause'
  | 'unpause'
  | 'kill'
  | 'oom'
  | 'die'
  | 'cleanup'
  | 'stop'
  | 'restart'
  | 'rename'
  | 'mount'
  | 'unmount'
  | 'export'
  | 'archive-path'
  | 'extract-to-dir'
  | 'commit'
  | 'remove'
  | 'checkpoint'
  | 'update'
  | 'restore'
  | 'health_status'
  | 'top';

/** Where the containers' folders lie. */
export class Directories {
  readonly root: string;
  readonly runRoot: string;

  constructor(root: string, runRoot: string) {
    this.root = root;
    this.runRoot = runRoot;
  }

  /** Survives a reboot: the log. */
  static(id: string): string {
    return join(this.root, 'containers', id);
  }

  /** Does not: what conmon and the runtime share. */
  bundle(id: string): string {
    return join(this.runRoot, 'containers', id);
  }

  /** For mounts that are put together; empty but for moments. */
  get scratch(): string {
    return join(this.runRoot, 'scratch');
  }

  /** conmon's exit files, one per container and exec session. */
  get exits(): string {
    return join(this.runRoot, 'exits');
  }
}
