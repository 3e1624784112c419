import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { InternalError } from '../../errors.ts';
import { sealedCopy } from '../../kernel/descriptor.ts';
import { leaveForOwnCgroup } from '../cgroup/conmon-cgroup.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';

/**
 * Reads the folder of a session and its container, two lines each, and runs crun for it in a shell
 * of its own, which nobody waits for.
 *
 * That shell holds both ends of the pipes of output, so that the process does not die of writing
 * when the daemon has gone, and leaves the exit code in a file for the next one.
 */
const SCRIPT = `
session() {
  cd "$1" || return
  exec 1<>out 2<>err 4<>status
  # Opened for both directions first: opening one of them would wait for somebody at the other end.
  if [ -p in ]; then exec 5<>in; exec <in 5>&-; else exec </dev/null; fi
  "$crun" --root="$root" --log=file:log exec --pid-file status --process process.json "$2" \\
    >out 2>err 4>&-
  code=$?
  echo $code >"exit/$2"
  echo "exit $code" >&4
}
while IFS= read -r directory && read -r container; do
  (session "$directory" "$container" &)
done
`;

/**
 * A shell that stands ready to start exec sessions: forking the daemon, whose memory is large,
 * takes longer than all that this does. It ends with the daemon; what it started lives on.
 */
export class ExecLauncher {
  readonly #crun: string;
  readonly #stateRoot: string;
  readonly #layout: CgroupLayout;
  #shell: ChildProcess | undefined;

  /** @param crun path of the runtime @param stateRoot its `--root` */
  constructor(crun: string, stateRoot: string, layout: CgroupLayout) {
    this.#crun = crun;
    this.#stateRoot = stateRoot;
    this.#layout = layout;
  }

  /**
   * Has a session started whose pipes and process description are in `directory`, a path without
   * newlines. Throws InternalError when no shell runs.
   */
  launch(directory: string, container: string): void {
    const { stdin } = (this.#shell ??= this.#start());
    if (!stdin?.writable) throw new InternalError('the shell that starts exec sessions has ended');
    stdin.write(`${directory}\n${container}\n`);
  }

  close(): void {
    this.#shell?.stdin?.end();
  }

  #start(): ChildProcess {
    const PATH = process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin';
    const copy = programCopy(this.#crun);
    const crun = copy === undefined ? this.#crun : '/proc/self/fd/3';
    const shell = spawn('/bin/sh', ['-c', SCRIPT], {
      cwd: '/',
      detached: true,
      env: { PATH, crun, root: this.#stateRoot },
      stdio: ['pipe', 'ignore', 'ignore', copy ?? 'ignore'],
    });
    if (copy !== undefined) closeSync(copy);
    const forget = () => {
      if (this.#shell === shell) this.#shell = undefined;
    };
    shell.on('error', forget).on('exit', forget).unref();
    shell.stdin?.on('error', forget);
    if (shell.pid) leaveForOwnCgroup(shell.pid, this.#layout);
    return shell;
  }
}

/**
 * crun copies itself into memory before it works, so that no container can write to its file
 * (CVE-2019-5736), unless it runs from such a copy: one for all sessions saves a third of their
 * time. Undefined where the host does not let programs in memory run, or crun is a script.
 */
function programCopy(path: string): number | undefined {
  try {
    const copy = sealedCopy(path);
    const { status } = spawnSync('/proc/self/fd/3', ['--version'], {
      stdio: ['ignore', 'ignore', 'ignore', copy],
    });
    if (status === 0) return copy;
    closeSync(copy);
  } catch {
    // It works without, if more slowly.
  }
  return undefined;
}
