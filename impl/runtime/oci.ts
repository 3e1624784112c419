import { execFile } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResourceConfig } from '../container-config.ts';
import { Conflict, InternalError, NotFound } from '../errors.ts';
import { hasCode } from '../kernel/libc.ts';
import { connectAttachment } from './attach/connection.ts';
import {
  controllerFolder,
  freeze,
  isFrozen,
  killAll,
  oomKills,
  processesIn,
  removeCgroup,
  removeIfEmpty,
  thaw,
} from './cgroup/control.ts';
import { readFigures } from './cgroup/figures.ts';
import type { CgroupLayout } from './cgroup/layout.ts';
import { limitGroup } from './cgroup/limits.ts';
import { checkpointArguments } from './checkpoint.ts';
import type { CheckpointOptions, RestoreOptions } from './checkpoint.ts';
import type { ChosenRuntime, Conmon } from './choose.ts';
import { containerArguments, execArguments } from './conmon-arguments.ts';
import type { ConmonSetting } from './conmon-arguments.ts';
import { launchConmon } from './conmon.ts';
import { execBehindConmon } from './exec/behind-conmon.ts';
import { canRunDirectly, discardOutput, execDirectly } from './exec/direct.ts';
import { ExecLauncher } from './exec/launcher.ts';
import { findLeftovers, killGroups } from './leftovers.ts';
import type { Leftover } from './leftovers.ts';
import { readOciState } from './oci-state.ts';
import type { OciState } from './oci-state.ts';
import { reclaimNullDevice } from './null-device.ts';
import { isAlive, processesBeside, signal } from './processes.ts';
import { keepNetworkApart } from './network-apart.ts';
import { RuntimeError } from './runtime-error.ts';
import type { SpecHost } from './spec/build.ts';
import type { OciResources } from './spec/oci-config.ts';
import { resourcesOf } from './spec/resources.ts';
import { resizeTerminal } from './terminal.ts';
import type { Attachment, Bundle, ExecBundle, Figures, Runtime, StartedProcess } from './types.ts';

const SIGKILL = 9;
/** What conmon leaves in a bundle; all of it is of one run. */
const CONMON_FILES = ['attach', 'ctl', 'winsz', 'pidfile', 'conmon.pid', 'oom'];

/**
 * crun or runc behind conmon. Where a file of the kernel or of the runtime's own state does the
 * work, no process is started for it: with crun that leaves one, conmon's `create`.
 */
export class OciRuntime implements Runtime, SpecHost {
  readonly name: 'crun' | 'runc';
  readonly path: string;
  readonly version: string;
  readonly conmon: Conmon;
  readonly layout: CgroupLayout;
  /** See SpecHost. */
  readonly takesSeccompProgram: boolean;
  readonly #setting: ConmonSetting;
  readonly #launcher: ExecLauncher | undefined;

  /** @param stateRoot folder for the runtime's own state, on the run root; must exist. */
  constructor(runtime: ChosenRuntime, conmon: Conmon, layout: CgroupLayout, stateRoot: string) {
    this.name = runtime.name;
    this.path = runtime.path;
    this.version = runtime.version;
    this.conmon = conmon;
    this.layout = layout;
    this.takesSeccompProgram = runtime.takesSeccompProgram;
    this.#setting = { runtime: this.path, stateRoot, knowsNoSyncLog: conmon.knowsNoSyncLog };
    if (this.name === 'crun') this.#launcher = new ExecLauncher(this.path, stateRoot, layout);
  }

  create(bundle: Bundle): Promise<StartedProcess> {
    return this.#begin(bundle);
  }

  restore(bundle: Bundle, options: RestoreOptions): Promise<StartedProcess> {
    return this.#begin(bundle, options);
  }

  async checkpoint(id: string, options: CheckpointOptions, terminal: boolean): Promise<void> {
    const { process } = this.#known(id);
    keepNetworkApart(join(this.#setting.stateRoot, id, 'config.json'), process.pid);
    await this.#command(...checkpointArguments(options, terminal), id);
  }

  async #begin(bundle: Bundle, restore?: RestoreOptions): Promise<StartedProcess> {
    forgetRun(bundle.directory);
    try {
      return await launchConmon({
        ...this.#launch(bundle.directory),
        arguments: containerArguments(this.#setting, bundle, restore),
      });
    } catch (error) {
      await this.#clearFailedCreate(bundle);
      throw error;
    } finally {
      reclaimNullDevice();
    }
  }

  async start(id: string): Promise<void> {
    const state = this.#known(id);
    if (this.name === 'crun' && existsSync(state.fifo)) {
      releaseProcess(state.fifo);
    } else {
      await this.#command('start', id);
    }
  }

  async kill(id: string, number: number, options: { all?: boolean } = {}): Promise<void> {
    const state = this.#state(id);
    if (!state) return;
    if (options.all && state.cgroupPath) await killAll(this.layout, state.cgroupPath, number);
    else signal(state.process, number);
  }

  async update(id: string, resources: OciResources): Promise<void> {
    this.#known(id);
    const file = join(this.#setting.stateRoot, id, 'update.json');
    await writeFile(file, JSON.stringify(resources));
    try {
      await this.#command('update', `--resources=${file}`, id);
    } finally {
      await rm(file, { force: true });
    }
  }

  unlimitProcesses(id: string): void {
    const { cgroupPath } = this.#known(id);
    const folder = cgroupPath && controllerFolder(this.layout, 'pids', cgroupPath);
    if (folder) writeFileSync(join(folder, 'pids.max'), 'max');
  }

  async pause(id: string): Promise<void> {
    const { cgroupPath } = this.#known(id);
    if (!cgroupPath) throw new InternalError(`cannot pause container ${id}: it has no cgroup`);
    await freeze(this.layout, cgroupPath);
  }

  async resume(id: string): Promise<void> {
    thaw(this.layout, this.#known(id).cgroupPath);
  }

  async delete(id: string, options: { force?: boolean } = {}): Promise<void> {
    const state = this.#state(id);
    if (!state) return;
    if (isAlive(state.process) && !options.force) {
      throw new Conflict(`container ${id} still runs, so its runtime state cannot be deleted`);
    }
    if (this.name === 'crun' && this.#clearEnded(state)) {
      rmSync(join(this.#setting.stateRoot, id), { recursive: true, force: true });
      return;
    }
    await this.#command('delete', '--force', id);
    this.#removeCgroup(state.cgroupPath);
  }

  leftovers(): Leftover[] {
    return findLeftovers(this.#setting.stateRoot);
  }

  async abandon(bundle: Bundle, { id, conmonGroups }: Leftover): Promise<void> {
    killGroups(conmonGroups);
    if (bundle.cgroupPath) await killAll(this.layout, bundle.cgroupPath, SIGKILL);
    await this.delete(id, { force: true });
    // A create that was cut off early has a folder, but no state in it yet.
    rmSync(join(this.#setting.stateRoot, id), { recursive: true, force: true });
    this.#removeCgroup(bundle.cgroupPath);
    forgetRun(bundle.directory);
  }

  async state(id: string): Promise<{ status: string; pid: number } | undefined> {
    const state = this.#state(id);
    if (!state) return undefined;
    if (!isAlive(state.process)) return { status: 'stopped', pid: 0 };
    const status = existsSync(state.fifo)
      ? 'created'
      : state.cgroupPath && isFrozen(this.layout, state.cgroupPath)
        ? 'paused'
        : 'running';
    return { status, pid: state.process.pid };
  }

  async exec(
    container: Pick<Bundle, 'id' | 'name'>,
    exec: ExecBundle,
    onAttached?: (attachment: Attachment) => void,
  ): Promise<StartedProcess> {
    if (this.#launcher && onAttached && canRunDirectly(exec))
      return execDirectly(this.#launcher, container, exec, onAttached);
    try {
      return await execBehindConmon(
        this.#launch(exec.directory),
        execArguments(this.#setting, container, exec, onAttached !== undefined),
        exec,
        onAttached,
      );
    } finally {
      reclaimNullDevice();
    }
  }

  discardOutput(directory: string): void {
    discardOutput(directory);
  }

  async resize(directory: string, rows: number, columns: number): Promise<void> {
    if (resizeTerminal(directory, rows, columns)) return;
    // conmon keeps "1 ROWS COLUMNS" in its control fifo until it has the terminal (`src/ctrl.c`).
    writeFifo(join(directory, 'ctl'), Buffer.from(`1 ${rows} ${columns}\n`));
  }

  attach(directory: string): Promise<Attachment> {
    return connectAttachment(directory);
  }

  cgroupPath(id: string): string | undefined {
    return this.#state(id)?.cgroupPath;
  }

  processes(id: string): number[] {
    const state = this.#state(id);
    if (!state) return [];
    // Without a group of its own it is known by its namespace.
    if (!state.cgroupPath) return processesBeside(state.process.pid);
    return processesIn(this.layout, state.cgroupPath);
  }

  figures(id: string, pid: number): Figures | undefined {
    const state = this.#state(id);
    return state?.cgroupPath ? readFigures(this.layout, state.cgroupPath, pid) : undefined;
  }

  oomKilled(id: string, directory: string): boolean {
    if (existsSync(join(directory, 'oom'))) return true;
    const state = this.#state(id);
    return !!state?.cgroupPath && oomKills(this.layout, state.cgroupPath) > 0;
  }

  /** Makes a control group that limits all containers below it together. Throws InternalError. */
  limitGroup(path: string, limits: ResourceConfig): void {
    // Other than a container it is without a limit of processes unless one is named.
    const config = { ...limits, pids: limits.pids ?? { limit: 0 } };
    limitGroup(this.layout, path, resourcesOf(config, [], this.layout));
  }

  /** Removes a control group above containers' own, which must have ended; a missing one is no error. */
  removeGroup(path: string): void {
    removeCgroup(this.layout, path);
  }

  /** Removes the control group that all containers share, when none is left in it. */
  close(): void {
    this.#launcher?.close();
    for (const path of ['/refpod/conmon', '/refpod']) removeIfEmpty(this.layout, path);
  }

  #launch(directory: string) {
    return {
      conmon: this.conmon.path,
      runtime: this.name,
      directory,
      layout: this.layout,
    };
  }

  #state(id: string): OciState | undefined {
    return readOciState(this.name, this.#setting.stateRoot, id);
  }

  #known(id: string): OciState {
    const state = this.#state(id);
    if (state) return state;
    throw new NotFound(`${this.name} does not know container ${id}`);
  }

  /** Removes the control groups of a container whose process 1 has ended; false when others live on in them. */
  #clearEnded(state: OciState): boolean {
    return !isAlive(state.process) && this.#removeCgroup(state.cgroupPath);
  }

  /** A failed create has normally cleaned up after itself, unless it was cut off. */
  async #clearFailedCreate(bundle: Bundle): Promise<void> {
    const state = this.#state(bundle.id);
    if (state) {
      signal(state.process, SIGKILL);
      await this.#command('delete', '--force', bundle.id);
    }
    this.#removeCgroup(bundle.cgroupPath);
    forgetRun(bundle.directory);
  }

  #removeCgroup(path: string): boolean {
    return path === '' || removeCgroup(this.layout, path);
  }

  #command(...words: string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const args = [`--root=${this.#setting.stateRoot}`, ...words];
      execFile(this.path, args, (error, _, stderr) => {
        if (error) reject(new RuntimeError(this.name, stderr || error.message));
        else resolve();
      });
    });
  }
}

function forgetRun(directory: string): void {
  for (const name of CONMON_FILES) rmSync(join(directory, name), { force: true });
}

/**
 * What `crun start` does to a created container: process 1 has the fifo open for reading and goes
 * on when a byte comes; a fifo that is gone says that it was started.
 */
function releaseProcess(fifo: string): void {
  const descriptor = openFifo(fifo);
  try {
    unlinkSync(fifo);
    writeSync(descriptor, Buffer.alloc(1));
  } finally {
    closeSync(descriptor);
  }
}

function writeFifo(path: string, bytes: Buffer): void {
  const descriptor = openFifo(path);
  try {
    writeSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

/** Opens for writing without waiting for a reader. Throws InternalError when there is none: it has ended. */
function openFifo(path: string): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (!hasCode(error, 'ENXIO', 'ENOENT')) throw error;
    throw new InternalError(`nobody listens at ${path}: the process has ended`, { cause: error });
  }
}
