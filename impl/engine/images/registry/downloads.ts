import type { Intake } from '../../../storage/images/intake.ts';
import type { Digest } from '../../../storage/types.ts';

/** A blob that is wanted, and how to get it. */
export interface Wanted {
  digest: Digest;
  size: number;
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Told of the bytes that are here. */
  onBytes?: (done: number) => void;
  signal?: AbortSignal | undefined;
}

interface Download {
  done: Promise<void>;
  leave: AbortController;
  waiting: Set<Wanted>;
  bytes: number;
}

/**
 * Blobs on their way here. Whoever wants one that is on its way already waits for it, and it is
 * given up when nobody waits any more.
 */
export class Downloads {
  readonly #intake: () => Intake;
  readonly #running = new Map<Digest, Download>();

  constructor(intake: () => Intake) {
    this.#intake = intake;
  }

  /**
   * Sees to it that the blob is in the store.
   * @param into holds it there
   * @throws what `open` throws; ArchiveError for other bytes than were promised
   */
  async fetch(into: Intake, wanted: Wanted): Promise<void> {
    while (!into.has(wanted.digest)) {
      wanted.signal?.throwIfAborted();
      const running = this.#running.get(wanted.digest);
      if (!running) return this.#wait(this.#start(wanted), wanted);
      // The failure of another's registry or credentials is not ours: look again.
      await this.#wait(running, wanted).catch(() => undefined);
    }
  }

  #start(wanted: Wanted): Download {
    const leave = new AbortController();
    const download: Download = {
      leave,
      waiting: new Set(),
      bytes: 0,
      done: Promise.resolve(),
    };
    download.done = this.#run(wanted, download).finally(() => {
      this.#running.delete(wanted.digest);
    });
    this.#running.set(wanted.digest, download);
    return download;
  }

  async #run(wanted: Wanted, download: Download): Promise<void> {
    const { signal } = download.leave;
    async function* counted() {
      for await (const chunk of wanted.open(signal)) {
        download.bytes += chunk.length;
        for (const { onBytes } of download.waiting) onBytes?.(download.bytes);
        yield chunk;
      }
    }
    const intake = this.#intake();
    try {
      await intake.put(wanted, counted(), signal);
    } finally {
      await intake.close();
    }
  }

  /** Waits for the end, or until the client leaves; the last one to leave ends it. */
  async #wait(download: Download, wanted: Wanted): Promise<void> {
    download.waiting.add(wanted);
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(wanted.signal?.reason as Error);
    wanted.signal?.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([download.done, left.promise]);
    } finally {
      wanted.signal?.removeEventListener('abort', leave);
      download.waiting.delete(wanted);
      if (download.waiting.size === 0) {
        download.leave.abort();
        // Nothing of it is left behind when this returns.
        await download.done.catch(() => undefined);
      }
    }
  }
}
