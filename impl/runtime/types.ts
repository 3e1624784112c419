import type { Duplex } from 'node:stream';

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
  logTag?: string;
  /** Where conmon's exit file `<id>` goes. */
  exitDirectory: string;
  cgroupPath: string;
}

export interface StartedProcess {
  pid: number;
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
  /** Runs conmon and the runtime's `create`: afterwards process 1 waits for `start`, with its namespaces made. */
  create(bundle: Bundle): Promise<StartedProcess>;
  start(id: string): Promise<void>;
  /** Signals process 1, or with `all` every process of the cgroup. A process that is gone is no error. */
  kill(id: string, signal: number, options?: { all?: boolean }): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Forgets the runtime's state of an ended container; `force` kills first. Missing state is no error. */
  delete(id: string, options?: { force?: boolean }): Promise<void>;
  /** What the runtime says: undefined when it does not know the id. */
  state(id: string): Promise<{ status: string; pid: number } | undefined>;

  /** Starts one more process through conmon, as `exec` does; ends are reported by exit files too. */
  exec(container: Bundle, exec: ExecBundle): Promise<StartedProcess>;
  /** Resizes the terminal, columns and rows. */
  resize(directory: string, rows: number, columns: number): Promise<void>;
  /** Connects to conmon's attach socket of a container or exec session. */
  attach(directory: string): Promise<Attachment>;
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

/**
 * One client's connection to a container's streams. Output comes frame by frame with its stream's
 * number (1 stdout, 2 stderr); `pause`d output presses back on the container.
 */
export interface Attachment {
  output: AsyncIterable<{ stream: 1 | 2; data: Buffer }>;
  /** Resolves when conmon took the bytes. */
  write(data: Buffer): Promise<void>;
  /** Half-close: the container's stdin gets its end, output goes on. */
  endInput(): Promise<void>;
  close(): void;
}

/** A duplex with a half that can be ended alone: what `http/` hands to an attach handler. */
export type ClientConnection = Duplex;

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
