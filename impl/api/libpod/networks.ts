import type {
  CniNetworkConnect,
  LibpodNetwork,
  NetworkConnect,
  NetworkCreate,
} from '../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../spec/version.ts';
import type { NetworkAttachmentConfig } from '../../engine/containers/config.ts';
import type { Engine } from '../../engine/engine.ts';
import { BadParameter, InternalError, RefpodError } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network, WantedNetwork } from '../../network/types.ts';
import type { Handlers } from '../handler.ts';
import { given, nonZero } from '../shared/given.ts';
import { atLeast } from '../version.ts';

const listFilters = ['dangling', 'driver', 'id', 'label', 'label!', 'name', 'until'];

/** Making, looking at and removing networks, in the forms of version 4 and later. */
export function libpodNetworks({ networks }: Pick<Engine, 'networks'>) {
  return {
    'libpod.network.list': ({ query: { filters }, version }) => {
      demandVersion4(version);
      return { kind: 'json', status: 200, value: list(networks, filters).map(encode) };
    },
    'libpod.network.inspect': ({ path, version }) => {
      demandVersion4(version);
      return { kind: 'json', status: 200, value: encode(networks.find(path.name)) };
    },
    'libpod.network.create': async ({ body, version }) => {
      demandVersion4(version);
      const network = await networks.create(decode(body as NetworkCreate));
      return { kind: 'json', status: 200, value: encode(network) };
    },
    'libpod.network.remove': async ({ path, query: { force = false, timeout } }) => {
      const network = networks.find(path.name);
      const outcome = await networks
        .remove(network, given({ force, timeout }))
        .then(() => null, keptBecause(network));
      return { kind: 'json', status: 200, value: [{ Name: network.name, Err: outcome }] };
    },
    'libpod.network.connect': async ({ path, body }) => {
      const network = networks.find(path.name);
      const { container, settings } = decodeConnect(body);
      await networks
        .connect(network, container, { settings, tree: 'libpod' })
        .catch(inPodmansStatus);
      return { kind: 'text', status: 200, text: 'OK' };
    },
    'libpod.network.disconnect': async ({ path, body }) => {
      const network = networks.find(path.name);
      await networks.disconnect(network, requireName(body.Container), 'libpod');
      return { kind: 'text', status: 200, text: 'OK' };
    },
  } satisfies Handlers;
}

/** A wrong filter is answered with 500, the only error that the document has for the list. */
function list(
  networks: Engine['networks'],
  filters: Readonly<Record<string, readonly string[]>> | undefined,
) {
  try {
    return networks.list({ filters, allowed: listFilters });
  } catch (error) {
    return inPodmansStatus(error);
  }
}

/** Podman tells of a kept default network inside a 200, of one in use by 500. */
function keptBecause({ name }: Network) {
  return (error: unknown): string => {
    if (error instanceof RefpodError && name === defaultNetworkName) return error.message;
    if (error instanceof RefpodError && error.status === 409)
      throw new InternalError(error.message, { rootCause: error.rootCause, cause: error });
    throw error;
  };
}

/** As real Podman does: these four have no older form there. */
function demandVersion4(version: ApiVersion | undefined): void {
  if (atLeast(version, '4.0.0')) return;
  throw new BadParameter(
    `failed to parse query parameter 'version': ${JSON.stringify(version?.text)}: given version is not supported`,
    { rootCause: 'given version is not supported' },
  );
}

/** The older form has other names for the same members. */
function decodeConnect(body: CniNetworkConnect | NetworkConnect): {
  container: string;
  settings: NetworkAttachmentConfig;
} {
  const { Container, Aliases, container, aliases, ...rest } = body as CniNetworkConnect &
    NetworkConnect;
  const settings = given({
    aliases: aliases ?? Aliases ?? [],
    staticIps: rest.static_ips ?? [],
    staticMac: nonZero(rest.static_mac),
    interfaceName: nonZero(rest.interface_name),
  });
  return { container: requireName(container ?? Container), settings };
}

function requireName(name: string | undefined): string {
  if (name) return name;
  throw new InternalError('name or ID cannot be empty');
}

/** Podman has no status for a request that cannot be fulfilled but 500. */
function inPodmansStatus(error: unknown): never {
  if (!(error instanceof BadParameter)) throw error;
  throw new InternalError(error.message, { rootCause: error.rootCause, cause: error });
}

function decode(body: NetworkCreate): WantedNetwork {
  const { driver } = body;
  if (driver && driver !== 'bridge')
    throw new InternalError(`unsupported driver ${driver}: invalid argument`, {
      rootCause: 'invalid argument',
    });
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
    interface: nonZero(body.network_interface),
    subnets,
    ipv6: body.ipv6_enabled,
    internal: body.internal,
    dns: body.dns_enabled ?? false,
    labels: body.labels,
    options: body.options,
  });
}

function encode(network: Network): LibpodNetwork {
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
    ipv6_enabled: network.ipv6,
    internal: network.internal,
    dns_enabled: network.dns,
    ...(Object.keys(network.labels).length > 0 ? { labels: network.labels } : {}),
    ...(Object.keys(network.options).length > 0 ? { options: network.options } : {}),
    ipam_options: { driver: network.ipam.driver },
  };
}
