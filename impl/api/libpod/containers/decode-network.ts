import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import type {
  NetworkAttachmentConfig,
  NetworkConfig,
  PortMapping,
  Protocol,
} from '../../../engine/containers/config.ts';
import { BadParameter } from '../../../errors.ts';
import { defaultNetworkName } from '../../../network/types.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Where a libpod create request attaches, what it publishes and how names resolve in it. */
export function decodeNetwork(body: ContainerCreate): NetworkConfig {
  return given({
    networks: decodeNetworks(body),
    ports: (body.portmappings ?? []).flatMap(decodePort),
    publishAll: body.publish_image_ports ?? false,
    expose: Object.entries(body.expose ?? {}).flatMap(([port, protocols]) =>
      protocols.split(',').map((protocol) => ({
        port: portNumber('expose', Number(port)),
        protocol: decodeProtocol(protocol),
      })),
    ),
    dnsServers: body.dns_server ?? [],
    dnsSearch: body.dns_search ?? [],
    dnsOptions: body.dns_option ?? [],
    hosts: body.hostadd ?? [],
    useImageHosts: nonZero(body.use_image_hosts),
    useImageResolvConf: nonZero(body.use_image_resolve_conf),
    mac: address(body.static_mac, ':', 16),
  });
}

/** Both generations: `Networks` from 4.0 on, `cni_networks` with static addresses of the first before. */
function decodeNetworks(body: ContainerCreate): Record<string, NetworkAttachmentConfig> {
  const wanted: Record<string, NetworkAttachmentConfig> = {};
  for (const [name, options] of Object.entries(body.Networks ?? {})) {
    wanted[networkName(name)] = given({
      aliases: options.aliases ?? [],
      staticIps: options.static_ips ?? [],
      staticMac: nonZero(options.static_mac),
      interfaceName: nonZero(options.interface_name),
    });
  }
  const addresses = [address(body.static_ip, '.', 10), address(body.static_ipv6, ':', 16)];
  const staticIps = addresses.filter((text) => text !== undefined);
  const older = body.cni_networks ?? (staticIps.length > 0 ? [defaultNetworkName] : []);
  for (const [index, name] of older.entries()) {
    wanted[networkName(name)] ??= {
      aliases: body.aliases?.[name] ?? [],
      staticIps: index === 0 ? staticIps : [],
    };
  }
  return wanted;
}

/** `podman --remote` sends the word for whatever network is the default one. */
function networkName(name: string): string {
  return name === 'default' ? defaultNetworkName : name;
}

/** Addresses come as text, or as the list of bytes that Go makes of them. */
function address(
  value: string | number[] | undefined,
  separator: '.' | ':',
  radix: 10 | 16,
): string | undefined {
  if (!Array.isArray(value)) return nonZero(value);
  return value.length === 0 ? undefined : value.map((byte) => byte.toString(radix)).join(separator);
}

/** One mapping may name several protocols, separated by commas. */
function decodePort(port: NonNullable<ContainerCreate['portmappings']>[number]): PortMapping[] {
  const { container_port: inside, host_port: outside = 0, range = 1, protocol = 'tcp' } = port;
  const length = range === 0 ? 1 : range;
  if (portNumber('container_port', inside) === 0) {
    throw new BadParameter('container port number must be non-0: invalid argument');
  }
  portNumber('host_port', outside);
  if (inside + length - 1 > 65_535 || outside + length - 1 > 65_535) {
    throw new BadParameter(
      `range of ${length} ports from ${inside} (host ${outside}) ends beyond 65535: invalid argument`,
    );
  }
  return protocol.split(',').map((name) => ({
    hostIp: port.host_ip ?? '',
    hostPort: outside,
    containerPort: inside,
    protocol: decodeProtocol(name),
    range: length,
  }));
}

function portNumber(member: string, port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BadParameter(`${member}: ${port} is not a port number: invalid argument`);
}

function decodeProtocol(name: string): Protocol {
  const lower = name.toLowerCase() || 'tcp';
  if (lower === 'tcp' || lower === 'udp' || lower === 'sctp') return lower;
  throw new BadParameter(`unrecognized protocol ${name} in port mapping: invalid argument`);
}
