import type { FileHandle } from 'node:fs/promises';
import { isPartialAt, timeEnd } from './line-format.ts';

const NEWLINE = 0x0a;
const BLOCK = 64 * 1024;

/**
 * Where the last `count` lines of a log begin, found from its end without reading the rest. An
 * unfinished last line counts.
 * @param size where the log ends for this reader
 */
export async function tailOffset(file: FileHandle, size: number, count: number): Promise<number> {
  if (count <= 0) return size;
  let lines = 0;
  let rest = Buffer.alloc(0);
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - BLOCK);
    const { buffer, bytesRead } = await file.read(
      Buffer.allocUnsafe(end - from),
      0,
      end - from,
      from,
    );
    const block = Buffer.concat([buffer.subarray(0, bytesRead), rest]);
    // An entry that began before this block waits for the block before it.
    let entryEnd = block.length;
    for (;;) {
      const newline = entryEnd < 2 ? -1 : block.lastIndexOf(NEWLINE, entryEnd - 2);
      if (newline === -1 && from > 0) break;
      const start = newline + 1;
      if (entryEnd > start && endsLine(block, start, entryEnd, lines === 0)) {
        lines += 1;
        if (lines > count) return from + entryEnd;
      }
      entryEnd = start;
      if (newline === -1) return 0;
    }
    rest = block.subarray(0, entryEnd);
    end = from;
  }
  return 0;
}

/** Whether the entry is the last of a written line; the log's last entry always is. */
function endsLine(block: Buffer, start: number, end: number, isLast: boolean): boolean {
  if (isLast) return true;
  const at = timeEnd(block, start, end);
  return at !== -1 && !isPartialAt(block, at);
}
