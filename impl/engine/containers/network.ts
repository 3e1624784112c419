import { defaultNetworkName } from '../../network/types.ts';
import type { AttachmentRequest, PortForward } from '../../network/types.ts';
import type { ContainerConfig } from './config.ts';
import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** What is asked of the network core for one run; undefined when it has no part in it. */
export function networkRequest(
  record: ContainerRecord,
): { attachments: AttachmentRequest[]; ports: PortForward[] } | undefined {
  const { config, id } = record;
  if (networkMode(config) !== 'bridge') return undefined;
  const attachments = networkNames(record).map((network) => {
    const wanted = config.network.networks[network];
    return {
      network,
      staticIps: wanted?.staticIps ?? [],
      // Both engines let the short id be looked up.
      aliases: [...(wanted?.aliases ?? []), id.slice(0, 12)],
      ...(wanted?.interfaceName ? { interfaceName: wanted.interfaceName } : {}),
      ...optionalMac(wanted?.staticMac ?? config.network.mac),
    };
  });
  return { attachments, ports: portRequest(config) };
}

function optionalMac(mac: string | undefined): { staticMac?: string } {
  return mac ? { staticMac: mac } : {};
}

/** `bridge`, `host`, `none`, `container:<id>`, `ns:<path>`, `pod`. */
export function networkMode({ namespaces: { network } }: ContainerConfig): string {
  if (network?.mode === 'container') return `container:${network.container}`;
  if (network?.mode === 'path') return `ns:${network.path}`;
  const apart = network?.mode === 'host' || network?.mode === 'none' || network?.mode === 'pod';
  return apart ? network.mode : 'bridge';
}

/** Names of the networks that a container is (or will be) on, the default one when none is named. */
export function networkNames({ config }: ContainerRecord): string[] {
  if (networkMode(config) !== 'bridge') return [];
  const names = Object.keys(config.network.networks);
  return names.length > 0 ? names : [defaultNetworkName];
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
