import type { ContainerCreate, PortMapping } from '../../../../spec/generated/schemas.gen.ts';
import type {
  NetworkAttachmentConfig,
  NetworkConfig,
  Protocol,
} from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';
import { defaultNetworkName } from '../../../network/types.ts';
import { given } from '../../shared/given.ts';

/** Networks, ports and names of a SpecGenerator; the forms of libpod below 4 are taken too. */
export function decodeNetwork(spec: ContainerCreate): NetworkConfig {
  return given({
    networks: decodeNetworks(spec),
    ports: (spec.portmappings ?? []).flatMap(decodePort),
    publishAll: spec.publish_image_ports ?? false,
    expose: Object.entries(spec.expose ?? {}).flatMap(([port, protocols]) =>
      split(protocols).map((protocol) => ({ port: portNumber(port), protocol })),
    ),
    dnsServers: (spec.dns_server ?? []).map(String),
    dnsSearch: spec.dns_search ?? [],
    dnsOptions: spec.dns_option ?? [],
    hosts: spec.hostadd ?? [],
    useImageHosts: spec.use_image_hosts,
    useImageResolvConf: spec.use_image_resolve_conf,
  });
}

function decodeNetworks(spec: ContainerCreate): Record<string, NetworkAttachmentConfig> {
  const named = Object.entries(spec.Networks ?? {}).map(([name, options]) => {
    const attachment: NetworkAttachmentConfig = given({
      aliases: options.aliases ?? [],
      staticIps: (options.static_ips ?? []).map(String),
      staticMac: options.static_mac || undefined,
      interfaceName: options.interface_name || undefined,
    });
    return [networkName(name), attachment] as const;
  });
  const older = (spec.cni_networks ?? []).map(
    (name) => [networkName(name), { aliases: spec.aliases?.[name] ?? [], staticIps: [] }] as const,
  );
  const networks = Object.fromEntries([...older, ...named]);
  return withAddresses(spec, networks);
}

/** One address for one network: how libpod below 4 asks for it. */
function withAddresses(
  spec: ContainerCreate,
  networks: Record<string, NetworkAttachmentConfig>,
): Record<string, NetworkAttachmentConfig> {
  const addresses = [spec.static_ip, spec.static_ipv6]
    .filter((address) => address !== undefined && address.length > 0)
    .map((address) => (typeof address === 'string' ? address : formatAddress(address ?? [])));
  const mac = typeof spec.static_mac === 'string' ? spec.static_mac : formatMac(spec.static_mac);
  if (addresses.length === 0 && !mac) return networks;
  const names = Object.keys(networks);
  if (names.length > 1) {
    throw new BadParameter('a static address needs exactly one network: invalid argument');
  }
  const [name = defaultNetworkName] = names;
  const attachment = networks[name] ?? { aliases: [], staticIps: [] };
  const staticMac = mac || attachment.staticMac;
  return {
    [name]: given({
      ...attachment,
      staticIps: [...attachment.staticIps, ...addresses],
      staticMac,
    }),
  };
}

/** Podman's clients call the default network `default`. */
function networkName(name: string): string {
  return name === 'default' ? defaultNetworkName : name;
}

/** Go writes addresses as lists of bytes where its type has no text form. */
function formatAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return groups.join(':');
}

function formatMac(bytes: readonly number[] | undefined): string {
  return (bytes ?? []).map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function decodePort(mapping: PortMapping) {
  return split(mapping.protocol ?? '').map((protocol) => ({
    hostIp: mapping.host_ip ?? '',
    hostPort: mapping.host_port ?? 0,
    containerPort: mapping.container_port,
    protocol,
    range: mapping.range || 1,
  }));
}

/** `tcp,udp` is both; nothing is tcp. */
function split(protocols: string): Protocol[] {
  return (protocols || 'tcp').split(',').map((protocol) => {
    const name = protocol.trim().toLowerCase();
    if (name === 'tcp' || name === 'udp' || name === 'sctp') return name;
    throw new BadParameter(`invalid protocol "${protocol}": invalid argument`);
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new BadParameter(`invalid port "${text}": invalid argument`);
}
