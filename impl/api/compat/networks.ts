import type { DockerNetworkCreateRequest } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import { BadParameter, Conflict, Forbidden, NotFound, RefpodError } from '../../errors.ts';
import { blockRange } from '../../network/addresses.ts';
import { drivers, subnetTaken } from '../../network/definition.ts';
import { addressTaken } from '../../network/leases.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network, WantedNetwork } from '../../network/types.ts';
import type { Handlers } from '../handler.ts';
import { decodeEndpoint } from './containers/decode-network.ts';
import { given, nonZero } from '../shared/given.ts';
import { engineNetworkName } from '../shared/network-names.ts';
import {
  encodeContainers,
  encodeNetwork,
  findBuiltin,
  matchingBuiltins,
} from './network-encode.ts';

const listFilters = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];
const pruneFilters = ['label', 'label!', 'until'];
const reserved = ['bridge', 'host', 'none'];

/** Making, looking at and removing networks. */
export function compatNetworks(engine: Pick<Engine, 'networks' | 'containers'>) {
  const { networks } = engine;
  const find = (name: string) => findNetwork(engine, name);
  return {
    'compat.network.list': ({ query: { filters } }) => {
      const found = networks.list({ filters: engineFilters(filters), allowed: listFilters });
      const value = [...found.map(encodeNetwork), ...matchingBuiltins(filters)];
      return { kind: 'json', status: 200, value };
    },
    'compat.network.inspect': async ({ path, query: { scope } }) => {
      const builtin = findBuiltin(path.name);
      const network = builtin ?? encodeNetwork(find(path.name));
      if (scope && scope !== network.Scope) throw missing(path.name);
      const filters = { network: [engineNetworkName(network.Name)] };
      const views = await engine.containers.list({
        tree: 'compat',
        all: false,
        filters,
        size: false,
      });
      const value = { ...network, Containers: encodeContainers(network, views) };
      return { kind: 'json', status: 200, value };
    },
    'compat.network.create': async ({ body }) => {
      const network = await networks.create(decode(body)).catch(asDockerDoes);
      return { kind: 'json', status: 200, value: { Id: network.id, Warning: '' } };
    },
    'compat.network.remove': async ({ path, query: { force } }) => {
      const network = findBuiltin(path.name) ? undefined : find(path.name);
      if (!network || network.name === defaultNetworkName)
        throw new Forbidden(`${path.name} is a pre-defined network and cannot be removed`);
      const removal = force ? networks.remove(network, { force }) : networks.removeUnused(network);
      await removal.catch(asDockerDoes);
      return { kind: 'empty', status: 204 };
    },
    'compat.network.prune': async ({ query: { filters } }) => {
      const removed = await networks.prune({ filters, allowed: pruneFilters });
      return { kind: 'json', status: 200, value: { NetworksDeleted: removed } };
    },
    'compat.network.connect': async ({ path, body }) => {
      const network = connectable(path.name) ?? find(path.name);
      const settings = decodeEndpoint(body.EndpointConfig ?? {});
      await networks
        .connect(network, requireName(body.Container), { settings, tree: 'compat' })
        .catch(asDockerDoes);
      return { kind: 'text', status: 200, text: 'OK' };
    },
    'compat.network.disconnect': async ({ path, body }) => {
      const container = requireName(body.Container);
      if (findBuiltin(path.name)?.Name === 'none') await engine.containers.leaveNone(container);
      else {
        const network = connectable(path.name) ?? find(path.name);
        await networks.disconnect(network, container, 'compat');
      }
      return { kind: 'text', status: 200, text: 'OK' };
    },
  } satisfies Handlers;
}

function findNetwork({ networks }: Pick<Engine, 'networks'>, name: string): Network {
  try {
    return networks.find(engineNetworkName(name));
  } catch (error) {
    if (error instanceof NotFound) throw missing(name);
    // The beginning of several ids.
    if (error instanceof Conflict) throw new BadParameter(error.message, { cause: error });
    throw error;
  }
}

/** Docker's `host` and `none` are no networks that a container could come onto or leave. */
function connectable(name: string): undefined {
  const builtin = findBuiltin(name);
  if (builtin?.Name === 'host')
    throw new BadParameter(
      'container cannot be disconnected from host network or connected to host network',
    );
  if (builtin)
    throw new BadParameter(
      'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    );
  return undefined;
}

function requireName(name: string): string {
  if (name) return name;
  throw new BadParameter('invalid name or ID supplied: ""');
}

function missing(name: string): NotFound {
  return new NotFound(`network ${name} not found`, { rootCause: 'network not found' });
}

/** Names in filters are Docker's; the engine has the default network under another. */
function engineFilters(filters: Readonly<Record<string, readonly string[]>> | undefined) {
  if (!filters?.['name']) return filters;
  const name = filters['name'].flatMap((value) =>
    /^\^?bridge\$?$/.test(value) ? [value, `^${defaultNetworkName}$`] : [value],
  );
  return { ...filters, name };
}

/** A network, subnet or address in use is forbidden in Docker's words; a name that is taken stays a conflict. */
function asDockerDoes(error: unknown): never {
  const causes = [subnetTaken, addressTaken, 'network is being used'];
  if (error instanceof RefpodError && causes.includes(error.rootCause))
    throw new Forbidden(error.message, { rootCause: error.rootCause, cause: error });
  throw error;
}

function decode(body: DockerNetworkCreateRequest): WantedNetwork {
  const { Name: name, Driver: driver } = body;
  // The type has it, a client may leave it out all the same.
  if (!name) throw new BadParameter('invalid name: name is empty');
  if (reserved.includes(name))
    throw new Forbidden(`operation is not permitted on predefined ${name} network`);
  if (driver === 'host' || driver === 'null')
    throw new Forbidden(`only one instance of "${driver}" network is allowed`);
  if (driver && driver !== 'default' && !drivers.includes(driver))
    throw new NotFound(`could not find plugin ${driver} in v1 plugin registry: plugin not found`);
  const shared: WantedNetwork['driver'] | undefined =
    driver === 'macvlan' || driver === 'ipvlan' ? driver : undefined;
  const configs = body.IPAM?.Config?.filter(({ Subnet }) => Subnet) ?? [];
  return given({
    name,
    driver: shared,
    interface: nonZero(body.Options?.['com.docker.network.bridge.name']),
    subnets: configs.length > 0 ? configs.map(decodeSubnet) : undefined,
    ipv6: body.EnableIPv6 ?? undefined,
    internal: body.Internal,
    dns: true,
    apart: true,
    alwaysV4: true,
    ipamDriver: body.IPAM?.Driver === 'null' ? ('none' as const) : undefined,
    labels: body.Labels ?? undefined,
    options: body.Options ?? undefined,
  });
}

type IpamConfig = NonNullable<NonNullable<DockerNetworkCreateRequest['IPAM']>['Config']>[number];

function decodeSubnet(config: IpamConfig): NonNullable<WantedNetwork['subnets']>[number] {
  return given({
    subnet: config.Subnet ?? '',
    gateway: nonZero(config.Gateway),
    leaseRange: config.IPRange ? blockRange(config.IPRange) : undefined,
    auxiliary: config.AuxiliaryAddresses ?? config.AuxAddress ?? undefined,
  });
}
