import { join } from 'node:path';
import { checkpointHome, restoreLog } from './checkpoint/home.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { networkMode, networkNames } from './network.ts';
import type { ContainerRecord } from './record.ts';
import type { ContainerFiles, ContainerView, NetworkView, StateView } from './view.ts';

/** The container as inspect and list need it. Reads memory only: no file, no system call. */
export function describe(context: Context, container: Container): ContainerView {
  const { record } = container;
  const { config } = record;
  const [path = '', ...args] = [
    ...(config.process.entrypoint ?? []),
    ...(config.process.command ?? []),
  ];
  return {
    id: record.id,
    name: record.name,
    created: record.created,
    config,
    image: record.image,
    state: stateView(context, container),
    path,
    args,
    restartCount: record.restartCount,
    mounts: record.mounts,
    network: networkView(context, record),
    files: files(context, record),
    runtime: { name: context.runtime.name, path: context.runtime.path },
    dependencies: config.dependencies,
    links: (config.network.links ?? []).map((link) => {
      const [id = '', alias = ''] = link.split(':');
      return { name: context.registry.byId(id)?.record.name ?? id, alias };
    }),
    podName: config.pod ? context.pods.nameOf(config.pod) : '',
    execIds: context.execIds(record.id),
    // Found out when somebody looks: lists of hundreds do not.
    get layer() {
      return context.storage.layers.containerLayer(record.id);
    },
    get capabilities() {
      return context.bundles.capabilities(record);
    },
  };
}

function stateView(context: Context, container: Container): StateView {
  const { record } = container;
  const health = context.health(record);
  return {
    status: container.state,
    pid: record.pid,
    conmonPid: record.conmonPid,
    exitCode: record.exitCode,
    error: record.error,
    oomKilled: record.oomKilled,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    cgroupPath: container.hasProcess ? context.bundles.of(record).cgroupPath : '',
    ...(health ? { health } : {}),
    ...checkpointView(context, record),
  };
}

function checkpointView(
  { checkpoints, directories }: Context,
  { id }: ContainerRecord,
): Pick<StateView, 'checkpoint'> {
  const state = checkpoints.get(id);
  if (state.checkpointedAt === 0 && state.restoredAt === 0) return {};
  const home = checkpointHome(directories, id);
  const log = home.file('dump.log');
  return {
    checkpoint: { ...state, folder: home.images, log, restoreLog: restoreLog(directories, id) },
  };
}

function networkView(context: Context, record: ContainerRecord): NetworkView {
  const shared = record.config.namespaces.network;
  const holder = shared?.mode === 'container' && context.registry.byId(shared.container);
  const own = ownNetworkView(context, record);
  if (!holder) return own;
  const other = networkView(context, holder.record);
  return { ...own, joined: other.joined ?? other };
}

function ownNetworkView(context: Context, record: ContainerRecord): NetworkView {
  const reservation = context.network.reservation(record.id);
  const byNetwork = new Map(reservation?.attachments.map((one) => [one.network, one]));
  const names = networkNames(record);
  return {
    mode: networkMode(record.config),
    sandboxKey: record.pid === 0 ? '' : `/proc/${record.pid}/ns/net`,
    ports: reservation?.ports ?? (names.length > 0 ? record.config.network.ports : []),
    attachments: Object.fromEntries(names.map((name) => [name, byNetwork.get(name)])),
    exposed: record.config.network.expose.map(({ port, protocol }) => `${port}/${protocol}`),
  };
}

function files(context: Context, record: ContainerRecord): ContainerFiles {
  const bundle = context.directories.bundle(record.id);
  return {
    hostname: join(bundle, 'hostname'),
    hosts: join(bundle, 'hosts'),
    resolvConf: join(bundle, 'resolv.conf'),
    log: context.bundles.of(record).logPath ?? '',
    static: context.directories.static(record.id),
    bundle,
    ociConfig: join(bundle, 'config.json'),
    conmonPid: record.config.conmonPidFile ?? join(bundle, 'conmon.pid'),
    pid: join(bundle, 'pidfile'),
  };
}
