import { FairLock } from '../lock.ts';
import type { HealthState } from './state.ts';

/** The health of one container in the daemon's memory. */
export class ContainerHealth {
  state: HealthState;
  /** Probes of one container run one after the other. */
  readonly lock = new FairLock();
  #run = new AbortController();

  constructor(state: HealthState) {
    this.state = state;
  }

  /** Fires when the run that is probed ends, or rests. */
  get signal(): AbortSignal {
    return this.#run.signal;
  }

  /** Ends the probe that runs; nothing comes of it. */
  interrupt(): void {
    this.#run.abort();
    this.#run = new AbortController();
  }
}
