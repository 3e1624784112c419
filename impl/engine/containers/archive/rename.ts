import { BadParameter } from '../../../errors.ts';
import { byteString } from '../../../storage/tar/entry.ts';
import type { ByteString } from '../../../storage/tar/entry.ts';

/** Gives an archive's member another name. */
export type Rename = (name: ByteString) => ByteString;

/**
 * Renames members by a map of names, with all that lies below them: the longest name that fits
 * counts. Throws BadParameter for anything but an object of texts.
 */
export function renameBy(map: unknown): Rename {
  if (map === undefined) return (name) => name;
  if (typeof map !== 'object' || map === null || Array.isArray(map)) throw notAMap();
  const names = new Map<ByteString, ByteString>();
  for (const [from, to] of Object.entries(map)) {
    if (typeof to !== 'string' || to === '') throw notAMap();
    names.set(byteString(from), byteString(to));
  }
  return (name) => renameOne(names, name);
}

function renameOne(names: ReadonlyMap<ByteString, ByteString>, name: ByteString): ByteString {
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
    const to = names.get(name.slice(0, end));
    if (to !== undefined) return to + name.slice(end);
  }
  return name;
}

function notAMap(): BadParameter {
  return new BadParameter('query parameter "rename" is no JSON object of names');
}
