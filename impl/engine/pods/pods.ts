import { NotFound } from '../../errors.ts';
import type { ContainerRecord } from '../containers/record.ts';
import type { ProcessTable } from '../containers/top.ts';
import type { Filters } from '../filters.ts';
import { kill, pause, restart, start, stop, unpause } from './actions.ts';
import type { ActionReport } from './actions.ts';
import type { PodConfig } from './config.ts';
import type { Context, PodNeighbours } from './context.ts';
import { create } from './create.ts';
import { podFilter } from './filters.ts';
import { leave } from './leave.ts';
import { prune } from './prune.ts';
import type { PodPruneReport } from './prune.ts';
import type { PodRegistry } from './registry.ts';
import { finishRemovals, remove } from './remove.ts';
import type { RemovePodOptions } from './remove.ts';
import { stats } from './stats.ts';
import type { PodSample, PodStatsOptions } from './stats.ts';
import { top } from './top.ts';
import { describePod } from './view.ts';
import type { PodView } from './view.ts';

/** The pods of one root. Every `name` is a full id, a name or a unique prefix of an id. */
export class Pods {
  readonly #context: Context;

  constructor(registry: PodRegistry, neighbours: PodNeighbours) {
    this.#context = { ...neighbours, registry };
  }

  /** After the containers are recovered: half made and half removed pods go. */
  recover(): Promise<void> {
    return finishRemovals(this.#context);
  }

  create(config: PodConfig): Promise<string> {
    return create(this.#context, config);
  }
  /** Throws NotFound for an unknown one. */
  inspect(name: string): PodView {
    return describePod(this.#context, this.#context.registry.find(name));
  }
  exists(name: string): boolean {
    try {
      return Boolean(this.#context.registry.find(name));
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }
  /** Oldest first. */
  list(filters: Filters): PodView[] {
    const fits = podFilter(filters);
    const shown = this.#context.registry.all().filter(({ stage }) => stage !== 'making');
    return shown.map((pod) => describePod(this.#context, pod)).filter(fits);
  }
  start(name: string): Promise<ActionReport> {
    return start(this.#context, name);
  }
  stop(name: string, timeout?: number): Promise<ActionReport> {
    return stop(this.#context, name, timeout);
  }
  restart(name: string): Promise<ActionReport> {
    return restart(this.#context, name);
  }
  kill(name: string, signal: string): Promise<ActionReport> {
    return kill(this.#context, name, signal);
  }
  pause(name: string): Promise<ActionReport> {
    return pause(this.#context, name);
  }
  unpause(name: string): Promise<ActionReport> {
    return unpause(this.#context, name);
  }
  remove(name: string, options: RemovePodOptions): Promise<string> {
    return remove(this.#context, name, options);
  }
  /** Processes of all its running containers. */
  top(name: string, psArgs: string): Promise<ProcessTable> {
    return top(this.#context, name, psArgs);
  }
  stats(options: PodStatsOptions): AsyncIterable<PodSample[]> {
    return stats(this.#context, options);
  }
  prune(filters: Filters): Promise<PodPruneReport[]> {
    return prune(this.#context, filters);
  }

  /** A container's run has ended for good; see the exit policy. */
  ended(record: ContainerRecord): void {
    leave(this.#context, record);
  }
}
