/** What a container's /etc/resolv.conf is made from; empty lists mean the host's own lines. */
export interface ResolvWishes {
  servers: string[];
  search: string[];
  options: string[];
  /** Name servers of the container's networks: where there are any, they stand for all others. */
  networkServers?: string[];
  /** The container shares the host's network, so servers on the host's loopback answer it. */
  hostNetwork?: boolean;
}

interface Resolv {
  servers: string[];
  search: string[];
  options: string[];
}

/** Where names go when neither the client nor the host says (the same as Docker's and Podman's). */
export const publicServers = ['8.8.8.8', '8.8.4.4'];
/** Docker and Podman take `.` for "no search domains". */
const noSearch = '.';

/** Reads a resolv.conf (resolv.conf(5)): the last `search` line rules, options add up. */
export function parseResolv(text: string): Resolv {
  const found: Resolv = { servers: [], search: [], options: [] };
  for (const line of text.split('\n')) {
    const [keyword = '', ...values] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'nameserver' && values[0] !== undefined) found.servers.push(values[0]);
    if (keyword === 'search' || keyword === 'domain') found.search = values;
    if (keyword === 'options') found.options.push(...values);
  }
  return found;
}

/** Addresses that in a network namespace of its own mean the container itself. */
function isLoopback(server: string): boolean {
  return server.startsWith('127.') || server === '::1' || server.startsWith('::ffff:127.');
}

/**
 * The container's /etc/resolv.conf.
 *
 * @param host text of the host's file; where it only names a resolver on loopback (systemd-resolved),
 *   hand in what that resolver itself uses (/run/systemd/resolve/resolv.conf)
 */
export function resolvConf(host: string, wishes: ResolvWishes): string {
  const own = parseResolv(host);
  const reachable = wishes.hostNetwork
    ? own.servers
    : own.servers.filter((server) => !isLoopback(server) && !server.startsWith('fe80:'));
  const fallback = reachable.length > 0 || wishes.hostNetwork ? reachable : publicServers;
  const servers = wishes.servers.length > 0 ? wishes.servers : fallback;
  const search = wishes.search.length > 0 ? wishes.search : own.search;
  const options = wishes.options.length > 0 ? wishes.options : own.options;
  const { networkServers = [] } = wishes;
  const lines = [
    ...(search.length > 0 && !search.includes(noSearch) ? [`search ${search.join(' ')}`] : []),
    ...(networkServers.length > 0 ? networkServers : servers).map(
      (server) => `nameserver ${server}`,
    ),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
