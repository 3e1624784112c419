import type { LogLine, LogOptions } from '../types.ts';
import { writeFrameHeader, FRAME_HEADER } from '../attach/frames.ts';
import { logBlocks } from './blocks.ts';
import {
  isPartialAt,
  parseLogTime,
  streamAt,
  textStart,
  timeEnd,
  timeText,
} from './line-format.ts';

const NEWLINE = 0x0a;
/** Below this many bytes a loop copies faster than a call into the engine. */
const SHORT = 48;

/** The lines of a conmon log, one by one. For whole logs `readLogFrames` is several times faster. */
export async function* readLogLines(path: string, options: LogOptions): AsyncGenerator<LogLine> {
  for await (const block of selectedBlocks(path, options)) {
    for (const { start, at, end } of entries(block.bytes, options, block.clock)) {
      yield {
        stream: streamAt(block.bytes, at),
        time: timeText(block.bytes, start, at),
        data: block.bytes.subarray(textStart(at), end),
        partial: isPartialAt(block.bytes, at),
      };
    }
  }
}

/** How the text of a log goes over the wire. */
export interface FrameOptions extends LogOptions {
  /** With the header of the multiplexed format before each line; without for terminals. */
  framed: boolean;
  /** Puts this before each line, made from the entry's time. */
  prefix?: (time: string) => string;
  /** Fills a piece's memory again for the next piece but one: quicker by half. */
  reuse?: boolean;
}

/**
 * A log as clients read it: in pieces of many lines, each line with its newline and, when asked
 * for, its own frame. Ends, follows and rotates as `logBlocks` says.
 */
export async function* readLogFrames(path: string, options: FrameOptions): AsyncGenerator<Buffer> {
  const continued = { 1: false, 2: false };
  for await (const block of selectedBlocks(path, options)) {
    const pieces = options.prefix
      ? prefixed(block, options, options.prefix, continued)
      : [plain(block, options)];
    for (const piece of pieces) if (piece.length > 0) yield piece;
  }
}

interface Block {
  bytes: Buffer;
  clock: Clock;
}

async function* selectedBlocks(
  path: string,
  options: LogOptions & { reuse?: boolean },
): AsyncGenerator<Block> {
  const clock = new Clock(options.since ?? -Infinity, options.until ?? Infinity);
  const { tail, follow, reuse = false } = options;
  const deadline = new AbortController();
  const remaining = clock.until - Date.now();
  const timer =
    follow && remaining < 2 ** 31
      ? setTimeout(() => deadline.abort(), Math.max(0, remaining))
      : undefined;
  const signal = timer ? AbortSignal.any([options.signal, deadline.signal]) : options.signal;
  try {
    const blocks = logBlocks(path, {
      follow,
      signal,
      reuse,
      ...(tail === undefined ? {} : { tail }),
    });
    for await (const bytes of blocks) {
      yield { bytes, clock };
      if (clock.isOver) return;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Judges entries' times; those of one log come in order, so once over it stays so. */
class Clock {
  readonly since: number;
  readonly until: number;
  isOver = false;
  readonly #always: boolean;

  constructor(since: number, until: number) {
    this.since = since;
    this.until = until;
    this.#always = since === -Infinity && until === Infinity;
  }

  accepts(block: Buffer, start: number, end: number): boolean {
    if (this.#always) return true;
    const time = parseLogTime(timeText(block, start, end));
    if (time > this.until) this.isOver = true;
    return time >= this.since && time <= this.until;
  }
}

interface Entry {
  start: number;
  /** Where the time ends. */
  at: number;
  /** The newline. */
  end: number;
}

function* entries(block: Buffer, options: LogOptions, clock: Clock): Generator<Entry> {
  for (let start = 0; start < block.length && !clock.isOver; ) {
    const end = block.indexOf(NEWLINE, start);
    const at = timeEnd(block, start, end);
    if (at !== -1 && wanted(streamAt(block, at), options) && clock.accepts(block, start, at)) {
      yield { start, at, end };
    }
    start = end + 1;
  }
}

const wanted = (stream: 1 | 2, { stdout, stderr }: LogOptions) => (stream === 1 ? stdout : stderr);

/** The texts of a block, moved together in the block's own memory: an entry is never shorter than its frame. */
function plain({ bytes, clock }: Block, options: FrameOptions): Buffer {
  const header = options.framed ? FRAME_HEADER : 0;
  let out = 0;
  for (let start = 0; start < bytes.length && !clock.isOver; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const at = timeEnd(bytes, start, end);
    if (at !== -1 && wanted(streamAt(bytes, at), options) && clock.accepts(bytes, start, at)) {
      const stream = streamAt(bytes, at);
      const partial = isPartialAt(bytes, at);
      const text = textStart(at);
      const stop = partial ? end : end + 1;
      if (stop - text < SHORT) {
        for (let from = text, to = out + header; from < stop; from += 1, to += 1) {
          bytes[to] = bytes[from] ?? 0;
        }
      } else bytes.copyWithin(out + header, text, stop);
      if (options.framed) writeFrameHeader(bytes, out, stream, stop - text);
      out += header + stop - text;
    }
    start = end + 1;
  }
  return bytes.subarray(0, out);
}

/** The same with something before each line; the rest of a partial line has nothing before it. */
function* prefixed(
  { bytes, clock }: Block,
  options: FrameOptions,
  prefix: (time: string) => string,
  continued: Record<1 | 2, boolean>,
): Generator<Buffer> {
  const pieces: Buffer[] = [];
  for (const { start, at, end } of entries(bytes, options, clock)) {
    const stream = streamAt(bytes, at);
    const partial = isPartialAt(bytes, at);
    const text = bytes.subarray(textStart(at), partial ? end : end + 1);
    const before = continued[stream] ? '' : prefix(timeText(bytes, start, at));
    continued[stream] = partial;
    const length = Buffer.byteLength(before) + text.length;
    if (options.framed) {
      const head = Buffer.allocUnsafe(FRAME_HEADER);
      writeFrameHeader(head, 0, stream, length);
      pieces.push(head);
    }
    pieces.push(Buffer.from(before), text);
  }
  yield Buffer.concat(pieces);
}
