import { createHash } from 'node:crypto';
import type { DockerNetwork } from '../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../engine/containers/view.ts';
import { rangeBlock } from '../../network/addresses.ts';
import type { Network, Subnet } from '../../network/types.ts';
import { endpointId } from '../shared/endpoint-id.ts';
import { dockerNetworkName, engineNetworkName } from '../shared/network-names.ts';

/** Docker's form of a network; its containers are added for inspect. */
export function encodeNetwork(network: Network): DockerNetwork {
  return {
    Name: dockerNetworkName(network.name),
    Id: network.id,
    Created: network.created,
    ...frame,
    Driver: network.driver,
    EnableIPv6: network.ipv6,
    IPAM: { Driver: 'default', Options: {}, Config: network.subnets.map(encodeSubnet) },
    Internal: network.internal,
    Options: network.options,
    Labels: network.labels,
  };
}

/** What all networks of a single host have in common. */
const frame = {
  Scope: 'local',
  Attachable: false,
  Ingress: false,
  ConfigFrom: { Network: '' },
  ConfigOnly: false,
  Containers: {},
};

function encodeSubnet({ subnet, gateway, leaseRange, auxiliary }: Subnet) {
  return {
    Subnet: subnet,
    Gateway: gateway,
    ...(leaseRange ? { IPRange: rangeBlock(leaseRange) } : {}),
    ...(auxiliary ? { AuxiliaryAddresses: auxiliary } : {}),
  };
}

/** Docker's `host` and `none` are networks in its lists, though nothing stands behind them. */
const builtins: DockerNetwork[] = [
  { name: 'host', driver: 'host' },
  { name: 'none', driver: 'null' },
].map(({ name, driver }) => ({
  Name: name,
  Id: createHash('sha256').update(name).digest('hex'),
  Created: '0001-01-01T00:00:00Z',
  ...frame,
  Driver: driver,
  EnableIPv6: false,
  IPAM: { Driver: 'default', Options: {}, Config: [] },
  Internal: false,
  Options: {},
  Labels: {},
}));

export function findBuiltin(nameOrId: string): DockerNetwork | undefined {
  return builtins.find(({ Name, Id }) => nameOrId === Name || nameOrId === Id);
}

/** Those of `host` and `none` that pass a list's filters; they have no labels and count as used. */
export function matchingBuiltins(
  filters: Readonly<Record<string, readonly string[]>> | undefined,
): DockerNetwork[] {
  const any = (key: string, test: (value: string) => boolean) =>
    !filters?.[key]?.length || filters[key].some(test);
  if (filters?.['label']?.length || filters?.['dangling']?.length) return [];
  return builtins.filter(
    ({ Name, Id, Driver }) =>
      any('name', (value) => Name.includes(value.replace(/^\^|\$$/g, ''))) &&
      any('id', (value) => Id.startsWith(value)) &&
      any('driver', (value) => value === Driver) &&
      any('type', (value) => value === 'builtin') &&
      any('scope', (value) => value === 'local'),
  );
}

/** The running containers of a network, by id. */
export function encodeContainers(network: DockerNetwork, views: readonly ContainerView[]) {
  const name = engineNetworkName(network.Name);
  return Object.fromEntries(
    views.flatMap((view) => {
      const attachment = view.network.attachments[name];
      const isBuiltin = view.network.mode === network.Name && network.Driver !== 'bridge';
      if (!attachment && !isBuiltin) return [];
      const address = (family: 4 | 6) => {
        const found = attachment?.ips.find((ip) => ip.address.includes(':') === (family === 6));
        return found ? `${found.address}/${found.prefix}` : '';
      };
      const endpoint = {
        Name: view.name,
        EndpointID: endpointId(network.Id, view.id),
        MacAddress: attachment?.mac ?? '',
        IPv4Address: address(4),
        IPv6Address: address(6),
      };
      return [[view.id, endpoint] as const];
    }),
  );
}
