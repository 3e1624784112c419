import { mkdir, writeFile } from 'node:fs/promises';
import { NotModified } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describeState, wrongState } from './errors.ts';
import { endUnstarted } from './finish.ts';
import { giveAway } from './give-away.ts';
import { networkRequest, tellNetworks } from './network.ts';
import { processStart } from '../../runtime/processes.ts';
import { mountRoot, unmountRoot } from './root-fs.ts';
import { releaseVolumes, useVolumes } from './volumes.ts';
import { undoing } from './undo.ts';
import type { Undo } from './undo.ts';
import type { ContainerRecord } from './record.ts';
import type { AttachmentRequest } from '../../network/types.ts';
import { mountOverlays, unmountOverlays } from './overlays.ts';
import { mountShm, unmountShm } from './shm.ts';

/**
 * Everything up to, but without, running the process: root file system mounted, addresses taken,
 * bundle written, namespaces made and connected. Whatever fails, all before it is undone.
 *
 * The caller holds the lock and saves the record.
 */
export async function initialise(context: Context, container: Container): Promise<void> {
  const { record, id } = container;
  const { runtime, network } = context;
  await undoing(context.log, async (undo) => {
    const { bundle, request } = await prepare(context, record, undo);
    const process = await runtime.create(bundle);
    record.pid = process.pid;
    record.pidStart = processStart(process.pid) ?? 0;
    record.conmonPid = process.conmonPid;
    undo.add(() => endUnstarted(context, record));
    const { conmonPidFile } = record.config;
    if (conmonPidFile) await writeFile(conmonPidFile, String(process.conmonPid));
    if (request) await network.setUp(id, process.pid);
    await Promise.all([...container.arriving].map((arrive) => arrive(bundle.directory)));
  });
  record.state = 'initialized';
  context.follow(container);
  tellNetworks(context, record, 'connect');
  context.emit({ action: 'init', record, only: 'libpod' });
}

export interface Preparation {
  /** Changes what is asked of a network. */
  attachment?: (wanted: AttachmentRequest) => AttachmentRequest;
  /** Path of a network namespace that is there already. */
  networkNamespace?: string;
}

/** Everything up to, but without, the first process and its namespaces. The caller undoes it. */
export async function prepare(
  context: Context,
  record: ContainerRecord,
  undo: Undo,
  { attachment = (wanted) => wanted, networkNamespace }: Preparation = {},
) {
  const { directories, network } = context;
  const { id } = record;
  await Promise.all([
    mkdir(directories.static(id), { recursive: true }),
    mkdir(directories.bundle(id), { recursive: true }),
    context.exits.forget(id),
  ]);
  undo.add(() => network.tearDown(id));
  const request = networkRequest(record);
  if (request) {
    await network.reserve(id, request.attachments.map(attachment), request.ports);
  }
  const rootfs = mountRoot(context, record);
  undo.add(() => unmountRoot(context, record));
  undo.add(() => releaseVolumes(context, record));
  await useVolumes(context, record, rootfs);
  undo.add(() => unmountOverlays(context, record));
  await mountOverlays(context, record);
  undo.add(() => unmountShm(directories, record));
  await mountShm(directories, record);
  await giveAway(directories, record, rootfs);
  context.pods.prepare(record.config);
  const bundle = await context.bundles.write({ record, rootfs, networkNamespace });
  return { bundle, request };
}

/** The `init` verb: libpod's first half of start. Throws NotModified when it is done already. */
export async function init(context: Context, name: string): Promise<void> {
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { state } = container;
    if (state !== 'created' && state !== 'exited') {
      if (['initialized', 'running', 'paused', 'stopping'].includes(state)) {
        throw new NotModified(`container ${container.id} has already been initialized`);
      }
      throw wrongState('libpod', `cannot initialize a container: ${describeState(container)}`);
    }
    container.record.error = '';
    await initialise(context, container);
    context.table.saveState(container.record);
    container.tellState();
  });
}
