import { mkdir, readFile, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { InternalError } from '../../../errors.ts';
import { readCriuStats } from '../../../runtime/criu-stats.ts';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import { finish } from '../finish.ts';
import { followUp } from '../settle.ts';
import { sharesShm, shmFolder } from '../shm.ts';
import { archiveOf, packFolderInto } from './archive.ts';
import { requireCriu, withLog } from './criu.ts';
import { imageOf } from './image.ts';
import { checkpointHome, exportHome } from './home.ts';
import type { CheckpointHome } from './home.ts';
import { writeNetworkStatus } from './network-status.ts';

export interface CheckpointWish {
  /** Keep CRIU's log and figures. */
  keep: boolean;
  leaveRunning: boolean;
  tcpEstablished: boolean;
  fileLocks: boolean;
  /** Memory only; it runs on. */
  preCheckpoint: boolean;
  /** Only what changed since such a one. */
  withPrevious: boolean;
  /** As an archive, with or without what changed in the root file system and in volumes. */
  export?: { rootFs: boolean; volumes: boolean };
  /** Also as an image with this full name; made of the same archive. */
  image?: string;
}

export interface CheckpointReport {
  id: string;
  /** Microseconds. */
  duration: number;
  figures: Record<string, number>;
  archive?: Readable;
}

/**
 * The `checkpoint` verb: writes a running container's processes to disk and ends them, unless they
 * are to run on. Throws NotFound, InternalError when it does not run or CRIU cannot do it; then it
 * runs on.
 */
export async function checkpoint(
  context: Context,
  name: string,
  wish: CheckpointWish,
): Promise<CheckpointReport> {
  const container = context.registry.find(name);
  return container.exclusively(async () => {
    check(container, wish);
    await requireCriu(context);
    const { record } = container;
    const { directories } = context;
    const home = record.config.autoRemove
      ? exportHome(directories, record.id)
      : checkpointHome(directories, record.id);
    const stays = wish.leaveRunning || wish.preCheckpoint;
    const report = await dump(context, container, home, { ...wish, leaveRunning: stays });
    context.checkpoints.update(record.id, {
      checkpointed: !stays,
      checkpointedAt: Date.now(),
    });
    if (!stays) await end(context, container);
    context.emit({ action: 'checkpoint', record, only: 'libpod' });
    if (wish.image !== undefined) await imageOf(context, record, home, wish.image);
    const archive =
      wish.export &&
      (await archiveOf(context, record, home, { ...wish.export, whole: record.config.autoRemove }));
    if (!wish.keep) await forgetLogs(home);
    if (!stays) await followUp(context, container);
    return { id: record.id, ...report, ...(archive ? { archive } : {}) };
  });
}

function check({ record, state, id }: Container, wish: CheckpointWish): void {
  if (state !== 'running') {
    throw new InternalError(
      `"${state}" is not running, cannot checkpoint: container ${id}: container state improper`,
      { rootCause: 'container state improper' },
    );
  }
  if (record.config.autoRemove && !wish.export) {
    throw new InternalError(
      "cannot checkpoint containers that have been started with '--rm' unless '--export' is used",
    );
  }
  const isTaken = wish.export ?? wish.image;
  const { pod, dependencies } = record.config;
  // Those of a pod depend on its infra container.
  if (isTaken && dependencies.length > (pod === undefined ? 0 : 1)) {
    throw new InternalError('cannot export checkpoints of containers with dependencies');
  }
}

async function dump(
  context: Context,
  { record }: Container,
  home: CheckpointHome,
  wish: CheckpointWish,
): Promise<{ duration: number; figures: Record<string, number> }> {
  const images = wish.preCheckpoint ? home.earlierImages : home.images;
  await rm(images, { recursive: true, force: true });
  await mkdir(images, { recursive: true, mode: 0o700 });
  const startedAt = performance.now();
  try {
    const options = {
      images,
      work: home.folder,
      ...(wish.withPrevious ? { parent: '../pre-checkpoint' } : {}),
      leaveRunning: wish.leaveRunning && !wish.preCheckpoint,
      tcpEstablished: wish.tcpEstablished,
      fileLocks: wish.fileLocks,
      memoryOnly: wish.preCheckpoint,
    };
    await context.runtime.checkpoint(record.id, options, record.config.process.terminal);
  } catch (error) {
    const told = withLog(error, home.file('dump.log'));
    await rm(images, { recursive: true, force: true });
    throw told;
  }
  const duration = Math.round((performance.now() - startedAt) * 1000);
  const figures = readCriuStats(await readFile(home.file('stats-dump')));
  if (wish.preCheckpoint) return { duration, figures };
  const { attachments = [] } = context.network.reservation(record.id) ?? {};
  writeNetworkStatus(home.file('network.status'), attachments);
  if (sharesShm(record.config)) {
    await packFolderInto(
      shmFolder(context.directories, record),
      home.file('devshm-checkpoint.tar'),
    );
  }
  return { duration, figures };
}

/** CRIU has killed the processes; that is no failure of theirs. */
async function end(context: Context, container: Container): Promise<void> {
  const { record } = container;
  record.stoppedByUser = true;
  const report = await context.exits.wait(record.id);
  await finish(context, container, { ...report, exitCode: 0, oomKilled: false });
}

async function forgetLogs(home: CheckpointHome): Promise<void> {
  for (const name of ['dump.log', 'stats-dump'] as const) {
    await rm(home.file(name), { force: true });
  }
}
