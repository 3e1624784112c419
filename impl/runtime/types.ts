import type { CgroupLayout } from './cgroup/layout.ts';
import type { CheckpointOptions, RestoreOptions } from './checkpoint.ts';
import type { Leftover } from './leftovers.ts';
import type { OciResources } from './spec/oci-config.ts';
/** The parts of a container's home that conmon and the OCI runtime need to know. */
export interface Bundle {
  /** Full 64-hex id. */
  id: string;
  name: string;
  /** Folder with `config.json`, conmon's `attach` and `ctl`, `pidfile`, `conmon.pid`; on the run root. */
  directory: string;
  terminal: boolean;
  stdin: boolean;
  /** Log file, absolute, or undefined for the `none` driver. */
  logPath?: string;
  logDriver: 'k8s-file' | 'json-file' | 'none' | 'passthrough';
  logSizeMax?: number;
  /** Where conmon's exit file `<id>` goes. */
  exitDirectory: string;
  /** Empty for a container that stays in the daemon's control group. */
  cgroupPath: string;
  /**
   * The container's stdin stays open when an attached client ends its input or leaves. Docker's
   * OpenStdin without StdinOnce; without it the first client's end is the container's.
   */
  leaveStdinOpen?: boolean;
  /** Seconds of running after which conmon kills the container. */
  timeout?: number;
  /** Unix socket that conmon passes on what the container says on `notify/notify.sock` here. */
  notifySocket?: string;
}

export interface StartedProcess {
  pid: number;
  /** 0 for a process without one. */
  conmonPid: number;
}

export interface ExitReport {
  id: string;
  exitCode: number;
  /** Milliseconds since 1970: the exit file's mtime. */
  finishedAt: number;
  oomKilled: boolean;
}

/**
 * The OCI runtime with conmon in front. Calls are made once per state change by the engine, which
 * holds the container's lock; nothing here remembers containers, so a restarted daemon asks the
 * files and the kernel.
 */
export interface Runtime {
  readonly name: 'crun' | 'runc';
  readonly path: string;
  readonly version: string;
  /** The host's control groups. */
  readonly layout: CgroupLayout;
  /** Runs conmon and the runtime's `create`: afterwards process 1 waits for `start`, with its namespaces made. */
  create(bundle: Bundle): Promise<StartedProcess>;
  start(id: string): Promise<void>;
  /**
   * Writes the container's processes to disk with CRIU. Its network namespace is left out: that is
   * made anew. Throws RuntimeError.
   */
  checkpoint(id: string, options: CheckpointOptions, terminal: boolean): Promise<void>;
  /** Like `create` and `start`, with the processes of a checkpoint. */
  restore(bundle: Bundle, options: RestoreOptions): Promise<StartedProcess>;
  /** Signals process 1, or with `all` every process of the cgroup. A process that is gone is no error. */
  kill(id: string, signal: number, options?: { all?: boolean }): Promise<void>;
  /** Gives a container that runs other limits. Throws RuntimeError. */
  update(id: string, resources: OciResources): Promise<void>;
  /** Takes the limit of processes away, which the runtimes' `update` cannot. */
  unlimitProcesses(id: string): void;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Forgets the runtime's state of an ended container; `force` kills first. Missing state is no error. */
  delete(id: string, options?: { force?: boolean }): Promise<void>;
  /** Containers that anything is left of here, whoever made it: after a start of the daemon. */
  leftovers(): Leftover[];
  /** Ends and forgets what an earlier daemon began and did not live to finish. */
  abandon(bundle: Bundle, leftover: Leftover): Promise<void>;
  /** What the runtime says: undefined when it does not know the id. */
  state(id: string): Promise<{ status: string; pid: number } | undefined>;

  /**
   * Starts one more process. Its end is reported by an exit file too: in the session's own exit
   * folder, under the container's id.
   * @param onAttached gets the streams before the process runs, so that none of its output is lost
   */
  exec(
    container: Pick<Bundle, 'id' | 'name'>,
    exec: ExecBundle,
    onAttached?: (attachment: Attachment) => void,
  ): Promise<StartedProcess>;
  /** Lets a process write on that an earlier daemon started in this folder, and that nobody reads. */
  discardOutput(directory: string): void;
  /** Resizes the terminal, columns and rows. */
  resize(directory: string, rows: number, columns: number): Promise<void>;
  /** Connects to conmon's attach socket of a container or exec session. Throws NotFound when it has ended. */
  attach(directory: string): Promise<Attachment>;
  /** The container's control group while the runtime knows the container. */
  cgroupPath(id: string): string | undefined;
  /** Pids, as the host sees them, of all processes in the container's control group. */
  processes(id: string): number[];
  /**
   * What the container uses now; undefined when the runtime does not know it.
   * @param pid of a process whose network's counters are its; 0 for none
   */
  figures(id: string, pid: number): Figures | undefined;
  /** Whether the kernel killed a process of the container for want of memory. Until `delete`. */
  oomKilled(id: string, directory: string): boolean;
}

export interface ExecBundle {
  /** Id of the session: 64 hex. */
  id: string;
  directory: string;
  terminal: boolean;
  stdin: boolean;
  exitDirectory: string;
  process: OciProcess;
}

/** `process` of the OCI runtime spec (config.md#process). */
export interface OciProcess {
  terminal: boolean;
  user: { uid: number; gid: number; umask?: number; additionalGids?: number[] };
  args: string[];
  env: string[];
  cwd: string;
  capabilities?: Record<
    'bounding' | 'effective' | 'inheritable' | 'permitted' | 'ambient',
    string[]
  >;
  rlimits?: { type: string; hard: number; soft: number }[];
  noNewPrivileges?: boolean;
  apparmorProfile?: string;
  selinuxLabel?: string;
  oomScoreAdj?: number;
  consoleSize?: { height: number; width: number };
}

/** A piece of output as the process wrote it; 1 is stdout (and a terminal), 2 stderr. */
export interface OutputChunk {
  stream: 1 | 2;
  data: Buffer;
}

/**
 * One client's connection to a container's streams. Output comes frame by frame with its stream's
 * number (1 stdout, 2 stderr); `pause`d output presses back on the container.
 */
export interface Attachment {
  output: AsyncIterable<OutputChunk>;
  /** Resolves when conmon took the bytes. */
  write(data: Buffer): Promise<void>;
  /** Half-close: the container's stdin gets its end, output goes on. */
  endInput(): Promise<void>;
  close(): void;
}

export interface LogOptions {
  stdout: boolean;
  stderr: boolean;
  follow: boolean;
  /** Milliseconds since 1970. */
  since?: number;
  until?: number;
  /** Number of last lines; undefined is all. */
  tail?: number;
  /** Ends a follow: the container is gone or the client left. */
  signal: AbortSignal;
}

export interface LogLine {
  stream: 1 | 2;
  /** RFC 3339 with nanoseconds, as conmon wrote it. */
  time: string;
  /** Without the line's end. */
  data: Buffer;
  /** conmon cut a long line here: no newline follows. */
  partial: boolean;
}

/** Kernel figures of one container, one instant. Bytes, nanoseconds, counts. */
export interface Figures {
  read: number;
  cpu: {
    total: number;
    kernel: number;
    user: number;
    perCpu: number[];
    throttled: { periods: number; throttledPeriods: number; time: number };
  };
  systemCpu: number;
  onlineCpus: number;
  memory: { usage: number; maxUsage: number; limit: number; stats: Record<string, number> };
  pids: { current: number; limit: number };
  /** `op` as the kernel's file says: `Read` and more with cgroup v1, `read` and `write` with v2. */
  blockIo: { major: number; minor: number; op: string; value: number }[];
  network: Record<
    string,
    {
      rxBytes: number;
      rxPackets: number;
      rxErrors: number;
      rxDropped: number;
      txBytes: number;
      txPackets: number;
      txErrors: number;
      txDropped: number;
    }
  >;
}
