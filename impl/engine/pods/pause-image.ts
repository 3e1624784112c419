import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { InternalError } from '../../errors.ts';
import { findProgram } from '../../runtime/choose.ts';
import { writeTar } from '../../storage/tar/writer.ts';
import type { TarMember } from '../../storage/tar/writer.ts';
import type { Images } from '../images/images.ts';

/** As Podman 4.3.1 calls its own, so that tools which look for it find it. */
const repo = 'localhost/podman-pause';
const tag = '4.3.1-0';

/** Images that are being made, so that two pods at once make one. */
const making = new WeakMap<Images, Promise<void>>();

/**
 * The image of infra containers: nothing but catatonit, which waits (`-P`) and reaps. Made when it
 * is missing; nothing is pulled.
 * @returns its full name
 * @throws InternalError when catatonit is not installed
 */
export async function pauseImage(images: Images): Promise<string> {
  const name = `${repo}:${tag}`;
  if (!images.exists(name, 'libpod')) {
    const made = making.get(images) ?? make(images).finally(() => making.delete(images));
    making.set(images, made);
    await made;
  }
  return name;
}

async function make(images: Images): Promise<void> {
  const program = findProgram('catatonit');
  if (!program) {
    throw new InternalError('no infra container without catatonit, which is not installed');
  }
  const archive = Readable.from(writeTar([executable('catatonit', await readFile(program))]));
  await images.import(archive, {
    tree: 'libpod',
    changes: ['ENTRYPOINT ["/catatonit","-P"]'],
    reference: { repo, tag },
    signal: new AbortController().signal,
  });
}

function executable(name: string, body: Buffer): TarMember {
  const entry = {
    name,
    type: 'file' as const,
    linkName: '',
    mode: 0o755,
    uid: 0,
    gid: 0,
    size: body.length,
    modified: 0n,
    device: { major: 0, minor: 0 },
    xattrs: new Map<string, Buffer>(),
  };
  return { entry, body };
}
