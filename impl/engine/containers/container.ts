import { NotFound } from '../../errors.ts';
import { FairLock } from '../lock.ts';
import type { ContainerRecord } from './record.ts';
import type { ContainerState, WaitCondition, Waiting } from './view.ts';
import { Waiters } from './waiters.ts';

/** One container in the daemon's memory: its record, and what is only of the moment. */
export class Container {
  readonly record: ContainerRecord;
  readonly waiters = new Waiters();
  readonly #lock = new FairLock();
  /** Shown instead of the stored state while it lasts. */
  passing: 'stopping' | 'restarting' | undefined;
  /** A SIGKILL is on its way to process 1, which would not get it while it is frozen (cgroup v1). */
  killed = false;
  /** Milliseconds that the restart policy waited last. */
  backOff: number | undefined;
  cancelRestart: (() => void) | undefined;
  /** The restart verb works on it: neither `--rm` nor the restart policy may act on its end. */
  kept = false;
  /** Mounted by the `mount` verb, besides what a run mounts. */
  mountedByHand = false;
  gone = false;
  /** Clients that attached before the start; called with the bundle's folder before the process runs. */
  readonly arriving = new Set<(bundleDirectory: string) => Promise<void>>();

  constructor(record: ContainerRecord) {
    this.record = record;
  }

  get id(): string {
    return this.record.id;
  }

  get state(): ContainerState {
    return this.passing ?? this.record.state;
  }

  /** Process 1 was started and its end is not recorded: running, paused or on its way down. */
  get isLive(): boolean {
    return this.record.state === 'running' || this.record.state === 'paused';
  }

  /** The runtime knows it: initialised, and its end is not recorded. */
  get hasProcess(): boolean {
    return this.isLive || this.record.state === 'initialized';
  }

  /** Takes the container's lock. Throws NotFound when it was removed while the caller queued. */
  exclusively<T>(work: () => Promise<T> | T): Promise<T> {
    return this.#lock.run(() => {
      if (this.gone) throw noSuchContainer(this.id);
      return work();
    });
  }

  /** The same for those who need not know: nothing happens when it was removed. */
  async unlessGone(work: () => Promise<void>): Promise<void> {
    await this.#lock.run(async () => {
      if (!this.gone) await work();
    });
  }

  wait(conditions: readonly WaitCondition[]): Waiting {
    return this.waiters.add(conditions, {
      kind: 'state',
      state: this.state,
      exitCode: this.record.exitCode,
    });
  }

  /** Tells those who wait that the state is another one now. */
  tellState(): void {
    this.waiters.tell({ kind: 'state', state: this.state, exitCode: this.record.exitCode });
  }

  /** Ends the wait of a restart policy; the caller decides what comes instead. */
  cancelBackOff(): void {
    this.cancelRestart?.();
    this.cancelRestart = undefined;
    if (this.passing === 'restarting') this.passing = undefined;
  }
}

/** 404 in Podman's words. */
export function noSuchContainer(name: string): NotFound {
  return new NotFound(`no container with name or ID "${name}" found: no such container`, {
    rootCause: 'no such container',
  });
}
