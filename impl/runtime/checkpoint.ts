/** How a container's processes are written to disk. */
export interface CheckpointOptions {
  /** Folder of the images; must exist. */
  images: string;
  /** Folder of CRIU's log and figures. */
  work: string;
  /** Images of an earlier memory-only checkpoint, relative to `images`. */
  parent?: string;
  /** Let it run on. */
  leaveRunning: boolean;
  tcpEstablished: boolean;
  fileLocks: boolean;
  /** Memory only; it runs on. */
  memoryOnly: boolean;
}

/** How they come back. The folder of the images is the `checkpoint` one. */
export interface RestoreOptions {
  images: string;
  tcpEstablished: boolean;
  fileLocks: boolean;
}

/** Arguments of crun's and runc's `checkpoint`. */
export function checkpointArguments(options: CheckpointOptions, terminal: boolean): string[] {
  return [
    'checkpoint',
    ['--image-path', options.images, '--work-path', options.work],
    options.parent ? ['--parent-path', options.parent] : [],
    options.leaveRunning ? ['--leave-running'] : [],
    options.tcpEstablished ? ['--tcp-established'] : [],
    options.fileLocks ? ['--file-locks'] : [],
    options.memoryOnly ? ['--pre-dump'] : [],
    // Its terminal is conmon's, outside of what is written.
    terminal ? ['--shell-job'] : [],
  ].flat();
}

/** Arguments with which conmon restores a container in place of creating it (conmon(8)). */
export function restoreArguments(options: RestoreOptions): string[] {
  const runtime = [
    ...(options.tcpEstablished ? ['--tcp-established'] : []),
    ...(options.fileLocks ? ['--file-locks'] : []),
  ];
  return ['--restore', options.images, ...runtime.flatMap((word) => ['--runtime-opt', word])];
}
