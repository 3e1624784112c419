import { readFileSync } from 'node:fs';
import { hostsFile } from '../../network/hosts.ts';
import { resolvConf } from '../../network/resolv.ts';
import type { Attachment } from '../../network/types.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { networkMode } from './network.ts';

/** What Docker's containers begin with. */
const loopbackHosts = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

/** What a container's /etc/hosts is made of. */
export interface HostsFacts {
  config: ContainerConfig;
  /** What it is called there. */
  names: readonly string[];
  attachments: readonly Attachment[];
  /** The host's own file. */
  base: string;
  /** Further names, as `name:address`. */
  linked: readonly string[];
}

/** Text of /etc/hosts: the host's (Podman) or a plain one (Docker), wishes, and the container itself. */
export function hostsText({ config, names, attachments, base, linked }: HostsFacts): string {
  const mode = networkMode(config);
  const isLibpod = config.tree === 'libpod';
  const addresses = attachments.flatMap(({ ips }) => ips.map(({ address }) => address));
  const gateway = mode === 'host' ? '127.0.0.1' : attachments[0]?.ips[0]?.gateway;
  return hostsFile({
    base: isLibpod || mode === 'host' ? base : loopbackHosts,
    extra: [...config.network.hosts, ...linked],
    addresses: mode === 'none' ? ['127.0.0.1'] : addresses,
    names: [...names],
    hostNames: isLibpod ? ['host.containers.internal', 'host.docker.internal'] : [],
    ...(gateway === undefined ? {} : { gateway }),
  });
}

/** What Podman's containers have names below, on networks with names. */
const ownDomain = 'dns.podman';

/**
 * Text of /etc/resolv.conf: the host's with the wishes in its place. Where a network has a name
 * server it is the only one, and asks the others: a C library that asks all at once (musl) would
 * else hear from another first that there is no such name.
 */
export function resolvText(config: ContainerConfig, attachments: readonly Attachment[]): string {
  const { dnsServers, dnsSearch, dnsOptions } = config.network;
  const networkServers = attachments.flatMap(({ nameServers }) => nameServers);
  const named = networkServers.length > 0;
  const isLibpod = config.tree === 'libpod';
  return resolvConf(hostFile('/etc/resolv.conf'), {
    servers: dnsServers,
    search: dnsSearch.length === 0 && named && isLibpod ? [ownDomain] : dnsSearch,
    // Docker's: no name is too short to be asked for as it is.
    options: dnsOptions.length === 0 && named && !isLibpod ? ['ndots:0'] : dnsOptions,
    networkServers,
    hostNetwork: networkMode(config) === 'host',
  });
}

/** The host's own file; empty where there is none. */
export function hostFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
