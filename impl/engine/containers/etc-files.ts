import { readFileSync } from 'node:fs';
import type { Attachment } from '../../network/types.ts';
import type { ContainerConfig } from './config.ts';
import { networkMode } from './network.ts';

/** Docker's and Podman's servers for a container whose host has only loopback ones. */
const publicServers = ['8.8.8.8', '8.8.4.4'];

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
  hostname: string;
  name: string;
  attachments: readonly Attachment[];
  /** The host's own file. */
  base: string;
}

/** Text of /etc/hosts: the host's (Podman) or a plain one (Docker), wishes, and the container itself. */
export function hostsText({ config, hostname, name, attachments, base }: HostsFacts): string {
  const gateway = attachments[0]?.ips[0]?.gateway ?? '';
  const lines: string[] = [];
  for (const entry of config.network.hosts) {
    const at = entry.indexOf(':');
    const address = entry.slice(at + 1);
    lines.push(`${address === 'host-gateway' ? gateway : address}\t${entry.slice(0, at)}`);
  }
  if (gateway && config.tree === 'libpod') {
    lines.push(`${gateway}\thost.containers.internal`);
  }
  const names = [hostname, ...(config.tree === 'libpod' ? [name] : [])].join(' ');
  for (const { ips } of attachments) {
    for (const { address } of ips) lines.push(`${address}\t${names}`);
  }
  if (attachments.length === 0 && networkMode(config) === 'none') {
    lines.push(`127.0.0.1\t${names}`);
  }
  const top = config.tree === 'libpod' || networkMode(config) === 'host' ? base : loopbackHosts;
  return `${top === '' || top.endsWith('\n') ? top : `${top}\n`}${lines.join('\n')}\n`;
}

/**
 * Text of /etc/resolv.conf: the host's with the wishes in its place. A name server on the host's
 * loopback is out of reach from a network namespace of the container's own.
 */
export function resolvText(config: ContainerConfig, base: string): string {
  const { dnsServers, dnsSearch, dnsOptions } = config.network;
  const isHost = networkMode(config) === 'host';
  const own = read(base, 'nameserver').filter((server) => isHost || !/^(127\.|::1$)/.test(server));
  const servers = dnsServers.length > 0 ? dnsServers : own;
  // `.` alone means no search domains at all.
  const search = (dnsSearch.length > 0 ? dnsSearch : read(base, 'search')).filter(
    (domain) => domain !== '.',
  );
  const options = dnsOptions.length > 0 ? dnsOptions : read(base, 'options');
  return [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...(servers.length > 0 || isHost ? servers : publicServers).map((one) => `nameserver ${one}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
    '',
  ].join('\n');
}

/** Words after a keyword; of several `search` or `options` lines the last one counts (resolv.conf(5)). */
function read(text: string, keyword: string): string[] {
  const found = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first === keyword)
    .map(([, ...words]) => words);
  return keyword === 'nameserver'
    ? found.flatMap((words) => words.slice(0, 1))
    : (found.at(-1) ?? []);
}

/** The host's own file; empty where there is none. */
export function hostFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
