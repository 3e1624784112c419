import { watch } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { hasCode } from '../../kernel/libc.ts';
import { tailOffset } from './tail.ts';

const BLOCK = 512 * 1024;
/** Blocks begin with lines cut short by the one before: room for those of usual length. */
const SPARE = 4096;
const NEWLINE = 0x0a;

export interface BlockOptions {
  /** Number of last lines; undefined is all. */
  tail?: number;
  follow: boolean;
  /** Ends a follow, after what is in the file by then. */
  signal: AbortSignal;
  /** Fills a block's memory again for the next block but one; it is the block's own otherwise. */
  reuse?: boolean;
}

/**
 * A log file in big pieces, each ending with a newline. A missing
 * file is an empty one. Following waits for events of the folder, and goes on in the new file when
 * the log is rotated (conmon puts a new file in its place) or emptied.
 */
export async function* logBlocks(path: string, options: BlockOptions): AsyncGenerator<Buffer> {
  // Watching begins before reading, so that nothing written in between is overlooked.
  const changes = options.follow ? new FileChanges(path, options.signal) : undefined;
  let reader: LogReader | undefined;
  try {
    reader = await LogReader.open(path, options);
    for (;;) {
      const isLastLook = !changes || options.signal.aborted;
      for (;;) {
        const block = await reader?.next();
        if (!block) break;
        yield block;
      }
      const next: LogReader | undefined = changes ? await reopened(path, reader, options) : reader;
      if (next !== reader) reader = next;
      else if (isLastLook) return;
      else await changes?.next();
    }
  } finally {
    changes?.close();
    await reader?.close();
  }
}

/** The same reader while the path leads to its file; another one once the log was rotated. */
async function reopened(
  path: string,
  reader: LogReader | undefined,
  { reuse }: Pick<BlockOptions, 'reuse'>,
): Promise<LogReader | undefined> {
  const wanted = reuse ? { reuse } : {};
  if (!reader) return LogReader.open(path, wanted);
  if (await reader.isAt(path)) return reader;
  const next = await LogReader.open(path, wanted);
  if (!next) return reader;
  await reader.close();
  return next;
}

class LogReader {
  readonly #file: FileHandle;
  #position: number;
  /** The beginning of a line whose end is not there yet. */
  #rest: Buffer = Buffer.alloc(0);
  /** The memory of the last two blocks, the older one last; undefined when none is filled again. */
  readonly #rooms: Buffer[] | undefined;

  static async open(
    path: string,
    { tail, reuse = false }: Pick<BlockOptions, 'tail' | 'reuse'>,
  ): Promise<LogReader | undefined> {
    let file;
    try {
      file = await open(path);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    try {
      const start = tail === undefined ? 0 : await tailOffset(file, (await file.stat()).size, tail);
      return new LogReader(file, start, reuse ? [] : undefined);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(file: FileHandle, position: number, rooms: Buffer[] | undefined) {
    this.#file = file;
    this.#position = position;
    this.#rooms = rooms;
  }

  /** Whole lines that were not read yet; undefined when there is none now. */
  async next(): Promise<Buffer | undefined> {
    for (;;) {
      const room = this.#room(BLOCK + this.#rest.length);
      const kept = this.#rest.copy(room);
      const { bytesRead } = await this.#file.read(room, kept, BLOCK, this.#position);
      if (bytesRead === 0) return undefined;
      this.#position += bytesRead;
      const filled = room.subarray(0, kept + bytesRead);
      const whole = filled.lastIndexOf(NEWLINE) + 1;
      this.#rest = filled.subarray(whole);
      if (whole > 0) return filled.subarray(0, whole);
    }
  }

  #room(length: number): Buffer {
    const older = this.#rooms && this.#rooms.length > 1 ? this.#rooms.pop() : undefined;
    const room = older && older.length >= length ? older : Buffer.allocUnsafeSlow(length + SPARE);
    this.#rooms?.unshift(room);
    return room;
  }

  /** Whether this is still the path's file; one that became shorter is read from its beginning. */
  async isAt(path: string): Promise<boolean> {
    const own = await this.#file.stat();
    const current = await stat(path).catch(() => undefined);
    if (current && (current.ino !== own.ino || current.dev !== own.dev)) return false;
    if (own.size < this.#position) {
      this.#position = 0;
      this.#rest = Buffer.alloc(0);
    }
    return true;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Tells that something happened to a file, also while nobody was waiting. */
class FileChanges {
  readonly #watcher;
  readonly #signal: AbortSignal;
  #changed = false;
  #wake: (() => void) | undefined;

  constructor(path: string, signal: AbortSignal) {
    const name = basename(path);
    this.#watcher = watch(dirname(path), (_, changed) => {
      if (changed === name) this.#notify();
    });
    this.#watcher.on('error', this.#notify);
    this.#signal = signal;
    signal.addEventListener('abort', this.#notify);
  }

  /** Resolves after the next change, at once when one was not waited for, or after the abort. */
  async next(): Promise<void> {
    if (!this.#changed && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#changed = false;
  }

  close(): void {
    this.#watcher.close();
    this.#signal.removeEventListener('abort', this.#notify);
  }

  readonly #notify = (): void => {
    this.#changed = true;
    this.#wake?.();
  };
}
