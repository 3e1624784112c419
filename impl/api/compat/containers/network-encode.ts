import type {
  DockerContainerPort,
  DockerEndpointState,
  DockerNetworkSettings,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { defaultNetworkName } from '../../../network/types.ts';
import type { Attachment } from '../../../network/types.ts';
import { endpointId } from '../../shared/endpoint-id.ts';
import { dockerNetworkName } from '../../shared/network-names.ts';
import { portMap, singlePorts } from '../../shared/ports.ts';

/** Looks up the id of one of the engine's networks. */
export type NetworkIds = (name: string) => string | undefined;

/** Docker writes out "every address"; the engine leaves it empty. */
const writeBound = { hostIp: (address: string) => address || '0.0.0.0', hostPort: String };

/** NetworkSettings of inspect. The members beside Networks are those of the default network. */
export function encodeNetworkSettings(view: ContainerView, ids: NetworkIds): DockerNetworkSettings {
  const { network } = view;
  const networks = encodeNetworks(view, ids);
  const main = networks[dockerNetworkName(defaultNetworkName)];
  return {
    Bridge: '',
    SandboxID: network.sandboxKey === '' ? '' : view.id,
    SandboxKey: network.sandboxKey,
    Ports: isUp(view) ? boundPorts(view) : {},
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: main?.EndpointID ?? '',
    Gateway: main?.Gateway ?? '',
    GlobalIPv6Address: main?.GlobalIPv6Address ?? '',
    GlobalIPv6PrefixLen: main?.GlobalIPv6PrefixLen ?? 0,
    IPAddress: main?.IPAddress ?? '',
    IPPrefixLen: main?.IPPrefixLen ?? 0,
    IPv6Gateway: main?.IPv6Gateway ?? '',
    MacAddress: main?.MacAddress ?? '',
    Networks: networks,
  };
}

/** The endpoints by Docker's network names; `host` and `none` count as networks there. */
export function encodeNetworks(
  view: ContainerView,
  ids: NetworkIds,
): Record<string, DockerEndpointState> {
  const { mode, attachments } = view.network;
  if (mode === 'host' || mode === 'none') return { [mode]: endpoint(view, mode, undefined, '') };
  return Object.fromEntries(
    Object.entries(attachments).map(([name, attachment]) => [
      dockerNetworkName(name),
      endpoint(view, name, attachment, ids(name) ?? ''),
    ]),
  );
}

function endpoint(
  view: ContainerView,
  name: string,
  attachment: Attachment | undefined,
  networkId: string,
): DockerEndpointState {
  const wanted = view.config.network.networks[name];
  const v4 = attachment?.ips.find(({ address }) => !address.includes(':'));
  const v6 = attachment?.ips.find(({ address }) => address.includes(':'));
  return {
    IPAMConfig: ipamConfig(wanted?.staticIps ?? []),
    Links: null,
    // The default network knows no names; elsewhere the short id is one.
    Aliases: name === defaultNetworkName ? null : (attachment?.aliases ?? wanted?.aliases ?? null),
    MacAddress: attachment?.mac ?? '',
    NetworkID: networkId,
    EndpointID: attachment === undefined ? '' : endpointId(networkId, view.id),
    Gateway: v4?.gateway ?? '',
    IPAddress: v4?.address ?? '',
    IPPrefixLen: v4?.prefix ?? 0,
    IPv6Gateway: v6?.gateway ?? '',
    GlobalIPv6Address: v6?.address ?? '',
    GlobalIPv6PrefixLen: v6?.prefix ?? 0,
    DriverOpts: wanted?.driverOptions ?? null,
    DNSNames: attachment === undefined ? null : dnsNames(view, name, attachment.aliases),
  };
}

/** What it is found by on a network; the default one knows no names. */
function dnsNames({ id, name, config }: ContainerView, network: string, aliases: string[]) {
  if (network === defaultNetworkName) return null;
  const { hostname } = config.process;
  const short = id.slice(0, 12);
  const others = aliases.filter((alias) => alias !== short);
  return [...new Set([name, ...others, short, ...(hostname ? [hostname] : [])])];
}

function ipamConfig(addresses: readonly string[]) {
  if (addresses.length === 0) return null;
  const v4 = addresses.find((address) => !address.includes(':'));
  const v6 = addresses.find((address) => address.includes(':'));
  return {
    ...(v4 === undefined ? {} : { IPv4Address: v4 }),
    ...(v6 === undefined ? {} : { IPv6Address: v6 }),
  };
}

/** Published ports with where they are bound; ports that are only exposed are `null`. */
function boundPorts({ network }: ContainerView) {
  const exposed = Object.fromEntries(network.exposed.map((port) => [port, null]));
  return { ...exposed, ...portMap(network.ports, writeBound) };
}

/** The PORTS column of `docker ps`. */
export function encodePorts(view: ContainerView): DockerContainerPort[] {
  if (!isUp(view)) return [];
  const published = singlePorts(view.network.ports).map((port) => ({
    IP: writeBound.hostIp(port.hostIp),
    PrivatePort: port.containerPort,
    PublicPort: port.hostPort,
    Type: port.protocol,
  }));
  const taken = new Set(published.map(({ PrivatePort, Type }) => `${PrivatePort}/${Type}`));
  const others = view.network.exposed.filter((port) => !taken.has(port));
  return [
    ...published,
    ...others.map((text) => {
      const [port, type] = text.split('/');
      return { PrivatePort: Number(port), Type: type as DockerContainerPort['Type'] };
    }),
  ];
}

function isUp({ state }: ContainerView): boolean {
  return state.pid !== 0;
}
