import { readdirSync, readFileSync, statSync, unlinkSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../kernel/libc.ts';
import type { ExitReport } from './types.ts';

/** Tells whether the kernel killed a process of this container for want of memory. */
export type OomCheck = (id: string) => boolean;

/**
 * The folder in which conmon leaves a file `<id>` with the exit code when a container ends. The
 * file outlives the daemon: who was not there to see it reads it later.
 *
 * conmon renames the file into place, so what is there is whole; else it is empty at first.
 */
export class ExitFiles {
  readonly #directory: string;
  readonly #oomKilled: OomCheck;
  readonly #watcher: FSWatcher;
  readonly #waiters = new Map<string, ((report: ExitReport) => void)[]>();

  /** @param directory must exist. Watching begins at once. */
  constructor(directory: string, oomKilled: OomCheck = () => false) {
    this.#directory = directory;
    this.#oomKilled = oomKilled;
    this.#watcher = watch(directory, (_, name) => {
      if (name !== null) this.#announce(name);
    });
  }

  /** The report of an ended container, or undefined. */
  async read(id: string): Promise<ExitReport | undefined> {
    return this.#read(id);
  }

  /** Resolves once the container has ended; at once when it had before. */
  wait(id: string): Promise<ExitReport> {
    return new Promise((resolve) => {
      // First listen, then look: an end between the two is seen by either.
      const waiters = this.#waiters.get(id);
      if (waiters) waiters.push(resolve);
      else this.#waiters.set(id, [resolve]);
      this.#announce(id);
    });
  }

  /** Removes a report; none is no error. Before each start, or the last run's end would count. */
  async forget(id: string): Promise<void> {
    try {
      unlinkSync(join(this.#directory, id));
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }

  /** Ids that have reports. */
  list(): string[] {
    return readdirSync(this.#directory).filter((name) => !name.includes('.'));
  }

  /** Stops watching; waits that are under way stay unanswered. */
  close(): void {
    this.#watcher.close();
    this.#waiters.clear();
  }

  #announce(id: string): void {
    const waiters = this.#waiters.get(id);
    if (!waiters) return;
    const report = this.#read(id);
    if (!report) return;
    this.#waiters.delete(id);
    for (const resolve of waiters) resolve(report);
  }

  #read(id: string): ExitReport | undefined {
    try {
      const path = join(this.#directory, id);
      const code = readFileSync(path, 'latin1');
      // The shell of an exec session makes its file and writes it then.
      if (code === '') return undefined;
      const exitCode = Number(code);
      const { mtimeMs } = statSync(path);
      return { id, exitCode, finishedAt: mtimeMs, oomKilled: this.#oomKilled(id) };
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }
}
