import type { Database } from '../../database.ts';
import { Conflict } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { killTree } from '../../runtime/process-tree.ts';
import type { Container } from '../containers/container.ts';
import type { ContainerAction } from '../containers/context.ts';
import type { ContainerRecord } from '../containers/record.ts';
import type { HealthView } from '../containers/view.ts';
import type { NewEvent } from '../events/event.ts';
import { checkOf } from './check.ts';
import type { Check } from './check.ts';
import { healthEvents } from './health-events.ts';
import { ContainerHealth } from './container-health.ts';
import { probe } from './probe.ts';
import type { ProbeRunner } from './probe.ts';
import { Schedule } from './schedule.ts';
import { begun, judged, startUpJudged } from './state.ts';
import type { HealthState, Probe } from './state.ts';
import { HealthTable } from './table.ts';

/** What health checks need of the rest of the engine. */
export interface HealthNeighbours extends ProbeRunner {
  readonly log: Log;
  /** By name, id or unique prefix. Throws NotFound. */
  container(name: string): Container;
  containers(): readonly Container[];
  /** Of the image, for checks that are one line of text. */
  shell(imageId: string): readonly string[] | undefined;
  /** Pids of the container's processes. */
  processes(id: string): number[];
  emit(event: NewEvent): void;
  /** What the container's configuration says is to be done when it is unhealthy. */
  act(id: string, action: 'kill' | 'restart' | 'stop'): Promise<void>;
}

/**
 * The health checks of all containers: runs them when they are due, keeps what they told. It
 * follows the containers by what happens to them; nothing is polled.
 */
export class Health {
  readonly #neighbours: HealthNeighbours;
  readonly #table: HealthTable;
  readonly #schedule = new Schedule();
  readonly #known = new Map<string, ContainerHealth>();

  constructor(database: Database, neighbours: HealthNeighbours) {
    this.#table = new HealthTable(database);
    this.#neighbours = neighbours;
  }

  /** Goes on with the schedule of an earlier daemon. After the containers' recovery. */
  recover(): void {
    const rows = new Map(this.#table.all().map((row) => [row.id, row]));
    for (const container of this.#neighbours.containers()) {
      const { record } = container;
      const row = rows.get(record.id);
      rows.delete(record.id);
      if (row && row.probe.pid > 0) killTree(row.probe, this.#neighbours.processes(record.id));
      if (!record.config.health) continue;
      const health = this.#of(record, row?.state);
      if (record.state === 'running') this.#plan(record, health);
      else if (record.startedAt > 0) this.#rest(record, health);
    }
    for (const id of rows.keys()) this.#table.remove(id);
  }

  /** Ends the probes that run; the schedule is found again by what is in the table. */
  close(): void {
    this.#schedule.close();
    for (const health of this.#known.values()) health.interrupt();
  }

  /** What inspect and lists show; undefined for a container without a health check. */
  view({ id, config }: ContainerRecord): HealthView | undefined {
    if (!config.health) return undefined;
    return this.#known.get(id)?.state ?? begun(undefined, false);
  }

  /** Something happened to a container; to be told before clients are. */
  heed(action: ContainerAction, record: ContainerRecord): void {
    if (!record.config.health) return;
    if (action === 'start' || action === 'restore') this.#begin(record);
    else if (action === 'unpause') this.#plan(record, this.#of(record), Date.now());
    else if (action === 'pause' || action === 'die') this.#rest(record, this.#of(record));
    else if (action === 'remove') this.#forget(record.id);
  }

  /**
   * Runs the check now, besides its schedule. Throws NotFound; Conflict when the container has no
   * check or does not run; InternalError when it took too long, as Podman does.
   * @returns how this run went, and the state that came of it
   */
  async run(name: string): Promise<{ passed: boolean; state: HealthView }> {
    const container = this.#neighbours.container(name);
    const { record } = container;
    if (container.state !== 'running') {
      throw new Conflict(`container ${record.id} is not running`);
    }
    if (!record.config.health) {
      throw new Conflict(`container ${record.id} has no defined healthcheck`);
    }
    const health = this.#of(record);
    const outcome = await this.#probe(container, health);
    if (!outcome) throw new Conflict(`container ${record.id} is not running`);
    if (outcome.late) throw outcome.late;
    return { passed: outcome.result.exitCode === 0, state: health.state };
  }

  #of({ id, config }: ContainerRecord, state?: HealthState): ContainerHealth {
    const known = this.#known.get(id);
    if (known) return known;
    const health = new ContainerHealth(state ?? begun(undefined, Boolean(config.startupHealth)));
    this.#known.set(id, health);
    return health;
  }

  #begin(record: ContainerRecord): void {
    const health = this.#of(record);
    health.interrupt();
    health.state = begun(health.state, Boolean(record.config.startupHealth));
    this.#table.save(record.id, health.state);
    this.#plan(record, health);
  }

  /** Nothing is probed until the container runs (again). To Docker nobody vouches for it then. */
  #rest(record: ContainerRecord, health: ContainerHealth): void {
    this.#schedule.cancel(record.id);
    health.interrupt();
    if (record.config.tree !== 'compat' || health.state.status === 'unhealthy') return;
    health.state = { ...health.state, status: 'unhealthy' };
    this.#table.save(record.id, health.state);
  }

  #forget(id: string): void {
    this.#schedule.cancel(id);
    this.#known.get(id)?.interrupt();
    this.#known.delete(id);
    this.#table.remove(id);
  }

  /** Sets the time of the next probe: an interval after the last one of this run, or the run's beginning. */
  #plan(record: ContainerRecord, health: ContainerHealth, from = lastMoment(record, health)): void {
    const check = this.#checkOf(record, health.state);
    if (!check) return;
    // Podman's first probe comes with the start, Docker's an interval later.
    const first = from === record.startedAt && record.config.tree === 'libpod';
    const isEarly =
      health.state.status === 'starting' && Date.now() - record.startedAt < check.startPeriod;
    const wait = first ? 0 : isEarly ? check.startInterval : check.interval;
    this.#schedule.at(record.id, from + wait, () => void this.#runDue(record.id));
  }

  #checkOf({ config, image }: ContainerRecord, state: HealthState): Check | undefined {
    const shell = image && this.#neighbours.shell(image.id);
    const inForce = state.startUp ? config.startupHealth : config.health;
    return inForce && checkOf(inForce, config.tree, shell);
  }

  async #runDue(id: string): Promise<void> {
    try {
      const container = this.#neighbours.container(id);
      const health = this.#of(container.record);
      const { startUp } = health.state;
      const outcome = await this.#probe(container, health);
      if (!outcome) return;
      // What waited for the start-up check comes at once.
      const passed = startUp !== undefined && health.state.startUp === undefined;
      this.#plan(container.record, health, passed ? 0 : Date.now());
    } catch (error) {
      this.#neighbours.log.error(`the health check of container ${id} failed`, error);
    }
  }

  /** One probe after the other; nothing comes of one that ends with its run. */
  #probe(container: Container, health: ContainerHealth) {
    const { record } = container;
    return health.lock.run(async () => {
      const check = this.#checkOf(record, health.state);
      if (!check || container.state !== 'running') return undefined;
      const { signal } = health;
      const outcome = await probe(this.#neighbours, record, check, {
        signal,
        onStarted: (process) => this.#table.saveProbe(record.id, process),
      });
      if (signal.aborted || container.gone) return undefined;
      this.#record(record, health, check, outcome.result);
      return outcome;
    });
  }

  #record(record: ContainerRecord, health: ContainerHealth, check: Check, result: Probe): void {
    const before = health.state;
    health.state = before.startUp
      ? startUpJudged(before, result, check)
      : judged(before, result, check, record.startedAt);
    this.#table.save(record.id, health.state);
    for (const event of healthEvents(record, before, health.state)) this.#neighbours.emit(event);
    const action = actionAfter(record, check, health.state);
    if (!action) return;
    this.#neighbours.act(record.id, action).catch((error: unknown) => {
      this.#neighbours.log.warn(`${action} of unhealthy container ${record.id}: ${String(error)}`);
    });
  }
}

/** When it was probed last in this run, or when the run began. */
function lastMoment({ startedAt }: ContainerRecord, { state }: ContainerHealth): number {
  const last = state.log.at(-1);
  return Math.max(startedAt, last ? Date.parse(last.end) : 0);
}

/** A start-up check that fails too often means a restart; a regular one what the configuration says. */
function actionAfter(
  { config }: ContainerRecord,
  { retries }: Check,
  { status, startUp }: HealthState,
): 'kill' | 'restart' | 'stop' | undefined {
  if (startUp) return startUp.failures >= retries ? 'restart' : undefined;
  const action = config.health?.onFailure ?? 'none';
  return status === 'unhealthy' && action !== 'none' ? action : undefined;
}
