import type {
  DockerContainerCreateRequest,
  DockerEndpointSettings,
  DockerHostConfig,
} from '../../../../spec/generated/schemas.gen.ts';
import type {
  Namespace,
  NetworkAttachmentConfig,
  NetworkConfig,
  PortMapping,
} from '../../../container-config.ts';
import { parseExposed } from '../../../engine/containers/merge.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { engineNetworkName, isDefaultNetwork } from '../../shared/network-names.ts';

/** The network half of a create request: where to attach, what to publish, how to resolve names. */
export function decodeNetwork(body: DockerContainerCreateRequest): {
  namespace: Namespace;
  network: NetworkConfig;
} {
  const host = body.HostConfig ?? {};
  const namespace = networkNamespace(body.NetworkDisabled ? 'none' : (host.NetworkMode ?? ''));
  const expose = Object.keys(body.ExposedPorts ?? {});
  return {
    namespace,
    network: given({
      networks: namespace.mode === 'bridge' ? networks(body, host.NetworkMode ?? '') : {},
      ports: decodePortBindings(host),
      publishAll: host.PublishAllPorts ?? false,
      // What is published is exposed too, as Docker's own client writes it down.
      expose: [...expose, ...Object.keys(host.PortBindings ?? {})].flatMap(parseExposed),
      dnsServers: host.Dns ?? [],
      dnsSearch: host.DnsSearch ?? [],
      dnsOptions: host.DnsOptions ?? [],
      hosts: host.ExtraHosts ?? [],
      mac: nonZero(body.MacAddress),
      links: nonZero(host.Links),
    }),
  };
}

function networkNamespace(mode: string): Namespace {
  if (mode === 'host' || mode === 'none') return { mode };
  const [, kind, value] = /^(container|ns):(.*)$/.exec(mode) ?? [];
  if (kind === undefined) return { mode: 'bridge' };
  if (!value) throw new BadParameter(`invalid network mode: ${mode}`);
  return kind === 'ns' ? { mode: 'path', path: value } : { mode: 'container', container: value };
}

/** Endpoints by the engine's names; the one of the network mode is there even when not described. */
function networks(
  { NetworkingConfig }: DockerContainerCreateRequest,
  mode: string,
): Record<string, NetworkAttachmentConfig> {
  const endpoints = Object.entries(NetworkingConfig?.EndpointsConfig ?? {});
  const wanted = Object.fromEntries(
    endpoints.map(([name, settings]) => [engineNetworkName(name), decodeEndpoint(settings ?? {})]),
  );
  if (isDefaultNetwork(mode)) return wanted;
  const first = engineNetworkName(mode);
  return { [first]: decodeEndpoint({}), ...wanted };
}

/** What a client asks of one network. */
export function decodeEndpoint(settings: DockerEndpointSettings): NetworkAttachmentConfig {
  const { IPv4Address, IPv6Address } = settings.IPAMConfig ?? {};
  return given({
    aliases: settings.Aliases ?? [],
    staticIps: [IPv4Address, IPv6Address].filter((address) => !!address) as string[],
    staticMac: nonZero(settings.MacAddress),
    driverOptions: nonZero(settings.DriverOpts),
  });
}

/** `{"80/tcp": [{HostIp, HostPort}]}`; a host port that is empty or 0 means any free one. */
function decodePortBindings({ PortBindings }: DockerHostConfig): PortMapping[] {
  return Object.entries(PortBindings ?? {}).flatMap(([inside, bindings]) => {
    const [{ port, protocol } = { port: 0, protocol: 'tcp' as const }] = parseExposed(inside);
    return (bindings ?? []).map(({ HostIp = '', HostPort = '' }) => ({
      hostIp: HostIp,
      hostPort: hostPort(HostPort),
      containerPort: port,
      protocol,
      range: 1,
    }));
  });
}

function hostPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BadParameter(`invalid port specification: "${text}"`);
}
