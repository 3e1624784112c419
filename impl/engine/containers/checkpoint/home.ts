import { join } from 'node:path';
import type { Directories } from '../context.ts';

/** Where the parts of a container's checkpoint lie; the names are Podman's, in its archives too. */
export class CheckpointHome {
  readonly folder: string;

  /** @param folder absolute */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** CRIU's images. */
  get images(): string {
    return join(this.folder, 'checkpoint');
  }

  /** CRIU's images of memory alone. */
  get earlierImages(): string {
    return join(this.folder, 'pre-checkpoint');
  }

  file(
    name:
      | 'dump.log'
      | 'stats-dump'
      | 'network.status'
      | 'config.dump'
      | 'spec.dump'
      | 'devshm-checkpoint.tar'
      | 'rootfs-diff.tar'
      | 'deleted.files'
      | 'ctr.log',
  ): string {
    return join(this.folder, name);
  }

  /** Of a volume's content. */
  volume(name: string): string {
    return join(this.folder, 'volumes', `${name}.tar`);
  }
}

/** It stays with the container; CRIU's log of the last restore is in the bundle. */
export function checkpointHome(directories: Directories, id: string): CheckpointHome {
  return new CheckpointHome(join(directories.static(id), 'criu'));
}

/** Of a container that is removed with its end: only its archive is left of it. */
export function exportHome(directories: Directories, id: string): CheckpointHome {
  return new CheckpointHome(`${directories.static(id)}-export`);
}

export function restoreLog(directories: Directories, id: string): string {
  return join(directories.bundle(id), 'restore.log');
}

export function restoreStats(directories: Directories, id: string): string {
  return join(directories.bundle(id), 'stats-restore');
}
