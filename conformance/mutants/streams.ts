import { Transform } from 'node:stream';
import type { StreamChange } from './mutation.ts';

/** More than the blocks that fill a tar up at its end (POSIX pax, "ustar Interchange Format"). */
const ARCHIVE_END = 64 * 1024;

/** Makes a stream of an answer wrong while it passes; `onChange` when it did. */
export function streamMutation(change: StreamChange, onChange: () => void): Transform {
  switch (change) {
    case 'truncate':
      return lastSignMissing(onChange);
    case 'cut-archive':
      return endMissing(ARCHIVE_END, onChange);
    case 'drop-line':
      return firstLineMissing(onChange);
    case 'swap-streams':
      return frames(({ header, data }) => {
        if (header[0] === 0) return [header, data];
        onChange();
        return [Buffer.from([3 - header[0]!, ...header.subarray(1)]), data];
      });
    case 'swap-frames':
      return firstFramesSwapped(onChange);
  }
}

/** Holds so many bytes back for good. */
function endMissing(bytes: number, onChange: () => void): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const all = Buffer.concat([held, chunk]);
      held = all.subarray(-bytes);
      done(null, all.subarray(0, -bytes));
    },
    flush(done) {
      if (held.length > 0) onChange();
      done();
    },
  });
}

/** Holds the last byte that is no white space back, with those after it, so that a stream goes on telling. */
function lastSignMissing(onChange: () => void): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const all = Buffer.concat([held, chunk]);
      const end = all.findLastIndex((byte) => !WHITE.has(byte));
      held = all.subarray(Math.max(end, 0));
      done(null, all.subarray(0, Math.max(end, 0)));
    },
    flush(done) {
      if (held.length > 0) onChange();
      done();
    },
  });
}

/** Space, line feed and carriage return. */
const WHITE = new Set([32, 10, 13]);

function firstLineMissing(onChange: () => void): Transform {
  let missing = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (missing) return done(null, chunk);
      const end = chunk.indexOf('\n');
      missing = end >= 0;
      onChange();
      return done(null, missing ? chunk.subarray(end + 1) : undefined);
    },
  });
}

interface Frame {
  readonly header: Buffer;
  readonly data: Buffer;
}

/** Every frame of a multiplexed stream changed; what has no frames passes as it is. */
function frames(change: (frame: Frame) => Buffer[], rest: () => Buffer[] = () => []): Transform {
  let held = Buffer.alloc(0);
  let raw = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      held = Buffer.concat([held, chunk]);
      while (!raw && held.length >= 8) {
        raw = held[0]! > 2 || held.readUIntBE(1, 3) !== 0;
        const end = 8 + held.readUInt32BE(4);
        if (raw || held.length < end) break;
        const frame = { header: held.subarray(0, 8), data: held.subarray(8, end) };
        for (const part of change(frame)) this.push(part);
        held = held.subarray(end);
      }
      if (raw) {
        this.push(held);
        held = Buffer.alloc(0);
      }
      done();
    },
    flush(done) {
      for (const part of [...rest(), held]) this.push(part);
      done();
    },
  });
}

function firstFramesSwapped(onChange: () => void): Transform {
  let first: Buffer[] | undefined;
  let swapped = false;
  return frames(
    ({ header, data }) => {
      if (swapped) return [header, data];
      if (!first) {
        first = [header, data];
        return [];
      }
      swapped = true;
      onChange();
      return [header, data, ...first];
    },
    () => (swapped ? [] : (first ?? [])),
  );
}
