import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';

/** One member of a tar that an engine sent. Names keep their slash at the end and `./` in front. */
export interface Member extends Header {
  readonly content: Buffer;
}

/** Two blocks of zeros end a tar (POSIX pax, "ustar Interchange Format"). */
const END = Buffer.alloc(2 * 512);

/** @throws Error when the bytes are no tar, or its end is missing */
export async function readTar(bytes: Buffer): Promise<Member[]> {
  assert.ok(bytes.subarray(-END.length).equals(END), 'the archive has its end');
  const members: Member[] = [];
  const archive = Readable.from([bytes]).pipe(extract());
  for await (const entry of archive)
    members.push({ ...entry.header, content: await buffer(entry) });
  return members;
}

/** The members' names, without `./` in front. */
export async function namesOf(bytes: Buffer): Promise<string[]> {
  return (await readTar(bytes)).map(({ name }) => name.replace(/^\.\//, ''));
}
