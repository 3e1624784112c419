import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../containers/names.ts';
import { goArchitecture } from '../system/version.ts';
import type { BuildRun } from './build-run.ts';
import type { BuildNeighbours } from './context.ts';
import { EventQueue } from './event-queue.ts';
import type { BuildEvent } from './events.ts';
import type { BuildOptions } from './options.ts';
import { platformsOfBases } from './all-platforms.ts';
import { planBuild, prepare } from './prepare.ts';
import { runBuild } from './run-build.ts';
import { removeWorking } from './run-step.ts';
import { SourceTrees } from './source-trees.ts';

/** What the runs of one build have together. */
type Shared = Pick<BuildRun, 'neighbours' | 'events' | 'workspace' | 'signal'>;

/** Makes images of Dockerfiles. */
export class Builds {
  readonly #neighbours: BuildNeighbours;
  readonly #work: string;
  readonly #active = new Map<readonly BuildRun[], Promise<void>>();
  readonly #closing = new AbortController();

  constructor(neighbours: BuildNeighbours) {
    this.#neighbours = neighbours;
    this.#work = join(neighbours.root, 'work');
  }

  /** Removes what builds of a daemon that was killed left. */
  async recover(): Promise<void> {
    await rm(this.#work, { recursive: true, force: true });
  }

  /** Whether a build that goes on stands on an image. */
  holds(image: string): boolean {
    return [...this.#active.keys()].flat().some(({ held }) => held.has(image));
  }

  /** Ends all builds; resolves when what they worked with is gone. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#active.values());
  }

  /**
   * Takes in the context and reads the Dockerfile; the build then goes on by itself, and ends when
   * its signal fires. Its failure is an event; whatever happens, nothing is left of it but
   * the images of steps that were done.
   *
   * @throws BadParameter, NotFound or InternalError for what is wrong before the first step.
   */
  async start(wanted: BuildOptions): Promise<AsyncIterable<BuildEvent>> {
    const signal = AbortSignal.any([wanted.signal, this.#closing.signal]);
    const options = { ...wanted, signal };
    const workspace = join(this.#work, newId());
    const context = join(workspace, 'context');
    await mkdir(context, { recursive: true, mode: 0o700 });
    try {
      const shared = {
        neighbours: this.#neighbours,
        events: new EventQueue<BuildEvent>(),
        workspace,
        signal,
      };
      const runs = await this.#prepare(options, shared, context);
      const work = this.#carryOut(runs, shared);
      this.#active.set(runs, work);
      void work.finally(() => this.#active.delete(runs));
      return shared.events;
    } catch (error) {
      await rm(workspace, { recursive: true, force: true });
      throw error;
    }
  }

  /** Has an empty folder while `use` goes on; a crash leaves it to the next start, too. */
  async withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.#work, newId());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** One run for each platform, all of them of one context. */
  async #prepare(wanted: BuildOptions, shared: Shared, folder: string): Promise<BuildRun[]> {
    const own = `linux/${goArchitecture()}`;
    const { options, context, dockerfile } = await prepare(wanted, folder);
    const runFor = (platform: string | undefined, label?: string): BuildRun => ({
      ...shared,
      ...planBuild({ ...options, platform }, dockerfile, own),
      platform: label,
      trees: new SourceTrees(this.#neighbours.storage, context),
      results: new Map(),
      made: [],
      held: new Set(),
      working: new Set(),
    });
    const platforms = options.allPlatforms
      ? await platformsOfBases(runFor(undefined), own)
      : options.platforms;
    if (platforms.length === 0) return [runFor(options.platform)];
    return platforms.map((platform) => runFor(platform, platform));
  }

  async #carryOut(runs: readonly BuildRun[], shared: Shared): Promise<void> {
    const { events, signal } = shared;
    let failure: unknown;
    try {
      for (const run of runs) await runBuild(run);
    } catch (error) {
      failure = error;
    }
    for (const run of runs) {
      const keep = failure !== undefined && !run.options.forceRemove && !signal.aborted;
      await this.#cleanUp(run, { keep });
    }
    if (failure !== undefined && !signal.aborted)
      events.push({
        kind: 'failed',
        error:
          failure instanceof Error ? failure : new Error('the build failed', { cause: failure }),
      });
    events.end();
  }

  /** @param keep the containers, for who wants to see why a step failed. */
  async #cleanUp(run: BuildRun, { keep }: { keep: boolean }): Promise<void> {
    const { log } = this.#neighbours;
    const steps = [
      ...(keep || !run.options.remove
        ? []
        : [...run.working].map((id) => () => removeWorking(run, id))),
      () => run.trees.close(),
      () => rm(run.workspace, { recursive: true, force: true }),
    ];
    for (const step of steps)
      await step().catch((error: unknown) => log.error('cleaning up after a build failed', error));
  }
}
