import type { Duplex } from 'node:stream';
import type { Attachment as NetworkAttachment, PortForward } from '../../network/types.ts';
import type { LogLine } from '../../runtime/types.ts';
import type { CheckpointState } from './checkpoint/table.ts';
import type { ContainerConfig } from '../../container-config.ts';

/** Which tree's rules a caller expects where the real engines part ways (mostly: 409 or 500). */
export type Tree = ContainerConfig['tree'];

/**
 * Where a container stands. libpod calls `created` "configured" before 4.0, and `initialized`
 * "created" before 4.0; Docker has no `initialized` and `stopping` (created and running there),
 * libpod has no `restarting` (exited there). libpod's `stopped` is never seen: an ended container
 * is cleaned up in the same step that records its exit.
 */
export type ContainerState =
  | 'created'
  | 'initialized'
  | 'running'
  | 'paused'
  | 'stopping'
  | 'exited'
  /** Ended, and waiting for its restart policy's back-off. */
  | 'restarting'
  | 'removing';

/** One container as inspect and list of both trees need it. Times are milliseconds since 1970. */
export interface ContainerView {
  id: string;
  name: string;
  created: number;
  /** What was asked for with the image's defaults merged in; anonymous volumes have their names. */
  config: ContainerConfig;
  /** `undefined` for a container on a plain root file system. `name` as the client wrote it, made full. */
  image: { id: string; name: string } | undefined;
  state: StateView;
  /** The process that runs: entrypoint and command put together. */
  path: string;
  args: string[];
  restartCount: number;
  mounts: MountView[];
  network: NetworkView;
  files: ContainerFiles;
  layer: { lowerDirs: string[]; upperDir: string; workDir: string; mountPoint: string } | undefined;
  runtime: { name: string; path: string };
  /** `CAP_…` names, in the kernel's order. */
  capabilities: { bounding: string[]; effective: string[] };
  execIds: string[];
  /** Ids of containers that this one needs (network of, volumes from, `dependencies`). */
  dependencies: string[];
  /** Docker's links: names of the others, and what they are called here. */
  links: { name: string; alias: string }[];
  /** Name of the pod that it is in; empty without one. */
  podName: string;
  /** Only when asked for: bytes in the upper dir, and of the whole root file system. */
  size?: { rw: number; rootFs: number };
}

export interface StateView {
  status: ContainerState;
  /** 0 when not running. */
  pid: number;
  conmonPid: number;
  exitCode: number;
  /** Why the last start failed, or empty. */
  error: string;
  oomKilled: boolean;
  /** 0 when it never was. */
  startedAt: number;
  finishedAt: number;
  cgroupPath: string;
  /** Present when a health check is configured. */
  health?: HealthView;
  /** Present when it was ever checkpointed. */
  checkpoint?: CheckpointView;
}

export interface CheckpointView extends CheckpointState {
  /** Absolute paths. */
  folder: string;
  log: string;
  restoreLog: string;
}

export interface HealthView {
  status: 'starting' | 'healthy' | 'unhealthy';
  failingStreak: number;
  log: { start: string; end: string; exitCode: number; output: string }[];
}

export interface MountView {
  type: 'bind' | 'volume' | 'tmpfs' | 'image';
  /** Volume's name, else empty. */
  name: string;
  source: string;
  destination: string;
  driver: string;
  options: string[];
  readWrite: boolean;
  propagation: string;
  /** Mounted through an overlay, so that the source stays as it is; folders are the client's own. */
  overlay?: { upper?: string; work?: string };
  /** Only this part of the source is mounted. */
  subPath?: string;
}

export interface NetworkView {
  /** `bridge`, `host`, `none`, `private`, `container:<id>`, `ns:<path>`. */
  mode: string;
  /** `/proc/<pid>/ns/net` while it runs, else empty. */
  sandboxKey: string;
  /** Ports that are bound (or will be at start), host ports chosen. */
  ports: PortForward[];
  /** By network name; the addresses are there only while it runs. */
  attachments: Record<string, NetworkAttachment | undefined>;
  /** Image's and client's exposed ports, `80/tcp`. */
  exposed: string[];
  /** The container whose network namespace it joined, and what it has there. */
  joined?: Pick<NetworkView, 'sandboxKey' | 'ports' | 'attachments'>;
}

/** Absolute paths; the ones under the run root exist only while the container runs. */
export interface ContainerFiles {
  hostname: string;
  hosts: string;
  resolvConf: string;
  log: string;
  /** Folder that survives a reboot. */
  static: string;
  bundle: string;
  ociConfig: string;
  conmonPid: string;
  pid: string;
}

export interface ListOptions {
  tree: Tree;
  /** Also those that do not run. */
  all: boolean;
  /** The newest so many, whatever state; implies `all`. */
  limit?: number;
  /** As decoded from the query: name to values. */
  filters: Record<string, string[]>;
  size: boolean;
}

/** `not-running` and `next-exit` are Docker's; states hold at once when the container is in them. */
export type WaitCondition = ContainerState | 'not-running' | 'next-exit' | 'removed';

export interface WaitResult {
  exitCode: number;
  /** Docker's `Error.Message`: the container could not be waited for to the end. */
  error?: string;
}

/**
 * A wait that is already listening: nothing that happens after it was made is missed, so headers
 * can be sent before `result` is awaited. `cancel` when the client leaves.
 */
export interface Waiting {
  result: Promise<WaitResult>;
  cancel(): void;
}

export interface AttachOptions {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  /** First what was logged so far. */
  logs: boolean;
  /** Then what comes. */
  stream: boolean;
  /** `ctrl-p,ctrl-q`; empty turns detaching off; absent means the default. */
  detachKeys?: string;
}

/** Ready to pump: conmon is connected, so nothing that the container writes from now on is lost. */
export interface AttachSession {
  terminal: boolean;
  /** Settles when the container's output ended, the client left or typed the detach keys. */
  serve(connection: Duplex): Promise<void>;
}

export interface LogStream {
  terminal: boolean;
  lines: AsyncIterable<LogLine>;
  /**
   * The same log as bytes for a client, many lines to a piece: framed or not, each line with its
   * newline and, where asked for, with something made from its time before it. Much the faster way.
   * A piece's memory is used again for the next but one.
   */
  chunks(framed: boolean, prefix?: (time: string) => string): AsyncIterable<Buffer>;
}

export interface CreateResult {
  id: string;
  warnings: string[];
}

export interface RemoveOptions {
  tree: Tree;
  force: boolean;
  /** Anonymous volumes too. */
  volumes: boolean;
  /** Containers that depend on it first. */
  depend?: boolean;
  /** A missing container is no error. */
  ignore?: boolean;
  /** The pod goes too, and with it even its infra container. */
  withPod?: boolean;
  /** Seconds to wait after the stop signal before the kill; a forced remove kills at once when absent. */
  timeout?: number;
}

export interface RemoveReport {
  id: string;
  error?: Error;
}

export interface PruneReport {
  id: string;
  /** Bytes of the upper dir given back. */
  size: number;
  error?: Error;
}

/**
 * What the engine offers for containers. Every `name` is a full id, a unique prefix of one, or a
 * name; an unknown one throws NotFound.
 */
export interface ContainerVerbs {
  create(config: ContainerConfig): Promise<CreateResult>;
  /** Throws NotModified when it runs already. */
  start(name: string, tree: Tree): Promise<void>;
  /** Throws NotModified when it is initialised already. */
  init(name: string): Promise<void>;
  /** Throws NotModified when it does not run. `timeout` in seconds, -1 for ever; it and the signal are the container's own when absent. */
  stop(name: string, options: { tree: Tree; timeout?: number; signal?: string }): Promise<void>;
  /** `signal`: number, `TERM` or `SIGTERM`, any case, `RTMIN+3`; the default is KILL. */
  kill(name: string, options: { tree: Tree; signal?: string }): Promise<void>;
  restart(name: string, options: { tree: Tree; timeout?: number; signal?: string }): Promise<void>;
  pause(name: string, tree: Tree): Promise<void>;
  unpause(name: string, tree: Tree): Promise<void>;
  /** Subscribes at once; see Waiting. Any one of the conditions ends it. */
  wait(name: string, conditions: WaitCondition[]): Waiting;
  rename(name: string, newName: string): Promise<void>;
  /** Ids removed, dependants first. */
  remove(name: string, options: RemoveOptions): Promise<RemoveReport[]>;
  prune(filters: Record<string, string[]>, tree?: Tree): Promise<PruneReport[]>;
  list(options: ListOptions): Promise<ContainerView[]>;
  inspect(name: string, options?: { size?: boolean }): Promise<ContainerView>;
  exists(name: string): boolean;
  logs(
    name: string,
    options: {
      stdout: boolean;
      stderr: boolean;
      follow: boolean;
      since?: number;
      until?: number;
      tail?: number;
      signal: AbortSignal;
    },
  ): LogStream;
  attach(name: string, options: AttachOptions): Promise<AttachSession>;
  resize(name: string, size: { rows: number; columns: number }): Promise<void>;
  /** Mounts the root file system and returns where; stays mounted until `unmount`. */
  mount(name: string): Promise<string>;
  unmount(name: string): Promise<void>;
  /** Container id to mount point. */
  mounted(): Record<string, string>;
}
