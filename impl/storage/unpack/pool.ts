import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { RefpodError } from '../../errors.ts';
import { ArchiveError } from '../tar/entry.ts';
import { unpackLayer } from './layer.ts';
import type { LayerJob, LayerResult } from './layer.ts';
import type { Reply, Request } from './worker.ts';

/** Idle workers go after this time, so that an idle daemon does not hold their memory. */
const IDLE_MILLISECONDS = 5_000;

/** Bytes of a layer, compressed or not, that is not worth a thread. */
const SMALL = 4 * 1024 * 1024;

/** Unpacks layers in worker threads, so that a large one does not hold up the daemon's answers. */
export class UnpackPool {
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #size = Math.min(4, availableParallelism());
  #busy = 0;

  /**
   * Small layers are unpacked at once, in less time than a thread takes to start.
   * @throws ArchiveError, system errors with `code`, or the signal's reason.
   */
  async unpack(job: LayerJob, signal?: AbortSignal): Promise<LayerResult> {
    if ((await stat(job.blob)).size <= SMALL) return unpackLayer(job, signal);
    await this.#turn();
    const worker = this.#take();
    try {
      signal?.throwIfAborted();
      return await ask(worker, job, signal);
    } finally {
      this.#giveBack(worker);
    }
  }

  /** Ends the idle workers; jobs under way must have ended. */
  async close(): Promise<void> {
    const workers = this.#idle.splice(0);
    for (const { timer } of workers) clearTimeout(timer);
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }

  async #turn(): Promise<void> {
    if (this.#busy >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy += 1;
  }

  #take(): Worker {
    const known = this.#idle.pop();
    if (!known) return start();
    clearTimeout(known.timer);
    known.worker.ref();
    return known.worker;
  }

  #giveBack(worker: Worker): void {
    this.#busy -= 1;
    this.#waiting.shift()?.();
    if (worker.threadId === -1) return;
    worker.unref();
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((entry) => entry.worker === worker),
        1,
      );
      void worker.terminate();
    }, IDLE_MILLISECONDS);
    this.#idle.push({ worker, timer: timer.unref() });
  }
}

/** Node strips the types itself, which starts the thread much sooner than a loader would. */
function start(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: [],
    trackUnmanagedFds: false,
  });
}

function ask(worker: Worker, job: LayerJob, signal?: AbortSignal): Promise<LayerResult> {
  return new Promise((resolve, reject) => {
    const cancel = () => worker.postMessage({ cancel: true } satisfies Request);
    const settle = () => {
      worker.off('message', answered).off('error', failed);
      signal?.removeEventListener('abort', cancel);
    };
    const answered = (reply: Reply) => {
      settle();
      if ('result' in reply) resolve(reply.result);
      else reject(signal?.aborted ? signal.reason : restore(reply.error));
    };
    const failed = (error: unknown) => {
      settle();
      reject(error);
    };
    worker.on('message', answered).on('error', failed);
    signal?.addEventListener('abort', cancel);
    worker.postMessage({ job } satisfies Request);
  });
}

/** Errors cross the threads without their class; the ones that matter get it back. */
function restore(error: Extract<Reply, { error: unknown }>['error']): Error {
  if (error.name === 'ArchiveError') return new ArchiveError(error.message);
  if (error.status !== undefined) return new RefpodError(error.status, error.message);
  return Object.assign(new Error(error.message), error.code ? { code: error.code } : {});
}
