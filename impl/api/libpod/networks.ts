import type {
  CniNetworkConnect,
  CniNetworkCreate,
  NetworkConnect,
  NetworkCreate,
} from '../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../spec/version.ts';
import type { NetworkAttachmentConfig } from '../../container-config.ts';
import type { Engine } from '../../engine/engine.ts';
import { BadParameter, InternalError, RefpodError } from '../../errors.ts';
import { drivers } from '../../network/definition.ts';
import { refuseUnknownOptions } from '../../network/options.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network } from '../../network/types.ts';
import type { Handlers, Reply } from '../handler.ts';
import { given, nonZero } from '../shared/given.ts';
import { atLeast } from '../version.ts';
import { cniFile, decodeCni, encodeCni, encodeCniItem, pluginTypes } from './network-cni.ts';
import { decodeNetwork, encodeNetwork } from './network-encode.ts';

const pruneFilters = ['label', 'label!', 'until'];
const listFilters = ['dangling', 'driver', 'id', 'label', 'label!', 'name', 'until'];

/** Networks: in the forms of version 4 and later, and in CNI's below. */
export function libpodNetworks({ networks }: Pick<Engine, 'networks'>) {
  return {
    'libpod.network.list': ({ query: { filters }, version }) => {
      const value = atLeast(version, '4.0.0')
        ? list(networks, filters).map(encodeNetwork)
        : listOlder(networks, filters).map(encodeCniItem);
      return { kind: 'json', status: 200, value };
    },
    'libpod.network.inspect': ({ path, version }) =>
      inspectReply(networks.find(path.name), version),
    'libpod.network.inspect-alias': ({ path, version }) =>
      inspectReply(networks.find(path.name), version),
    'libpod.network.exists': ({ path }) => {
      networks.find(path.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.network.create': async ({ body, query, version }) => {
      const isNewer = atLeast(version, '4.0.0');
      const wanted = isNewer
        ? decodeNetwork(body as NetworkCreate)
        : decodeCni(body as CniNetworkCreate, query.name);
      if (wanted.driver !== undefined && !drivers.includes(wanted.driver))
        throw new InternalError(`unsupported driver ${wanted.driver}: invalid argument`, {
          rootCause: 'invalid argument',
        });
      refuseUnknownOptions(wanted.options ?? {}, wanted.driver ?? 'bridge');
      const network = await networks.create(wanted);
      const value = isNewer ? encodeNetwork(network) : { Filename: cniFile(network) };
      return { kind: 'json', status: 200, value };
    },
    'libpod.network.update': async ({ path, body }) => {
      await networks.update(networks.find(path.name), {
        addServers: body.adddnsservers ?? [],
        removeServers: body.removednsservers ?? [],
      });
      return { kind: 'empty', status: 204 };
    },
    'libpod.network.prune': async ({ query: { filters } }) => {
      const query = { filters, allowed: pruneFilters };
      const removed = await networks.prune(query).catch(inPodmansStatus);
      const value = removed.map((Name) => ({ Name, Error: null }));
      return { kind: 'json', status: 200, value };
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

/** Below version 4 networks have plugins, which can be asked for. */
function listOlder(
  networks: Engine['networks'],
  filters: Readonly<Record<string, readonly string[]>> | undefined,
): Network[] {
  const { plugin = [], ...others } = filters ?? {};
  const found = list(networks, others);
  if (plugin.length === 0) return found;
  return found.filter((network) => pluginTypes(network).some((type) => plugin.includes(type)));
}

function inspectReply(network: Network, version: ApiVersion | undefined): Reply {
  const value = atLeast(version, '4.0.0') ? encodeNetwork(network) : [encodeCni(network)];
  return { kind: 'json', status: 200, value };
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
