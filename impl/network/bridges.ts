import { randomBytes } from 'node:crypto';
import { BadParameter, InternalError } from '../errors.ts';
import { NETLINK_ROUTE, NetlinkSocket } from '../kernel/netlink.ts';
import { canonicalMac, familyOf, prefixOf } from './addresses.ts';
import {
  hasDefaultRoute,
  metricOption,
  modeNumber,
  mtuOption,
  switchOption,
  vlanOption,
} from './options.ts';
import { findLink, hostRanges, listLinks, setSysctl, uplink, usualMtu } from './host.ts';
import type { HostRange, Link } from './host.ts';
import { hostEndPrefix } from './leases.ts';
import {
  addAddress,
  addBridge,
  addRoute,
  addSharedLink,
  addVethPair,
  deleteLink,
  deleteNeighbour,
  setAlias,
  setLinkUp,
  setMaster,
  setPortMode,
} from './route-messages.ts';
import type { Attachment, Network } from './types.ts';

/** Loopback's index in every network namespace. */
const loopback = 1;

/** A container's end of a network. */
export interface Joint {
  attachment: Attachment;
  network: Network;
}

/** The links of bridge networks: one bridge per network, one veth pair per container on it. */
export class Bridges {
  readonly #socket = new NetlinkSocket(NETLINK_ROUTE);
  /** Removals are slow (the kernel waits for all readers): they have a queue of their own. */
  readonly #removals = new NetlinkSocket(NETLINK_ROUTE);

  readonly #owner: string;

  /** @param owner what our bridges are marked with (their alias), so that others' are left alone */
  constructor(owner: string) {
    this.#owner = owner;
  }

  /** Throws `BadParameter` when the interface that the network shares is not there. */
  async requireParent(network: Network): Promise<Link> {
    const name = network.interface || (await uplink(this.#socket))?.name;
    const link = name === undefined ? undefined : await findLink(this.#socket, name);
    if (link) return link;
    throw new BadParameter(
      name === undefined
        ? `network ${network.name} needs a parent interface, and the host has no default route`
        : `parent interface ${name} does not exist`,
    );
  }

  /** Whether the network's bridge is there. Throws `InternalError` when somebody else's interface has its name. */
  async exists(network: Network): Promise<boolean> {
    const link = await findLink(this.#socket, network.interface);
    if (link && link.alias !== this.#owner)
      throw new InternalError(
        `the interface ${network.interface} of network ${network.name} exists and is not ours`,
      );
    return link !== undefined;
  }

  hostRanges(): Promise<HostRange[]> {
    return hostRanges(this.#socket);
  }

  /** Makes the network's bridge with its addresses, and lets the host pass its packets on. */
  async make(network: Network): Promise<void> {
    const { interface: name } = network;
    const mtu = mtuOption(network.options) ?? (await uplink(this.#socket))?.mtu ?? usualMtu;
    // Without an address of its own a bridge changes it whenever a port comes or goes.
    const mac = canonicalMac(`02${randomBytes(5).toString('hex')}`.match(/../g)?.join(':') ?? '');
    const vlan = vlanOption(network.options);
    // In one message: a daemon that is killed in between would leave a bridge that is nobody's.
    await this.#socket
      .request([addBridge({ name, mac, mtu }, vlan), setAlias(name, this.#owner)])
      .catch(unsupported(`network ${network.name} needs bridges with VLANs, which`));
    try {
      const index = (await findLink(this.#socket, name))?.index ?? 0;
      await this.#socket.request(
        network.subnets.map(({ subnet, gateway }) => addAddress(index, gateway, prefixOf(subnet))),
      );
      await this.applySysctls(network);
    } catch (error) {
      await this.remove([network]);
      throw error;
    }
  }

  /** The kernel's switches that a network needs; a switch that stands right is not written. */
  async applySysctls(network: Network): Promise<void> {
    // Packets from 127.0.0.1 to a published port leave through the bridge.
    await setSysctl(`ipv4/conf/${network.interface}/route_localnet`, '1');
    if (network.internal) return;
    await setSysctl('ipv4/ip_forward', '1');
    if (network.ipv6) await setSysctl('ipv6/conf/all/forwarding', '1');
  }

  async remove(networks: readonly Network[]): Promise<void> {
    if (networks.length === 0) return;
    await this.#socket.request(
      networks.map((network) => deleteLink(network.interface)),
      ['ENODEV'],
    );
  }

  /**
   * Joins the network namespace of `pid` to networks. Routes are those of all that it is on then:
   * of each family, the first network with a way out has the default route.
   */
  async attach(added: readonly Joint[], all: readonly Joint[], pid: number): Promise<void> {
    for (const joint of added) await this.#addPair(joint, pid);
    await inNetworkOf(pid, async (inside) => {
      await inside.request([setLinkUp(loopback)]);
      for (const { attachment } of added) await setAddresses(inside, attachment);
      await setRoutes(inside, all);
    });
  }

  /** Takes links of a container away that lives on, and gives its default routes to what is left. */
  async leave(gone: readonly Attachment[], left: readonly Joint[], pid: number): Promise<void> {
    await this.detach(gone);
    const shared = gone.filter(({ hostInterface }) => hostInterface === '');
    await inNetworkOf(pid, async (inside) => {
      const inner = shared.map(({ interfaceName }) => deleteLink(interfaceName));
      if (inner.length > 0) await inside.request(inner, ['ENODEV']);
      await setRoutes(inside, left);
    });
  }

  async #addPair({ attachment, network }: Joint, pid: number): Promise<void> {
    if (network.driver !== 'bridge') return this.#addShared({ attachment, network }, pid);
    const bridge = await findLink(this.#socket, network.interface);
    if (!bridge) throw new Error(`bridge ${network.interface} of network ${network.name} is gone`);
    const { hostInterface: host, interfaceName: name, mac, ips } = attachment;
    await this.#socket.request([
      addVethPair(
        { name: host, mtu: bridge.mtu, master: bridge.index },
        { name, mac, mtu: bridge.mtu },
        pid,
      ),
      setPortMode(host, modeOfPorts(network)),
    ]);
    // An earlier container with the address may have had another hardware address.
    await this.#socket.request(
      ips.map(({ address }) => deleteNeighbour(bridge.index, address)),
      ['ENOENT'],
    );
  }

  /** A link that shares an interface of the host, made inside the container. */
  async #addShared({ attachment, network }: Joint, pid: number): Promise<void> {
    const parent = await this.requireParent(network);
    const { interfaceName: name, mac } = attachment;
    const mtu = mtuOption(network.options);
    const kind = network.driver === 'ipvlan' ? 'ipvlan' : 'macvlan';
    const link = { name, ...(kind === 'macvlan' ? { mac } : {}), ...(mtu ? { mtu } : {}) };
    const shared = { kind, mode: modeNumber(network), parent: parent.index } as const;
    await this.#socket
      .request([addSharedLink(link, shared, pid)])
      .catch(unsupported(`network ${network.name} is of the driver ${kind}, which`));
  }

  /** Makes the host's ends ports of the bridge again, after the bridge was lost; ends that are gone are left out. */
  async rejoin(network: Network, hostInterfaces: readonly string[]): Promise<void> {
    const index = (await findLink(this.#socket, network.interface))?.index ?? 0;
    await this.#socket.request(
      hostInterfaces.flatMap((name) => [
        setMaster(name, index),
        setPortMode(name, modeOfPorts(network)),
      ]),
      ['ENODEV'],
    );
  }

  detach(attachments: readonly Attachment[]): Promise<void> {
    const names = attachments.map(({ hostInterface }) => hostInterface);
    return this.removeLinks(names.filter((name) => name !== ''));
  }

  async removeLinks(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.#removals.request(names.map(deleteLink), ['ENODEV']);
  }

  /** Names of the containers' links on the bridges of these networks. */
  async hostEnds(networks: readonly Network[]): Promise<string[]> {
    const links = await listLinks(this.#socket);
    const ours = new Set(networks.map((network) => network.interface));
    const bridges = new Set(links.filter(({ name }) => ours.has(name)).map(({ index }) => index));
    return links
      .filter(({ name, master }) => bridges.has(master) && name.startsWith(hostEndPrefix))
      .map(({ name }) => name);
  }

  close(): void {
    this.#socket.close();
    this.#removals.close();
  }
}

/** A container reaches its own published ports; others on the bridge only if the network lets them. */
function modeOfPorts({ options }: Network): { isolated: boolean } {
  return { isolated: !switchOption(options, 'betweenContainers') };
}

/** Says what the kernel was built without; any other failure stays what it is. */
function unsupported(what: string) {
  return (error: unknown): never => {
    if ((error as { code?: unknown }).code !== 'ENOTSUP') throw error;
    throw new InternalError(`${what} this kernel does not have: operation not supported`, {
      rootCause: 'operation not supported',
      cause: error,
    });
  };
}

async function inNetworkOf(
  pid: number,
  work: (inside: NetlinkSocket) => Promise<void>,
): Promise<void> {
  const inside = new NetlinkSocket(NETLINK_ROUTE, `/proc/${pid}/ns/net`);
  try {
    await work(inside);
  } finally {
    inside.close();
  }
}

async function setAddresses(inside: NetlinkSocket, attachment: Attachment): Promise<void> {
  const index = (await findLink(inside, attachment.interfaceName))?.index ?? 0;
  await inside.request([
    setLinkUp(index),
    ...attachment.ips.map(({ address, prefix }) => addAddress(index, address, prefix)),
  ]);
}

/** Default routes, and those that the networks name; one that is there already stays. */
async function setRoutes(inside: NetlinkSocket, all: readonly Joint[]): Promise<void> {
  const routed = new Set<number>();
  for (const { attachment, network } of all) {
    const { internal, subnets, options, routes = [] } = network;
    const open = internal || !hasDefaultRoute(options) ? [] : subnets.map(({ gateway }) => gateway);
    const first = open.filter((gateway) => !routed.has(familyOf(gateway)));
    for (const gateway of first) routed.add(familyOf(gateway));
    const wanted = [...first.map((gateway) => ({ gateway })), ...routes];
    if (wanted.length === 0) continue;
    const index = (await findLink(inside, attachment.interfaceName))?.index ?? 0;
    const metric = metricOption(options);
    await inside.request(
      wanted.map((route) => addRoute(index, { metric, ...route })),
      ['EEXIST'],
    );
  }
}
