import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { InternalError } from '../../../errors.ts';
import type { AttachmentRequest } from '../../../network/types.ts';
import { readCriuStats } from '../../../runtime/criu-stats.ts';
import { holdNetwork } from '../../../runtime/network-holder.ts';
import { processStart } from '../../../runtime/processes.ts';
import { unpackTar } from '../../../storage/unpack/unpack.ts';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import { endUnstarted } from '../finish.ts';
import { prepare } from '../initialise.ts';
import { tellNetworks } from '../network.ts';
import { startDependencies } from '../start.ts';
import { sharesShm, shmFolder } from '../shm.ts';
import { undoing } from '../undo.ts';
import type { Undo } from '../undo.ts';
import type { CheckpointReport } from './checkpoint.ts';
import { requireCriu, withLog } from './criu.ts';
import { checkpointHome, restoreLog, restoreStats } from './home.ts';
import { readNetworkStatus } from './network-status.ts';

export interface RestoreWish {
  /** Keep the checkpoint, and CRIU's log and figures. */
  keep: boolean;
  tcpEstablished: boolean;
  fileLocks: boolean;
  /** Take any address, not the one that it had. */
  ignoreStaticIp: boolean;
  ignoreStaticMac: boolean;
}

/**
 * The `restore` verb: a container that does not run goes on from its checkpoint. Throws NotFound,
 * InternalError when it runs, has no checkpoint, or CRIU cannot do it.
 */
export async function restore(
  context: Context,
  name: string,
  wish: RestoreWish,
): Promise<CheckpointReport> {
  const container = context.registry.find(name);
  check(context, container);
  await startDependencies(context, container, 'libpod');
  return container.exclusively(async () => {
    check(context, container);
    await requireCriu(context);
    const { record, id } = container;
    const startedAt = performance.now();
    await undoing(context.log, (undo) => run(context, container, wish, undo));
    const duration = Math.round((performance.now() - startedAt) * 1000);
    const now = Date.now();
    Object.assign(record, { state: 'running', startedAt: now, finishedAt: 0, exitCode: 0 });
    Object.assign(record, { error: '', oomKilled: false, stoppedByUser: false });
    context.table.saveState(record);
    context.checkpoints.update(id, {
      checkpointed: wish.keep,
      restored: true,
      restoredAt: now,
    });
    context.follow(container);
    tellNetworks(context, record, 'connect');
    context.emit({ action: 'restore', record, only: 'libpod' });
    container.tellState();
    const figures = readCriuStats(await readFile(restoreStats(context.directories, id)));
    if (!wish.keep) await forget(context, id);
    return { id, duration, figures };
  });
}

function check({ directories }: Context, { id, state }: Container): void {
  if (state === 'created' || state === 'exited') {
    if (existsSync(checkpointHome(directories, id).images)) return;
    throw new InternalError(
      `a checkpoint for container ${id} cannot be found, cannot restore: container state improper`,
      { rootCause: 'container state improper' },
    );
  }
  throw new InternalError(`container ${id} is ${state}, cannot restore: container state improper`, {
    rootCause: 'container state improper',
  });
}

/** Everything up to the running processes; what fails is undone by the caller. */
async function run(
  context: Context,
  { record, id }: Container,
  wish: RestoreWish,
  undo: Undo,
): Promise<void> {
  const { directories, runtime, network } = context;
  const home = checkpointHome(directories, id);
  const status = readNetworkStatus(home.file('network.status'));
  const holder = ownNetwork(record.config.namespaces.network?.mode)
    ? await holdNetwork()
    : undefined;
  try {
    const { bundle, request } = await prepare(context, record, undo, {
      attachment: (wanted) => asBefore(wanted, status, wish),
      ...(holder ? { networkNamespace: holder.path } : {}),
    });
    if (request && holder) await network.setUp(id, holder.pid);
    if (sharesShm(record.config) && existsSync(home.file('devshm-checkpoint.tar'))) {
      const archive = createReadStream(home.file('devshm-checkpoint.tar'));
      await unpackTar(archive, shmFolder(directories, record), { whiteouts: 'plain' });
    }
    const process = await runtime.restore(bundle, { images: home.images, ...wish });
    record.pid = process.pid;
    record.pidStart = processStart(process.pid) ?? 0;
    record.conmonPid = process.conmonPid;
    undo.add(() => endUnstarted(context, record));
  } catch (error) {
    Object.assign(record, { pid: 0, pidStart: 0, conmonPid: 0 });
    throw withLog(error, restoreLog(directories, id));
  } finally {
    holder?.release();
  }
}

/** Others' namespaces are there already. */
function ownNetwork(mode: string | undefined): boolean {
  return mode === undefined || !['host', 'container', 'path', 'pod'].includes(mode);
}

/** With the addresses that it had. */
function asBefore(
  { staticMac, ...wanted }: AttachmentRequest,
  status: ReturnType<typeof readNetworkStatus>,
  { ignoreStaticIp, ignoreStaticMac }: RestoreWish,
): AttachmentRequest {
  const before = status.get(wanted.network);
  const mac = before?.mac || staticMac;
  return {
    ...wanted,
    staticIps: ignoreStaticIp ? [] : (before?.ips ?? wanted.staticIps),
    ...(ignoreStaticMac || !mac ? {} : { staticMac: mac }),
  };
}

async function forget({ directories }: Context, id: string): Promise<void> {
  const places = [checkpointHome(directories, id).folder];
  places.push(restoreLog(directories, id), restoreStats(directories, id));
  for (const place of places) await rm(place, { recursive: true, force: true });
}
