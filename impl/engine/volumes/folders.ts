import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { hasCode } from '../../kernel/libc.ts';
import { MNT, umount } from '../../kernel/mount.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { syncFileSystem, syncFolder } from '../../kernel/sync.ts';
import { copyUp } from './copy-up.ts';
import { parseLocalOptions } from './options.ts';
import { unpackInto } from './transfer.ts';
import type { Volume } from './volume.ts';

/** How a container's first use fills a new volume. */
export interface FirstUse {
  /** The container's root file system, mounted. */
  rootfs: string;
  destination: string;
  /** Take what the image has at the destination. */
  copy: boolean;
  /** Whom the folder belongs to where the image has none; Docker leaves it to root. */
  owner?: { uid: number; gid: number };
}

/** What is above a volume's content is of no concern to other users (as with Docker). */
const outerMode = 0o711;

/** The volumes' folders below the root: `<name>/_data`. Work in progress begins with a dot, which no name does. */
export class VolumeFolders {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = path.join(root, 'volumes');
  }

  /** The folder with the volume's content. */
  content(volume: Pick<Volume, 'name'>): string {
    return path.join(this.#folder, volume.name, '_data');
  }

  /** Makes an empty volume; what a crash left under the name goes. */
  async make(volume: Volume): Promise<void> {
    const aside = this.#aside();
    await fs.mkdir(path.join(aside, '_data'), { recursive: true, mode: 0o755 });
    await fs.chmod(aside, outerMode);
    await chownContent(path.join(aside, '_data'), volume);
    await this.remove(volume);
    await fs.rename(aside, path.join(this.#folder, volume.name));
    await syncFolder(this.#folder);
  }

  /** Takes a volume's folder out of sight at once, then removes it; missing is no error. */
  async remove(volume: Pick<Volume, 'name'>): Promise<void> {
    const [place, aside] = [path.join(this.#folder, volume.name), this.#aside()];
    unmountBelow(place);
    try {
      await fs.rename(place, aside);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return;
      throw error;
    }
    await fs.rm(aside, { recursive: true, force: true });
  }

  /** Fills a volume that no container has used yet. A volume that has got content otherwise keeps it. */
  async fill(volume: Volume, use: FirstUse): Promise<void> {
    const content = this.content(volume);
    if ((await fs.readdir(content)).length > 0) return;
    const options = parseLocalOptions(volume.options);
    const wantsCopy = use.copy && !options.noCopy;
    const found = wantsCopy && (await this.#copy(content, use, options.mount !== undefined));
    if (!found && use.owner) await fs.chown(content, use.owner.uid, use.owner.gid);
    await chownContent(content, volume);
  }

  /** A file system that is mounted cannot be exchanged; a folder can, so it is filled aside. */
  async #copy(content: string, use: FirstUse, isMount: boolean): Promise<boolean> {
    if (isMount) return copyUp(use.rootfs, use.destination, content);
    const aside = this.#aside();
    await fs.mkdir(aside);
    try {
      if (!(await copyUp(use.rootfs, use.destination, aside))) return false;
      if ((await fs.readdir(aside)).length > 0) await syncFileSystem(aside);
      await fs.rename(aside, content);
      return true;
    } finally {
      await fs.rm(aside, { recursive: true, force: true });
    }
  }

  /** Puts an archive over the volume's content: all of it, or nothing where it is damaged. */
  import(volume: Volume, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    const aside = this.#aside();
    return unpackInto(this.content(volume), source, { aside, ...(signal ? { signal } : {}) });
  }

  /** Mounts what the volume's options say, unless it is mounted. */
  async mount(volume: Volume): Promise<void> {
    const { mount } = parseLocalOptions(volume.options);
    if (!mount || this.#isMounted(volume)) return;
    const options = mount.options.length > 0 ? ['-o', mount.options.join(',')] : [];
    // mount(8) and not mount(2): it knows loop devices and the helpers of network file systems.
    const words = ['-t', mount.type, ...options, '--', mount.device, this.content(volume)];
    await promisify(execFile)('mount', words);
  }

  unmount(volume: Volume): void {
    if (parseLocalOptions(volume.options).mount && this.#isMounted(volume))
      umount(this.content(volume), MNT.DETACH);
  }

  /** Removes what belongs to none of the volumes. */
  async collectGarbage(volumes: readonly Volume[]): Promise<void> {
    await fs.mkdir(this.#folder, { recursive: true, mode: outerMode });
    const names = new Set(volumes.map(({ name }) => name));
    for (const entry of await fs.readdir(this.#folder)) {
      if (!names.has(entry)) await this.remove({ name: entry });
    }
  }

  #aside(): string {
    return path.join(this.#folder, `.${randomUUID()}`);
  }

  #isMounted(volume: Volume): boolean {
    const content = this.content(volume);
    return readMountInfo().some(({ mountPoint }) => mountPoint === content);
  }
}

/** Whatever is removed below a mount is removed from what is mounted there: first the mounts go. */
function unmountBelow(place: string): void {
  const below = readMountInfo().filter(({ mountPoint }) => mountPoint.startsWith(`${place}/`));
  for (const { mountPoint } of below.toReversed()) umount(mountPoint, MNT.DETACH);
}

/** The owner that the volume's options name, each half on its own. */
async function chownContent(content: string, { uid, gid }: Volume): Promise<void> {
  if (uid === undefined && gid === undefined) return;
  const now = await fs.stat(content);
  await fs.chown(content, uid ?? now.uid, gid ?? now.gid);
}
