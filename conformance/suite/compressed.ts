import { execFile } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';

/** What a compressor of the host makes of some bytes. */
async function packed(program: string, data: Buffer): Promise<Buffer> {
  const child = execFile(program, ['-c'], { encoding: 'buffer' });
  child.stdin?.end(data);
  return buffer(child.stdout!);
}

/** Some bytes in every compressed form that engines take, each with the form's name. */
export async function compressedForms(plain: Buffer): Promise<[form: string, bytes: Buffer][]> {
  return [
    ['gzip', gzipSync(plain)],
    ['bzip2', await packed('bzip2', plain)],
    ['xz', await packed('xz', plain)],
    ['zstd', zstdCompressSync(plain)],
  ];
}
