import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Leftover } from '../../runtime/leftovers.ts';
import { clearScratch } from './archive/rest-view.ts';
import { Container } from './container.ts';
import type { Context } from './context.ts';
import { discard } from './discard.ts';
import { finish } from './finish.ts';
import { isStillThere, lostReport } from './lost.ts';
import { wasMounted } from './mount.ts';
import { networkNames } from './network.ts';
import { remove } from './remove.ts';
import { wantsStartAtBoot } from './restart-policy.ts';
import { mountRoot, unmountRoot } from './root-fs.ts';
import { followUp } from './settle.ts';
import { launch, startDependencies } from './start.ts';
import { unmountOverlays } from './overlays.ts';
import { unmountShm } from './shm.ts';

/**
 * What a daemon does before it serves: the records of the last one, however it ended, are
 * compared with the kernel. What runs is taken over, what ended gets its true exit, what was
 * half made or half removed is undone or finished, and what nobody owns is deleted.
 */
export async function recover(context: Context): Promise<void> {
  clearScratch(context.directories);
  for (const record of context.table.load()) context.registry.add(new Container(record));
  const all = context.registry.all();
  const live = new Set(all.filter((container) => container.hasProcess && isStillThere(container)));
  for (const container of all) recoverMounts(context, container, live.has(container));
  await context.network.reconcile(
    [...live].map(({ record }) => ({
      containerId: record.id,
      pid: record.pid,
      networks: networkNames(record),
    })),
  );
  await context.volumes.recover([...live].map(({ id }) => id));
  const leftovers = new Map(context.runtime.leftovers().map((one) => [one.id, one]));
  for (const container of all) {
    await container.exclusively(() =>
      container.hasProcess
        ? recoverRun(context, container, live.has(container))
        : recoverEnded(context, container, leftovers.get(container.id)),
    );
  }
  for (const { id, record } of context.registry.all()) {
    if (record.config.build)
      await remove(context, id, { tree: record.config.tree, force: true, volumes: true });
  }
  await sweep(context);
}

/** Starts what its restart policy wants up, after what it depends on; one that fails is logged, and the others go on. */
export async function startAtBoot(context: Context): Promise<void> {
  for (const container of context.registry.all()) {
    if (container.state !== 'exited' || !wantsStartAtBoot(container.record)) continue;
    try {
      await startDependencies(context, container, 'libpod');
      await container.exclusively(async () => {
        if (container.state === 'exited') await launch(context, container);
      });
    } catch (error) {
      context.log.warn(`starting container ${container.id} by its policy failed: ${String(error)}`);
    }
  }
}

/** A mount that is found counts once: for the run, or for whoever mounted it by hand. */
function recoverMounts(context: Context, container: Container, isLive: boolean): void {
  const { record, id } = container;
  const { layers } = context.storage;
  container.mountedByHand = layers.isMounted(id) && wasMounted(context, id);
  if (isLive && (container.mountedByHand || !layers.isMounted(id))) mountRoot(context, record);
}

async function recoverEnded(
  context: Context,
  container: Container,
  leftover: Leftover | undefined,
): Promise<void> {
  await forgetRun(context, container, leftover);
  if (container.record.state === 'removing' || container.record.config.build) {
    await discard(context, container, { volumes: true });
  }
}

async function recoverRun(context: Context, container: Container, isThere: boolean): Promise<void> {
  const { record } = container;
  const report = await context.exits.read(record.id);
  if (report) {
    await finish(context, container, report);
    return followUp(context, container);
  }
  if (!isThere) {
    await finish(context, container, lostReport(record.id));
    return followUp(context, container);
  }
  await syncState(context, container);
  context.follow(container);
}

/** The last daemon may have died between the runtime's call and the row. */
async function syncState(context: Context, container: Container): Promise<void> {
  const { record } = container;
  const found = await context.runtime.state(record.id);
  const state = { created: 'initialized', running: 'running', paused: 'paused' } as const;
  const actual = state[found?.status as keyof typeof state];
  if (!actual || actual === record.state) return;
  if (actual === 'running' && record.startedAt === 0) record.startedAt = Date.now();
  record.state = actual;
  context.table.saveState(record);
}

/** Undoes a start that the last daemon did not get to record: to its client it never happened. */
async function forgetRun(
  context: Context,
  container: Container,
  leftover: Leftover | undefined,
): Promise<void> {
  const { record, id } = container;
  if (leftover) await context.runtime.abandon(context.bundles.of(record), leftover);
  await context.network.tearDown(id);
  await unmountOverlays(context, record);
  unmountShm(context.directories, record);
  if (context.storage.layers.isMounted(id) && !container.mountedByHand) {
    unmountRoot(context, record);
  }
  await context.exits.forget(id);
}

/** Deletes folders, layers and exit files that belong to no container. */
async function sweep(context: Context): Promise<void> {
  const { directories, registry, storage } = context;
  // Of a create, or a step of a build, that the last daemon did not get to the end of.
  for (const id of storage.layers.ids())
    if (!registry.byId(id)) await storage.layers.removeContainerLayer(id);
  for (const folder of [dirname(directories.static('x')), dirname(directories.bundle('x'))]) {
    await mkdir(folder, { recursive: true });
    for (const id of await readdir(folder)) {
      if (registry.byId(id)) continue;
      await rm(join(folder, id), { recursive: true, force: true });
    }
  }
  for (const id of context.exits.list()) {
    if (!registry.byId(id)) await context.exits.forget(id);
  }
}
