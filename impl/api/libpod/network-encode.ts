import type { LibpodNetwork, NetworkCreate } from '../../../spec/generated/schemas.gen.ts';
import type { Network, WantedNetwork } from '../../network/types.ts';
import { given, nonZero } from '../shared/given.ts';

const dockersBridgeName = 'com.docker.network.bridge.name';

/** A create request in the form of version 4 and later. */
export function decodeNetwork(body: NetworkCreate): WantedNetwork {
  // Podman takes Docker's way to name a bridge for its own.
  const { [dockersBridgeName]: bridge, ...options } = body.options ?? {};
  const subnets = body.subnets?.map(({ subnet, gateway, lease_range: range }) =>
    given({
      subnet,
      gateway: nonZero(gateway),
      leaseRange: range
        ? given({ start: nonZero(range.start_ip), end: nonZero(range.end_ip) })
        : undefined,
    }),
  );
  return given({
    name: nonZero(body.name),
    driver: nonZero(body.driver) as WantedNetwork['driver'],
    interface: nonZero(body.network_interface) ?? nonZero(bridge),
    subnets,
    ipv6: body.ipv6_enabled,
    routes: body.routes,
    internal: body.internal,
    dns: body.dns_enabled ?? false,
    dnsServers: body.network_dns_servers,
    ipamDriver: nonZero(body.ipam_options?.['driver']) as WantedNetwork['ipamDriver'],
    labels: body.labels,
    options,
  });
}

/** A network in the form of version 4 and later. */
export function encodeNetwork(network: Network): LibpodNetwork {
  return {
    name: network.name,
    id: network.id,
    driver: network.driver,
    network_interface: network.interface,
    created: network.created,
    subnets: network.subnets.map(({ subnet, gateway, leaseRange }) => ({
      subnet,
      // A network without a way out has no gateway for its containers.
      ...(network.internal ? {} : { gateway }),
      ...(leaseRange
        ? { lease_range: { start_ip: leaseRange.start, end_ip: leaseRange.end } }
        : {}),
    })),
    ...(network.routes ? { routes: network.routes } : {}),
    ipv6_enabled: network.ipv6,
    internal: network.internal,
    dns_enabled: network.dns,
    ...(network.dnsServers ? { network_dns_servers: network.dnsServers } : {}),
    ...(Object.keys(network.labels).length > 0 ? { labels: network.labels } : {}),
    ...(Object.keys(network.options).length > 0 ? { options: network.options } : {}),
    ipam_options: { driver: network.ipam.driver },
  };
}
