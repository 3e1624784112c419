import type { Log } from '../../log.ts';

/** The way back out of a piece of work that fails half-way: steps are undone last to first. */
export class Undo {
  readonly #steps: (() => Promise<void> | void)[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** To be called once the step that `step` takes back is done. */
  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /** Goes back all the way; a step that fails is logged, and does not stop the others. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        this.#log.error('undoing a failed step failed', error);
      }
    }
  }
}

/** Runs `work`; when it throws, undoes what it noted and throws on. */
export async function undoing<T>(log: Log, work: (undo: Undo) => Promise<T>): Promise<T> {
  const undo = new Undo(log);
  try {
    return await work(undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}
