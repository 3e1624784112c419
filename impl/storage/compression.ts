import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { InternalError, NotSupported } from '../errors.ts';
import { hasCode } from '../kernel/libc.ts';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

const MAGIC: readonly [Compression, Buffer][] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['bzip2', Buffer.from('BZh')],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
];

/** Bytes that {@link compressionOf} needs to see. */
export const MAGIC_LENGTH = 6;

/** How a stream that begins so is compressed. */
export function compressionOf(head: Uint8Array): Compression {
  const found = MAGIC.find(([, magic]) => magic.equals(head.subarray(0, magic.length)));
  return found ? found[0] : 'none';
}

/** How a file is compressed, seen from its bytes: names and media types are known to lie. */
export async function fileCompression(file: string): Promise<Compression> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC_LENGTH), 0, MAGIC_LENGTH, 0);
    return compressionOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/**
 * The plain bytes of a compressed stream. bzip2 and xz are done by the host's programs of that name.
 * @throws NotSupported when the host has no such program.
 */
export function decompress(
  source: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> {
  if (compression === 'none') return source;
  if (compression === 'bzip2' || compression === 'xz') return throughProgram(source, compression);
  const inflate = compression === 'gzip' ? zlib.createGunzip() : zlib.createZstdDecompress();
  const input = Readable.from(source);
  input.on('error', (error) => inflate.destroy(error));
  inflate.on('close', () => input.destroy());
  return input.pipe(inflate);
}

async function* throughProgram(
  source: AsyncIterable<Uint8Array>,
  program: 'bzip2' | 'xz',
): AsyncGenerator<Uint8Array, void, undefined> {
  const child = spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const failure = new Promise<string | undefined>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', (error) =>
      reject(
        hasCode(error, 'ENOENT')
          ? new NotSupported(`this host has no ${program} to unpack the archive with`)
          : error,
      ),
    );
    child.on('close', (code) => resolve(code === 0 ? undefined : said.trim() || `exit ${code}`));
  });
  failure.catch(() => undefined);
  const input = Readable.from(source);
  input.on('error', () => child.kill());
  // The program closes early on damaged input; its own message says why.
  child.stdin.on('error', () => input.destroy());
  input.pipe(child.stdin);
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
    const said = await failure;
    if (said !== undefined) throw new InternalError(`${program}: ${said}`);
  } finally {
    child.kill();
  }
}
