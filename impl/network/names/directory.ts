import ipaddr from 'ipaddr.js';
import { blockOf, contains, familyOf } from '../addresses.ts';
import type { NamedContainer, Network, Reservation } from '../types.ts';

/** What Podman's containers have their names below. */
const ownDomain = '.dns.podman';

/** A container on one network. */
interface Presence {
  container: string;
  /** All in lower case; the first is the container's own name. */
  names: string[];
  addresses: string[];
}

/** A question of a container, or of the host itself, at one network's server. */
export interface Asker {
  /** Networks that it is on, and whose names it may know. */
  networks: Network[];
  named: NamedContainer | undefined;
}

export type Lookup =
  /** The name is one of ours; it may lack what was asked for. */
  | { kind: 'found'; values: string[] }
  | { kind: 'unknown' }
  /** None of our business: others may know. */
  | { kind: 'elsewhere' };

const unknown: Lookup = { kind: 'unknown' };
const elsewhere: Lookup = { kind: 'elsewhere' };

/** Who is called what on which network, made from the reservations of one moment. */
export class Directory {
  readonly #networks: Map<string, Network>;
  readonly #presences = new Map<string, Presence[]>();
  readonly #networksOf = new Map<string, string[]>();
  readonly #named: (container: string) => NamedContainer | undefined;

  constructor(
    networks: readonly Network[],
    reservations: readonly { container: string; reservation: Reservation }[],
    named: (container: string) => NamedContainer | undefined,
  ) {
    this.#named = named;
    this.#networks = new Map(networks.map((network) => [network.id, network]));
    for (const { container, reservation } of reservations) {
      const { name, hostname } = named(container) ?? {};
      const { attachments } = reservation;
      this.#networksOf.set(
        container,
        attachments.map(({ networkId }) => networkId),
      );
      for (const { networkId, aliases, ips } of attachments) {
        const there = this.#presences.get(networkId) ?? [];
        this.#presences.set(networkId, there);
        const names = [name, ...aliases, hostname].filter((each) => each !== undefined);
        there.push({
          container,
          names: [...new Set(names.map((name) => name.toLowerCase()))],
          addresses: ips.map(({ address }) => address),
        });
      }
    }
  }

  /** Who asks a network's server from this address; undefined for strangers. */
  asker(networkId: string, source: string): Asker | undefined {
    const network = this.#networks.get(networkId);
    if (!network) return undefined;
    // The host asks from the bridge's own address.
    if (network.subnets.some(({ gateway }) => gateway === source))
      return { networks: [network], named: undefined };
    const presence = this.#presences
      .get(networkId)
      ?.find(({ addresses }) => addresses.includes(source));
    if (!presence) return undefined;
    const ids = this.#networksOf.get(presence.container) ?? [];
    const networks = ids.flatMap((id) => this.#networks.get(id) ?? []).filter(({ dns }) => dns);
    return { networks, named: this.#named(presence.container) };
  }

  /** The addresses of a name, of one family. A network's name may follow behind a dot, as with Docker. */
  addresses({ networks }: Asker, name: string, family: 4 | 6): Lookup {
    const wanted = name.toLowerCase();
    const own = wanted.endsWith(ownDomain) ? wanted.slice(0, -ownDomain.length) : wanted;
    const found = networks.flatMap((network) => {
      const suffix = `.${network.name.toLowerCase()}`;
      const inner = own.endsWith(suffix) ? own.slice(0, -suffix.length) : own;
      return (this.#presences.get(network.id) ?? []).filter(
        ({ names }) => names.includes(own) || names.includes(inner),
      );
    });
    if (found.length > 0) {
      const addresses = found.flatMap((presence) => presence.addresses);
      const values = addresses.filter((address) => familyOf(address) === family);
      return { kind: 'found', values: [...new Set(values)] };
    }
    // A name without a dot is nobody else's either.
    return own !== wanted || !wanted.includes('.') ? unknown : elsewhere;
  }

  /** The names of an address. Docker tells one, with its network; Podman all that there are. */
  names({ networks, named }: Asker, address: string): Lookup {
    for (const network of networks) {
      const presence = this.#presences
        .get(network.id)
        ?.find(({ addresses }) => addresses.includes(address));
      if (!presence) continue;
      const { names } = presence;
      const values = named?.qualified ? [`${names[0]}.${network.name}`] : names;
      return { kind: 'found', values };
    }
    const isOurs = networks.some(({ subnets }) =>
      subnets.some(({ subnet }) => contains(blockOf(subnet), address)),
    );
    return isOurs ? unknown : elsewhere;
  }
}

/** The address that a name below `in-addr.arpa` or `ip6.arpa` stands for (RFC 1035 3.5, RFC 3596 2.5). */
export function reverseAddress(name: string): string | undefined {
  const [, v4] = /^((?:\d{1,3}\.){4})in-addr\.arpa$/i.exec(name) ?? [];
  if (v4 !== undefined) {
    const text = v4.split('.').slice(0, 4).reverse().join('.');
    return ipaddr.IPv4.isValidFourPartDecimal(text) ? text : undefined;
  }
  const [, v6] = /^((?:[0-9a-f]\.){32})ip6\.arpa$/i.exec(name) ?? [];
  if (v6 === undefined) return undefined;
  const digits = v6.split('.').slice(0, 32).reverse().join('');
  return ipaddr.parse(digits.match(/.{4}/g)?.join(':') ?? '').toString();
}
