import { defaultNetworkName } from '../../network/types.ts';
import type { AttachmentRequest, Network, PortForward } from '../../network/types.ts';
import type { ContainerConfig, NetworkAttachmentConfig } from '../../container-config.ts';
import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** What is asked of the network core for one run; undefined when it has no part in it. */
export function networkRequest(
  record: ContainerRecord,
): { attachments: AttachmentRequest[]; ports: PortForward[] } | undefined {
  const { config } = record;
  if (networkMode(config) !== 'bridge') return undefined;
  const attachments = Object.entries(config.network.networks).map(([network, wanted]) =>
    attachmentRequest(record, network, wanted),
  );
  return { attachments, ports: portRequest(config) };
}

/** What is asked of the network core for one network. */
export function attachmentRequest(
  { id, config }: Pick<ContainerRecord, 'id' | 'config'>,
  network: string,
  wanted: NetworkAttachmentConfig,
): AttachmentRequest {
  return {
    network,
    staticIps: wanted.staticIps,
    // Both engines let the short id be looked up.
    aliases: [...wanted.aliases, id.slice(0, 12)],
    ...(wanted.interfaceName ? { interfaceName: wanted.interfaceName } : {}),
    ...optionalMac(wanted.staticMac ?? config.network.mac),
  };
}

function optionalMac(mac: string | undefined): { staticMac?: string } {
  return mac ? { staticMac: mac } : {};
}

/** `bridge`, `host`, `none`, `container:<id>`, `ns:<path>`, `pod`. */
export function networkMode({ namespaces: { network }, network: at }: ContainerConfig): string {
  if (at.leftNone) return 'bridge';
  if (network?.mode === 'container') return `container:${network.container}`;
  if (network?.mode === 'path') return `ns:${network.path}`;
  const apart = network?.mode === 'host' || network?.mode === 'none' || network?.mode === 'pod';
  return apart ? network.mode : 'bridge';
}

/** Names of the networks that a container is (or will be) on. */
export function networkNames({ config }: ContainerRecord): string[] {
  if (networkMode(config) !== 'bridge') return [];
  return Object.keys(config.network.networks);
}

/** The networks by their names, and the default one when none is named: what no longer changes with the world. */
export function settleNetworks(context: Context, config: ContainerConfig): void {
  if (networkMode(config) !== 'bridge') return;
  const wanted = Object.entries(config.network.networks);
  if (wanted.length === 0) wanted.push([defaultNetworkName, { aliases: [], staticIps: [] }]);
  // Docker looks them up at start, so one may be missing now.
  const named = wanted.map(
    ([name, settings]) => [context.network.byName(name)?.name ?? name, settings] as const,
  );
  config.network = { ...config.network, networks: Object.fromEntries(named) };
}

/** Tells of each network that a run of the container begins or ends on. */
export function tellNetworks(
  context: Context,
  record: ContainerRecord,
  action: 'connect' | 'disconnect',
): void {
  for (const name of networkNames(record)) {
    const network = context.network.byName(name);
    if (network) context.emitNetwork({ action, network, id: record.id });
  }
}

/**
 * Tells that a container was put on, or taken off, a network by hand. libpod's clients hear of the
 * container; Docker's of the network, and of a connect only when an endpoint is made.
 */
export function tellNetworkChange(
  context: Context,
  record: ContainerRecord,
  change: { action: 'connect' | 'disconnect'; network: Network; live: boolean },
): void {
  const { action, network, live } = change;
  if (live) context.emitNetwork({ action, network, id: record.id });
  context.emitNetworkChange({ action, record });
}

/** Ports to publish: those named, and with `publishAll` a free one for every other exposed port. */
function portRequest({ network: { ports, expose, publishAll } }: ContainerConfig): PortForward[] {
  if (!publishAll) return ports;
  const open = expose.filter(
    ({ port, protocol }) =>
      !ports.some(
        (named) =>
          named.protocol === protocol &&
          port >= named.containerPort &&
          port < named.containerPort + named.range,
      ),
  );
  return [
    ...ports,
    ...open.map(({ port, protocol }) => ({
      hostIp: '',
      hostPort: 0,
      containerPort: port,
      protocol,
      range: 1,
    })),
  ];
}
