import { familyOf } from './addresses.ts';
import type { ServedGateway } from './names/name-servers.ts';
import { isolation, switchOption } from './options.ts';
import { runNft } from './nft.ts';
import type { Network, PortForward, Reservation } from './types.ts';

/** One published port of one container, one address family. */
interface Target {
  family: 4 | 6;
  hostIp: string;
  protocol: string;
  hostPort: number;
  address: string;
  port: number;
}

/** What the table is made from. */
export interface Needed {
  networks: readonly Network[];
  reservations: readonly Reservation[];
  /** Where names are served. */
  names: readonly ServedGateway[];
}

/**
 * The rules of one root: a table of its own, so that nothing of others is touched.
 *
 * - Published ports are entries of maps, looked up for packets to any address of the host, from
 *   outside (prerouting) and from the host itself (output).
 * - Outgoing traffic of a network is masqueraded; so is what reaches a container from its own
 *   network, or from the host's loopback, through a published port, for its answer would not come back
 *   this way otherwise.
 * - Nothing is accepted here that others drop: a verdict of ours could not overrule theirs.
 */
export class Firewall {
  readonly #table: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(table: string) {
    this.#table = table;
  }

  /**
   * Makes the table exactly what networks and reservations need, in one transaction; nothing
   * needed removes it.
   *
   * @param needed asked when it is this change's turn, so that nothing is forgotten or revived
   */
  replace(needed: () => Promise<Needed>) {
    // Adding first makes the deletion good when there is no table.
    const reset = `add table inet ${this.#table}\ndelete table inet ${this.#table}\n`;
    return this.#run(async () => {
      const wanted = await needed();
      return wanted.networks.length === 0 ? reset : reset + this.#rules(wanted);
    });
  }

  /** Adds one container's ports to a table that stands. */
  async add(reservation: Reservation): Promise<void> {
    const entries = mapEntries(reservation);
    if (entries.length > 0) await this.#run(() => this.#elements('add', entries));
  }

  /** Takes one container's ports out. Fails when the table, or an entry of it, is not there any more. */
  async remove(reservation: Reservation): Promise<void> {
    const entries = keysOf(mapEntries(reservation));
    if (entries.length > 0) await this.#run(() => this.#elements('delete', entries));
  }

  /** Leads one container's ports to other addresses of it. Fails as `remove`. */
  async exchange(before: Reservation, after: Reservation): Promise<void> {
    const [old, fresh] = [mapEntries(before), mapEntries(after)];
    const among = (entries: typeof old) => new Set(entries.map((entry) => entry.join()));
    const [there, wanted] = [among(old), among(fresh)];
    const gone = old.filter((entry) => !wanted.has(entry.join()));
    const added = fresh.filter((entry) => !there.has(entry.join()));
    if (gone.length + added.length === 0) return;
    await this.#run(() => this.#elements('delete', keysOf(gone)) + this.#elements('add', added));
  }

  #elements(verb: 'add' | 'delete', entries: [map: string, entry: string][]): string {
    const maps = [...new Set(entries.map(([map]) => map))];
    return maps
      .map((map) => {
        const inner = entries.filter(([name]) => name === map).map(([, entry]) => entry);
        return `${verb} element inet ${this.#table} ${map} { ${inner.join(', ')} }\n`;
      })
      .join('');
  }

  #rules({ networks, reservations, names }: Needed): string {
    const entries = reservations.flatMap(mapEntries);
    const map = (name: string, type: string) => {
      const inner = entries.filter(([of]) => of === name).map(([, entry]) => entry);
      const elements = inner.length === 0 ? '' : `elements = { ${inner.join(', ')} }\n`;
      return `map ${name} {\n type ${type}\n ${elements}}\n`;
    };
    const bridges = quoted(networks);
    return `table inet ${this.#table} {
${map('ports4', 'ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service')}
${map('anyports4', 'inet_proto . inet_service : ipv4_addr . inet_service')}
${map('ports6', 'ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service')}
${map('anyports6', 'inet_proto . inet_service : ipv6_addr . inet_service')}
chain publish {
 dnat ip to ip daddr . meta l4proto . th dport map @ports4
 dnat ip to meta l4proto . th dport map @anyports4
 ip6 daddr ::1 return
 dnat ip6 to ip6 daddr . meta l4proto . th dport map @ports6
 dnat ip6 to meta l4proto . th dport map @anyports6
}
chain prerouting {
 type nat hook prerouting priority dstnat; policy accept;
${names.map(question).join('\n')}
 fib daddr type local jump publish
}
chain output {
 type nat hook output priority -100; policy accept;
${names.map(questionOfHost).join('\n')}
 fib daddr type local jump publish
}
chain postrouting {
 type nat hook postrouting priority srcnat; policy accept;
${networks.flatMap(masquerade).join('\n')}
}
chain loopback {
 type filter hook prerouting priority raw; policy accept;
 iifname { ${bridges} } ip daddr 127.0.0.0/8 drop comment "route_localnet is for the host, not for containers"
}
chain forward {
 type filter hook forward priority filter; policy accept;
${isolate(networks).join('\n')}
}
}
`;
  }

  #run(rules: () => string | Promise<string>): Promise<void> {
    // One run of nft is one transaction: all of it comes into force, or nothing.
    const turn = this.#last.then(async () => {
      await runNft(['-f', '-'], await rules());
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Questions to a network's name server; a published port 53 is for others. */
function question({ network, gateway, port }: ServedGateway): string {
  return ` iifname ${JSON.stringify(network.interface)}${questionOfHost({ network, gateway, port })}`;
}

function questionOfHost({ gateway, port }: ServedGateway): string {
  const [ip, to] = familyOf(gateway) === 4 ? ['ip', gateway] : ['ip6', `[${gateway}]`];
  return ` ${ip} daddr ${gateway} meta l4proto { tcp, udp } th dport 53 dnat ${ip} to ${to}:${port}`;
}

function masquerade(network: Network): string[] {
  const bridge = JSON.stringify(network.interface);
  return [
    ...network.subnets.flatMap(({ subnet }) => {
      const [ip, multicast] = familyOf(subnet) === 4 ? ['ip', '224.0.0.0/4'] : ['ip6', 'ff00::/8'];
      const outgoing = ` ${ip} saddr ${subnet} ${ip} daddr != { ${subnet}, ${multicast} } masquerade`;
      const hairpin = ` ${ip} saddr ${subnet} ${ip} daddr ${subnet} ct status dnat masquerade`;
      const hidden = !network.internal && switchOption(network.options, 'masquerade');
      return hidden ? [outgoing, hairpin] : [hairpin];
    }),
    ` oifname ${bridge} ip saddr 127.0.0.0/8 masquerade`,
  ];
}

/** What may not pass between networks. Published ports are for everybody, but for those of internal networks. */
function isolate(networks: readonly Network[]): string[] {
  const inner = networks.filter(({ internal }) => internal);
  const outer = networks.filter(({ internal }) => !internal);
  const closed = inner.flatMap((network) => {
    const own = quoted([network]);
    return [` iifname ${own} oifname != ${own} drop`, ` oifname ${own} iifname != ${own} drop`];
  });
  const apart = outer.flatMap((network) => {
    const rule = isolation(network);
    const others = outer.filter(
      (other) =>
        other !== network && (rule === 'strict' || (rule === 'yes' && isolation(other) === 'yes')),
    );
    if (others.length === 0) return [];
    const [own, them] = [quoted([network]), `{ ${quoted(others)} }`];
    return [` iifname ${own} oifname ${them} drop`, ` oifname ${own} iifname ${them} drop`];
  });
  return apart.length === 0 ? closed : [...closed, ' ct status dnat accept', ...apart];
}

function quoted(networks: readonly Network[]): string {
  return networks.map((network) => JSON.stringify(network.interface)).join(', ');
}

function keysOf(entries: [map: string, entry: string][]): [map: string, entry: string][] {
  return entries.map(([map, entry]) => [map, entry.split(' : ')[0] ?? '']);
}

/** Each port's map and its entry there. The first address of a family gets the traffic. */
function mapEntries(reservation: Reservation): [map: string, entry: string][] {
  // What shares an interface of the host is not reached from the host.
  const reachable = reservation.attachments.filter(({ hostInterface }) => hostInterface !== '');
  const addresses = reachable.flatMap(({ ips }) => ips.map((ip) => ip.address));
  return reservation.ports
    .flatMap((forward) => targets(forward, addresses))
    .map((target) => {
      const key = `${target.protocol} . ${target.hostPort}`;
      const value = `${target.address} . ${target.port}`;
      return target.hostIp === ''
        ? [`anyports${target.family}`, `${key} : ${value}`]
        : [`ports${target.family}`, `${target.hostIp} . ${key} : ${value}`];
    });
}

function targets(forward: PortForward, addresses: string[]): Target[] {
  const anywhere = ['', '0.0.0.0', '::'].includes(forward.hostIp);
  return ([4, 6] as const).flatMap((family) => {
    const address = addresses.find((candidate) => familyOf(candidate) === family);
    const wanted = forward.hostIp === '' || familyOf(forward.hostIp) === family;
    if (address === undefined || !wanted) return [];
    return Array.from({ length: forward.range }, (_, offset) => ({
      family,
      hostIp: anywhere ? '' : forward.hostIp,
      protocol: forward.protocol,
      hostPort: forward.hostPort + offset,
      address,
      port: forward.containerPort + offset,
    }));
  });
}
