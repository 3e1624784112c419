import { readFile } from 'node:fs/promises';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import { plain } from '../plain.ts';
import { ArchiveError, textOf } from '../tar/entry.ts';
import { TarReader } from '../tar/reader.ts';
import { componentsOf } from '../unpack/names.ts';

type Member = { kind: 'file'; blob: LooseBlob } | { kind: 'link'; target: string };

/** JSON files in archives beyond this are an attack. */
const LARGEST_TEXT = 16 * 1024 * 1024;
const MOST_LINKS = 16;

/**
 * An archive of images laid out in the temp folder: the file that says what the others are may
 * come last, so all must be kept until then. Nothing of the archive's names reaches the disk.
 */
export class SpooledArchive {
  readonly #members = new Map<string, Member>();

  get blobs(): LooseBlob[] {
    return [...this.#members.values()].flatMap((member) =>
      member.kind === 'file' ? [member.blob] : [],
    );
  }

  /** Reads an archive to its end; `adopted` files are to be dropped by the caller, also after an error. */
  async read(
    source: AsyncIterable<Uint8Array>,
    store: BlobStore,
    signal?: AbortSignal,
  ): Promise<void> {
    const reader = new TarReader(await plain(source));
    try {
      for (let entry = await reader.next(); entry; entry = await reader.next()) {
        const path = componentsOf(entry.name);
        const name = textOf(path.join('/'));
        if (entry.type === 'file')
          this.#members.set(name, {
            kind: 'file',
            blob: await store.spool(reader.body(), signal),
          });
        else if (entry.type === 'link')
          this.#members.set(name, { kind: 'link', target: textOf(entry.linkName) });
        else if (entry.type === 'symlink')
          this.#members.set(name, {
            kind: 'link',
            // Relative to the folder that the link lies in.
            target: textOf([...path.slice(0, -1), entry.linkName].join('/')),
          });
      }
    } finally {
      await reader.close();
    }
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  names(): string[] {
    return [...this.#members.keys()];
  }

  /** A file of the archive, links followed inside it. */
  find(name: string): LooseBlob | undefined {
    let wanted = name;
    for (let hops = 0; hops < MOST_LINKS; hops += 1) {
      const member = this.#members.get(componentsOf(wanted).join('/'));
      if (!member) return undefined;
      if (member.kind === 'file') return member.blob;
      wanted = member.target;
    }
    return undefined;
  }

  /** @throws ArchiveError when it is not there. */
  get(name: string): LooseBlob {
    const blob = this.find(name);
    if (!blob) throw new ArchiveError(`the archive has no file '${name}'`);
    return blob;
  }

  /** @throws ArchiveError when it is not there or too large for a text. */
  async text(name: string): Promise<Buffer> {
    const blob = this.get(name);
    if (blob.size > LARGEST_TEXT) throw new ArchiveError(`'${name}' in the archive is too large`);
    return readFile(blob.file);
  }
}
