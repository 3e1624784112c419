import { BadParameter } from '../errors.ts';
import { canonicalAddress } from './addresses.ts';

/** A line of /etc/hosts. */
export interface HostEntry {
  address: string;
  names: string[];
}

/** Docker's word for the host's address in `--add-host`. */
const hostGateway = 'host-gateway';

/** For a base file that says nothing of it. */
const localhost: HostEntry[] = [
  { address: '127.0.0.1', names: ['localhost'] },
  { address: '::1', names: ['localhost'] },
];

export interface HostsWishes {
  /** Text of the file that the container's begins with: the host's, the image's, or none. */
  base: string;
  /** `name:address`, or `name:host-gateway`; several names are split by `;`. */
  extra: string[];
  /** The container's own addresses, empty when it has no network of its own. */
  addresses: string[];
  /** Host name and container name, in that order. */
  names: string[];
  /** Where the container reaches the host. */
  gateway?: string;
  /** What the host is called there. */
  hostNames: string[];
}

/** Reads an /etc/hosts (hosts(5)). */
export function parseHosts(text: string): HostEntry[] {
  return text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*$/, '').trim().split(/\s+/);
    return address && names.length > 0 ? [{ address, names }] : [];
  });
}

/** Reads one extra host of a client. Throws `BadParameter` naming it. */
export function parseExtraHost(text: string, gateway: string | undefined): HostEntry {
  const [names = '', ...rest] = text.split(':');
  const address = rest.join(':').replace(/^\[(.*)\]$/, '$1');
  if (names === '' || address === '')
    throw new BadParameter(`unable to parse host entry ${JSON.stringify(text)}: incorrect format`);
  if (address !== hostGateway)
    return { address: canonicalAddress(address), names: names.split(';') };
  if (gateway === undefined)
    throw new BadParameter(
      `unable to replace ${hostGateway} of host entry ${JSON.stringify(text)}: the container has no way to the host`,
    );
  return { address: gateway, names: names.split(';') };
}

/**
 * The container's /etc/hosts: what the client asked for, then the base file, localhost if it lacks
 * it, the names of the host, and the container's own. A name that stands further up hides those below, and is left out there.
 */
export function hostsFile(wishes: HostsWishes): string {
  const base = parseHosts(wishes.base);
  const entries: HostEntry[] = [
    ...wishes.extra.map((text) => parseExtraHost(text, wishes.gateway)),
    ...base,
    ...(base.some(({ names }) => names.includes('localhost')) ? [] : localhost),
    ...(wishes.gateway === undefined ? [] : [{ address: wishes.gateway, names: wishes.hostNames }]),
    ...wishes.addresses.map((address) => ({ address, names: wishes.names })),
  ];
  const known = new Set<string>();
  const lines: string[] = [];
  for (const { address, names } of entries) {
    const family = address.includes(':') ? 6 : 4;
    const fresh = names.filter((name) => !known.has(`${family} ${name}`));
    if (fresh.length === 0) continue;
    for (const name of fresh) known.add(`${family} ${name}`);
    lines.push(`${address}\t${fresh.join(' ')}\n`);
  }
  return lines.join('');
}
