import { BadParameter, Forbidden, InternalError } from '../../errors.ts';
import type { AttachmentRequest, Network } from '../../network/types.ts';
import { canBeJoined } from '../../runtime/processes.ts';
import type { NetworkAttachmentConfig, NetworkConfig } from '../../container-config.ts';
import type { Context } from './context.ts';
import { followNetworks } from './etc-changes.ts';
import { attachmentRequest, networkMode, networkNames, tellNetworkChange } from './network.ts';
import type { ContainerRecord } from './record.ts';
import type { Tree } from './view.ts';

/**
 * The `connect` verb: puts a container on a network, a running one at once. One that does not run
 * and is on it already stays as it is, as with both engines.
 *
 * @throws NotFound, BadParameter for an address outside the network; for a container without bridge
 *   networks BadParameter (Docker) or InternalError (Podman), for one that is on it Forbidden or InternalError
 */
export async function connect(
  context: Context,
  name: string,
  wanted: { network: Network; settings: NetworkAttachmentConfig; tree: Tree },
): Promise<void> {
  const { network, settings, tree } = wanted;
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { record } = container;
    requireBridge(record, tree);
    if (networkNames(record).includes(network.name)) {
      if (container.hasProcess) throw connectedAlready(record, network, tree);
      return;
    }
    const request = attachmentRequest(record, network.name, settings);
    context.network.check(request);
    const live = container.hasProcess && (await connectLive(context, record, request));
    const networks = { ...record.config.network.networks, [network.name]: settings };
    try {
      saveNetworks(context, record, networks);
    } catch (error) {
      if (live) await context.network.disconnect(record.id, network.id, record.pid);
      throw error;
    }
    tellNetworkChange(context, record, { action: 'connect', network, live });
  });
}

/** @returns false when its process ended meanwhile: then there is nothing to connect yet */
async function connectLive(
  context: Context,
  record: ContainerRecord,
  request: AttachmentRequest,
): Promise<boolean> {
  const { id, pid } = record;
  try {
    await changing(context, record, () => context.network.connect(id, request, pid));
    return true;
  } catch (error) {
    if (canBeJoined(pid)) throw error;
    return false;
  }
}

/** Changes the networks of a container that lives, and its files with them. */
async function changing(
  context: Context,
  record: ContainerRecord,
  change: () => Promise<unknown>,
): Promise<void> {
  const attachments = () => context.network.reservation(record.id)?.attachments ?? [];
  const before = attachments();
  await change();
  followNetworks(context, record, { before, after: attachments() });
}

/**
 * The `disconnect` verb: takes a container off a network, a running one at once.
 *
 * @throws NotFound; InternalError when it is not on the network, or (Podman) can be on none
 */
export async function disconnect(
  context: Context,
  name: string,
  { network, tree }: { network: Network; tree: Tree },
): Promise<void> {
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { record } = container;
    if (tree === 'libpod') requireBridge(record, tree);
    const { [network.name]: found, ...others } = record.config.network.networks;
    if (!found) {
      throw new InternalError(
        `container ${tree === 'compat' ? record.id : name} is not connected to network ${network.name}`,
      );
    }
    // The record first: what it does not name is given back, if need be by the next daemon.
    saveNetworks(context, record, others);
    if (container.hasProcess) {
      await changing(context, record, () =>
        context.network.disconnect(record.id, network.id, record.pid),
      );
    }
    tellNetworkChange(context, record, { action: 'disconnect', network, live: true });
  });
}

/**
 * Docker's `disconnect` from `none`: the container, which keeps its network namespace, may then be
 * put on networks. Throws NotFound; InternalError when it is not on `none`.
 */
export async function leaveNone(context: Context, name: string): Promise<void> {
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { record } = container;
    if (networkMode(record.config) !== 'none')
      throw new InternalError(`container ${record.id} is not connected to network none`);
    saveNetwork(context, record, { leftNone: true });
  });
}

function requireBridge({ config }: ContainerRecord, tree: Tree): void {
  const mode = networkMode(config);
  if (mode === 'bridge') return;
  if (tree === 'libpod') {
    throw new InternalError(`${JSON.stringify(mode)} is not supported: invalid network mode`, {
      rootCause: 'invalid network mode',
    });
  }
  throw new BadParameter(
    mode === 'none'
      ? 'container cannot be connected to multiple networks with one of the networks in private (none) mode'
      : 'container sharing network namespace with another container or host cannot be connected to any other network',
  );
}

function connectedAlready(record: ContainerRecord, { name }: Network, tree: Tree): Error {
  if (tree === 'compat') {
    return new Forbidden(`endpoint with name ${record.name} already exists in network ${name}`);
  }
  return new InternalError(
    `container ${record.id} is already connected to network "${name}": network is already connected`,
    { rootCause: 'network is already connected' },
  );
}

function saveNetworks(
  context: Context,
  record: ContainerRecord,
  networks: Record<string, NetworkAttachmentConfig>,
): void {
  saveNetwork(context, record, { networks });
}

function saveNetwork(
  context: Context,
  record: ContainerRecord,
  change: Partial<NetworkConfig>,
): void {
  const config = { ...record.config, network: { ...record.config.network, ...change } };
  context.table.saveDefinition({ ...record, config });
  record.config = config;
}
