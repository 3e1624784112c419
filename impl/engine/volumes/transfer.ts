import { closeSync, openSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { syncFileSystem } from '../../kernel/sync.ts';
import { packPath } from '../../storage/pack/pack.ts';
import { plain } from '../../storage/plain.ts';
import { byteString } from '../../storage/tar/entry.ts';
import { writeTar } from '../../storage/tar/writer.ts';
import { FOLDER } from '../../storage/unpack/folder.ts';
import { unpackTar } from '../../storage/unpack/unpack.ts';

/** A folder and all below it as a tar whose names begin with `./`. */
export function packFolder(place: string, signal?: AbortSignal): Readable {
  return Readable.from(members(place, signal), { objectMode: false });
}

async function* members(place: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const above = openSync(path.dirname(place), FOLDER);
  try {
    const options = { whiteouts: false, as: byteString('.'), ...(signal ? { signal } : {}) };
    yield* writeTar(packPath(above, byteString(path.basename(place)), options));
  } finally {
    closeSync(above);
  }
}

/**
 * Unpacks a tar, compressed in any way or not, over what is in a folder. It is unpacked aside
 * first, so that one that is damaged changes nothing; what it says of `./` holds for the folder.
 *
 * @param aside an empty place on the same host, gone afterwards
 * @throws ArchiveError for an archive that is damaged or would reach outside
 */
export async function unpackInto(
  place: string,
  source: AsyncIterable<Uint8Array>,
  options: { aside: string; signal?: AbortSignal },
): Promise<void> {
  const { aside, signal } = options;
  const rules = { whiteouts: 'plain', ...(signal ? { signal } : {}) } as const;
  await fs.mkdir(aside);
  try {
    const { uid, gid, mode } = await fs.stat(place);
    await fs.chown(aside, uid, gid);
    await fs.chmod(aside, mode & 0o7777);
    await unpackTar(await plain(source), aside, rules);
    await unpackTar(members(aside, signal), place, rules);
    await syncFileSystem(place);
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}
