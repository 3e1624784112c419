import { BadParameter } from '../../errors.ts';

/**
 * Text that holds bytes, one character each (latin1). Names in archives and file systems are
 * bytes, not always UTF-8; this form is lossless and still splits and compares like text.
 */
export type ByteString = string;

export type EntryType =
  | 'file'
  | 'link'
  | 'symlink'
  | 'character-device'
  | 'block-device'
  | 'directory'
  | 'fifo';

/** One member of a tar archive, extended headers already applied. */
export interface TarEntry {
  /** As it stands in the archive: may be absolute, may contain `..`. */
  name: ByteString;
  type: EntryType;
  /** Target of a symbolic link, or name of the member that a hard link repeats. */
  linkName: ByteString;
  /** Permission bits with setuid, setgid and sticky. */
  mode: number;
  uid: number;
  gid: number;
  /** Bytes of the file when unpacked (holes included); 0 for all but files. */
  size: number;
  /** Nanoseconds since 1970. */
  modified: bigint;
  device: { major: number; minor: number };
  /** Extended attributes by full name (`security.capability`). */
  xattrs: Map<string, Buffer>;
  /** Where the body's bytes belong, when the file has holes. */
  extents?: Extent[];
}

export interface Extent {
  offset: number;
  length: number;
}

export const BLOCK = 512;

/** Bytes that fill the last block of `size` bytes. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The archive cannot be read: cut short, damaged, not what it says, or reaching outside. */
export class ArchiveError extends BadParameter {}

export function bytesOf(text: ByteString): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A byte string from UTF-8 text. */
export function byteString(text: string): ByteString {
  return Buffer.from(text).toString('latin1');
}

/** The UTF-8 reading of a byte string, for messages and JSON. */
export function textOf(bytes: ByteString): string {
  return Buffer.from(bytes, 'latin1').toString();
}
