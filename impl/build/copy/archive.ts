import { createReadStream } from 'node:fs';
import { plain } from '../../storage/plain.ts';
import { TarReader } from '../../storage/tar/reader.ts';

/** A file's bytes without the compression that they may come in. */
export function openArchive(file: string): Promise<AsyncIterable<Uint8Array>> {
  return plain(createReadStream(file, { highWaterMark: 256 * 1024 }));
}

/** Whether a file is a tar archive, compressed or not, as ADD unpacks them: seen from its content. */
export async function isArchive(file: string): Promise<boolean> {
  const source = await openArchive(file);
  const reader = new TarReader(source);
  try {
    return (await reader.next()) !== undefined;
  } catch {
    // Neither a compressed stream nor a header at its beginning: a file as any other.
    return false;
  } finally {
    await reader.close().catch(() => undefined);
  }
}
