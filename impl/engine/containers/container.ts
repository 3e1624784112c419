import { NotFound } from '../../errors.ts';
import { FairLock } from '../lock.ts';
import type { ContainerRecord } from './record.ts';
import type { ContainerState, WaitCondition, Waiting } from './view.ts';
import { Waiters } from './waiters.ts';

/** One container in the daemon's memory: its record and what is only of the moment. */
export class Container {
  readonly record: ContainerRecord;
  readonly waiters = new Waiters();
  readonly #lock = new FairLock();
  /** Shown instead of the stored state while it lasts. */
  passing: 'stopping' | 'restarting' | undefined;
  /** Ends the restart policy's back-off. */
  cancelRestart: (() => void) | undefined;
  mountedByHand = false;
  gone = false;

  constructor(record: ContainerRecord) {
    this.record = record;
  }

  get id(): string {
    return this.record.id;
  }

  get state(): ContainerState {
    return this.passing ?? this.record.state;
  }

  /** Process 1 exists and was started: running, paused or on its way down. */
  get isLive(): boolean {
    return this.record.state === 'running' || this.record.state === 'paused';
  }

  /** Takes the container's lock. Throws NotFound when it was removed while the caller queued. */
  exclusively<T>(work: () => Promise<T> | T): Promise<T> {
    return this.#lock.run(() => {
      if (this.gone) throw noSuchContainer(this.id);
      return work();
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
}

/** 404 in Podman's words. */
export function noSuchContainer(name: string): NotFound {
  return new NotFound(`no container with name or ID "${name}" found: no such container`, {
    rootCause: 'no such container',
  });
}
