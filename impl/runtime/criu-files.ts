import { fieldsOf } from './protobuf.ts';

/** Two words of magic; each entry has its length in front. */
const HEAD = 8;
/** Fields of an entry's file that has a name (criu, `images/regfile.proto`). */
const NAME = 6;
const MODE = 10;

/**
 * The permissions that the root folder had, by CRIU's file `files.img`: it is restored only to one
 * that has them. Undefined where no process had it open.
 */
export function rootModeIn(file: Buffer): number | undefined {
  for (let at = HEAD; at + 4 <= file.length; ) {
    const length = file.readUInt32LE(at);
    const entry = file.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    for (const [, value] of fieldsOf(entry)) {
      if (typeof value === 'number') continue;
      const fields = new Map(fieldsOf(value));
      const [name, mode] = [fields.get(NAME), fields.get(MODE)];
      if (String(name) === '/' && typeof mode === 'number') return mode & 0o7777;
    }
  }
  return undefined;
}
