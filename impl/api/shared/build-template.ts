import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig, Namespace, SecurityConfig } from '../../container-config.ts';
import type { Tree } from '../../engine/containers/view.ts';
import { BadParameter } from '../../errors.ts';
import type { IdRange } from '../../kernel/id-map.ts';
import type { BuildQuery } from './build-decode.ts';
import { given, nonZero } from './given.ts';
import { jsonItems, jsonList, jsonMap } from './json-text.ts';
import { engineNetworkName, isDefaultNetwork } from './network-names.ts';

/** Rights, limits and network of the containers that RUN has. Throws BadParameter. */
export function decodeBuildTemplate(tree: Tree, query: BuildQuery): ContainerConfig {
  const config = emptyContainerConfig(tree);
  const network = networkOf(tree, query);
  return {
    ...config,
    process: { ...config.process, env: query.httpproxy ? proxyVariables() : {} },
    namespaces: namespacesOf(tree, query, network.namespace),
    security: { ...config.security, ...securityOf(query) },
    storage: {
      ...config.storage,
      devices: jsonList('devices', query.devices).map(deviceOf),
      ...given({ shmSize: nonZero(query.shmsize) }),
    },
    network: {
      ...config.network,
      networks: network.name ? { [network.name]: { aliases: [], staticIps: [] } } : {},
      dnsServers: jsonList('dnsservers', query.dnsservers),
      dnsSearch: jsonList('dnssearch', query.dnssearch),
      dnsOptions: jsonList('dnsoptions', query.dnsoptions),
      hosts: jsonList('extrahosts', query.extrahosts),
      // The image's own file is left as it is.
      ...given({ useImageHosts: query.nohosts || undefined }),
    },
    resources: { ...resourcesOf(query), rlimits: limitsOf(query.ulimits), sysctl: {} },
    cgroup: given({ parent: query.cgroupparent || undefined }),
    // What it writes goes to the client and nowhere else.
    log: { driver: 'none', options: {} },
  };
}

/**
 * Docker has one isolation on Linux. Of Podman's, `chroot` means the host's network and processes;
 * the others are containers.
 */
function namespacesOf(
  tree: Tree,
  { isolation = '', idmappingoptions }: BuildQuery,
  network: Namespace,
): ContainerConfig['namespaces'] {
  const kind = isolation.toLowerCase();
  const known = tree === 'compat' ? /^(?:default)?$/ : /^(?:|default|oci|rootless|chroot|[0-3])$/;
  if (!known.test(kind)) throw new BadParameter(`unsupported isolation: "${isolation}"`);
  const idMappings = tree === 'libpod' ? buildMappings(idmappingoptions) : {};
  if (kind !== 'chroot' && kind !== '2') return { network, ...idMappings };
  return { network: { mode: 'host' }, pid: { mode: 'host' }, ...idMappings };
}

/** Podman's clients always send these; a user namespace is wanted where ids are mapped. */
function buildMappings(value: unknown): Pick<ContainerConfig['namespaces'], 'user' | 'idMappings'> {
  const { UIDMap, GIDMap, HostUIDMapping } = jsonMap('idmappingoptions', value);
  const [uids, gids] = [rangesOf(UIDMap), rangesOf(GIDMap)];
  if (HostUIDMapping === true || (uids.length === 0 && gids.length === 0)) return {};
  return {
    user: { mode: 'private' },
    idMappings: { uids: uids.length > 0 ? uids : gids, gids: gids.length > 0 ? gids : uids },
  };
}

function rangesOf(value: unknown): IdRange[] {
  return (Array.isArray(value) ? value : []).map((one: unknown) => {
    const { container_id: container, host_id: host, size } = (one ?? {}) as Record<string, unknown>;
    if ([container, host, size].every(Number.isInteger))
      return { container, host, size } as IdRange;
    throw new BadParameter(`idmappingoptions: ${JSON.stringify(one)} is no range of ids`);
  });
}

function proxyVariables(): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy'];
  const found = [...names, ...names.map((name) => name.toUpperCase())].map((name) => [
    name,
    process.env[name],
  ]);
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== undefined));
}

/** Words, or the number of one of Podman's policies: 0 as usual, 1 none, 2 as usual. */
function networkOf(
  tree: Tree,
  { networkmode = '', nsoptions }: BuildQuery,
): { namespace: Namespace; name?: string } {
  const host = jsonItems('nsoptions', nsoptions).find(isNetworkOption);
  const mode = networkmode.toLowerCase();
  if (mode === 'none' || mode === '1' || mode === 'networkdisabled')
    return { namespace: { mode: 'none' } };
  if (mode === 'host' || (host?.Host === true && tree === 'libpod'))
    return { namespace: { mode: 'host' } };
  if (host?.Path) return named(host.Path);
  const usual = ['', '0', '2', 'networkdefault', 'networkenabled', 'private'];
  if (usual.includes(mode) || isDefaultNetwork(mode)) return { namespace: { mode: 'bridge' } };
  return named(networkmode);
}

function named(text: string): { namespace: Namespace; name?: string } {
  const container = /^container:(.+)$/.exec(text)?.[1];
  if (container !== undefined) return { namespace: { mode: 'container', container } };
  const path = /^(?:ns:)?(\/.*)$/.exec(text)?.[1];
  if (path !== undefined) return { namespace: { mode: 'path', path } };
  return { namespace: { mode: 'bridge' }, name: engineNetworkName(text) };
}

interface NetworkOption {
  Name: 'network';
  Host?: boolean;
  Path?: string;
}

function isNetworkOption(value: unknown): value is NetworkOption {
  return typeof value === 'object' && value !== null && 'Name' in value && value.Name === 'network';
}

function securityOf(query: BuildQuery): Partial<SecurityConfig> {
  const security: Partial<SecurityConfig> = {
    capAdd: jsonList('addcaps', query.addcaps),
    capDrop: jsonList('dropcaps', query.dropcaps),
  };
  for (const option of jsonList('securityopt', query.securityopt)) {
    const [name = '', ...rest] = option.split(/[=:]/);
    const value = rest.join('=');
    if (name === 'seccomp') security.seccompProfile = value;
    else if (name === 'apparmor') security.apparmorProfile = value;
    else if (name === 'label')
      security.selinuxOptions = [...(security.selinuxOptions ?? []), value];
    else if (name === 'no-new-privileges') security.noNewPrivileges = value !== 'false';
    else throw new BadParameter(`securityopt: invalid --security-opt "${option}"`);
  }
  return security;
}

/** `/dev/here[:/dev/there[:rwm]]` */
function deviceOf(text: string) {
  const [source = '', destination = source, permissions = 'rwm'] = text.split(':');
  return { source, destination: destination || source, permissions };
}

function resourcesOf(query: BuildQuery): Pick<ContainerConfig['resources'], 'cpu' | 'memory'> {
  const cpu = given({
    shares: nonZero(query.cpushares),
    quota: nonZero(query.cpuquota),
    period: nonZero(query.cpuperiod),
    cpus: query.cpusetcpus || undefined,
    mems: query.cpusetmems || undefined,
  });
  const limit = nonZero(query.memory);
  const swap = nonZero(query.memswap);
  if (swap !== undefined && swap > 0 && limit !== undefined && swap < limit)
    throw new BadParameter('memswap: should be larger than memory');
  return { cpu, memory: given({ limit, swap }) };
}

/** Docker's objects or Podman's `name=soft:hard`. */
function limitsOf(value: unknown): ContainerConfig['resources']['rlimits'] {
  return jsonItems('ulimits', value).map((one) => {
    if (typeof one === 'string') {
      const [, name = '', soft, hard = soft] = /^(\w+)=(-?\d+)(?::(-?\d+))?$/.exec(one) ?? [];
      if (soft === undefined) throw new BadParameter(`ulimits: "${one}" is no limit`);
      return { type: `RLIMIT_${name.toUpperCase()}`, soft: Number(soft), hard: Number(hard) };
    }
    const { Name, Soft, Hard } = (one ?? {}) as { Name?: unknown; Soft?: unknown; Hard?: unknown };
    if (typeof Name !== 'string' || typeof Soft !== 'number' || typeof Hard !== 'number')
      throw new BadParameter(`ulimits: ${JSON.stringify(one)} is no limit`);
    return { type: `RLIMIT_${Name.toUpperCase()}`, soft: Soft, hard: Hard };
  });
}
