import ipaddr from 'ipaddr.js';
import {
  attribute,
  NLM_F_CREATE,
  NLM_F_DUMP,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  nested,
  u32,
  u8,
} from '../kernel/netlink-message.ts';
import type { NetlinkRequest } from '../kernel/netlink-message.ts';

/**
 * The requests of rtnetlink(7) that a bridge network is made of. Numbers are those of
 * linux/rtnetlink.h, if_link.h, if_addr.h and neighbour.h.
 */
const RTM = {
  newLink: 16,
  deleteLink: 17,
  getLink: 18,
  setLink: 19,
  newAddress: 20,
  getAddress: 22,
  newRoute: 24,
  getRoute: 26,
  deleteNeighbour: 29,
} as const;
export const IFLA = {
  address: 1,
  name: 3,
  mtu: 4,
  link: 5,
  master: 10,
  linkInfo: 18,
  netnsPid: 19,
  alias: 20,
} as const;
const INFO = { kind: 1, data: 2, slaveKind: 4, slaveData: 5 } as const;
const VETH_INFO_PEER = 1;
const IFLA_BR = { vlanFiltering: 7, defaultVlan: 39 } as const;
const IFLA_BRPORT = { mode: 4, isolated: 33 } as const;
export const IFA = { address: 1, local: 2, broadcast: 4, flags: 8 } as const;
const IFA_F_NODAD = 0x02;
export const RTA = { destination: 1, outInterface: 4, gateway: 5, metric: 6 } as const;
const NDA_DST = 1;
const IFF_UP = 1;

const AF = { unspecified: 0, inet: 2, inet6: 10 } as const;

interface LinkAttributes {
  name: string;
  mac?: string;
  mtu?: number;
  /** Index of the bridge that it joins. */
  master?: number;
}

/** ifinfomsg, with the interface set up if wanted. */
function linkHeader(up: boolean, index = 0): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(index, 4);
  header.writeUInt32LE(up ? IFF_UP : 0, 8);
  header.writeUInt32LE(up ? IFF_UP : 0, 12);
  return header;
}

function linkAttributes(link: LinkAttributes): Buffer[] {
  return [
    attribute(IFLA.name, link.name),
    ...(link.mac === undefined ? [] : [attribute(IFLA.address, macBytes(link.mac))]),
    ...(link.mtu === undefined ? [] : [attribute(IFLA.mtu, u32(link.mtu))]),
    ...(link.master === undefined ? [] : [attribute(IFLA.master, u32(link.master))]),
  ];
}

export const macBytes = (mac: string) => Buffer.from(mac.replaceAll(':', ''), 'hex');

function request(type: number, flags: number, what: string, ...parts: Buffer[]): NetlinkRequest {
  return { type, flags, what, body: Buffer.concat(parts) };
}

/** @param vlan what its untagged ports, and its own addresses, belong to: each port as it joins */
export function addBridge(link: LinkAttributes, vlan?: number): NetlinkRequest {
  const filtering = [
    attribute(IFLA_BR.vlanFiltering, u8(1)),
    attribute(IFLA_BR.defaultVlan, u32(vlan ?? 0).subarray(0, 2)),
  ];
  const data = vlan === undefined ? [] : [nested(INFO.data, ...filtering)];
  const info = nested(IFLA.linkInfo, attribute(INFO.kind, 'bridge'), ...data);
  return request(
    RTM.newLink,
    NLM_F_CREATE | NLM_F_EXCL,
    `make bridge ${link.name}`,
    linkHeader(true),
    ...linkAttributes(link),
    info,
  );
}

/** Gives a link its alias: a text for people, which the kernel only keeps. */
export function setAlias(name: string, alias: string): NetlinkRequest {
  return request(
    RTM.setLink,
    0,
    `mark ${name} as ours`,
    linkHeader(true),
    attribute(IFLA.name, name),
    attribute(IFLA.alias, alias),
  );
}

/** A pair of links: `host` here and up, `peer` (which must wait for its partner) down in the network namespace of process `pid`. */
export function addVethPair(host: LinkAttributes, peer: LinkAttributes, pid: number) {
  const peerInfo = nested(
    VETH_INFO_PEER,
    linkHeader(false),
    ...linkAttributes(peer),
    attribute(IFLA.netnsPid, u32(pid)),
  );
  const info = nested(IFLA.linkInfo, attribute(INFO.kind, 'veth'), nested(INFO.data, peerInfo));
  return request(
    RTM.newLink,
    NLM_F_CREATE | NLM_F_EXCL,
    `make link ${host.name} with ${peer.name} in the container`,
    linkHeader(true),
    ...linkAttributes(host),
    info,
  );
}

/**
 * Lets a bridge send a frame back out of the port that it came from, so that a container reaches its
 * own published port. Frames between isolated ports are dropped.
 */
export function setPortMode(name: string, { isolated }: { isolated: boolean }): NetlinkRequest {
  const info = nested(
    IFLA.linkInfo,
    attribute(INFO.slaveKind, 'bridge'),
    nested(
      INFO.slaveData,
      attribute(IFLA_BRPORT.mode, u8(1)),
      ...(isolated ? [attribute(IFLA_BRPORT.isolated, u8(1))] : []),
    ),
  );
  return request(
    RTM.newLink,
    0,
    `set the port mode of ${name}`,
    linkHeader(false),
    attribute(IFLA.name, name),
    info,
  );
}

/** A link in the network namespace of process `pid` that shares an interface of the host. */
export function addSharedLink(
  link: LinkAttributes,
  shared: { kind: 'macvlan' | 'ipvlan'; mode: number; parent: number },
  pid: number,
): NetlinkRequest {
  // macvlan's mode has 32 bits, ipvlan's 16 (padded).
  const data = nested(INFO.data, attribute(modeAttribute, modeBytes(shared)));
  return request(
    RTM.newLink,
    NLM_F_CREATE | NLM_F_EXCL,
    `make ${shared.kind} ${link.name} in the container`,
    linkHeader(false),
    ...linkAttributes(link),
    attribute(IFLA.link, u32(shared.parent)),
    attribute(IFLA.netnsPid, u32(pid)),
    nested(IFLA.linkInfo, attribute(INFO.kind, shared.kind), data),
  );
}

/** IFLA_MACVLAN_MODE and IFLA_IPVLAN_MODE. */
const modeAttribute = 1;

function modeBytes({ kind, mode }: { kind: string; mode: number }): Buffer {
  return kind === 'macvlan' ? u32(mode) : u32(mode).subarray(0, 2);
}

export function setLinkUp(index: number): NetlinkRequest {
  return request(RTM.setLink, 0, `set link ${index} up`, linkHeader(true, index));
}

export function deleteLink(name: string): NetlinkRequest {
  return request(
    RTM.deleteLink,
    0,
    `remove link ${name}`,
    linkHeader(false),
    attribute(IFLA.name, name),
  );
}

/** Asks for a link by name or index. */
export function getLink(which: string | number): NetlinkRequest {
  const what = `find link ${which}`;
  return typeof which === 'number'
    ? request(RTM.getLink, 0, what, linkHeader(false, which))
    : request(RTM.getLink, 0, what, linkHeader(false), attribute(IFLA.name, which));
}

/** Makes a link a port of a bridge. */
export function setMaster(name: string, master: number): NetlinkRequest {
  return request(
    RTM.setLink,
    0,
    `add ${name} to its bridge`,
    linkHeader(true),
    ...linkAttributes({ name, master }),
  );
}

/** An address on a link; IPv6 ones are usable at once, without looking for duplicates. */
export function addAddress(index: number, address: string, prefix: number): NetlinkRequest {
  const bytes = addressBytes(address);
  const header = Buffer.from([familyOf(bytes), prefix, IFA_F_NODAD, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(index, 4);
  const broadcast = ipaddr.IPv4.isValid(address)
    ? [attribute(IFA.broadcast, addressBytes(broadcastOf(address, prefix)))]
    : [];
  return request(
    RTM.newAddress,
    NLM_F_CREATE | NLM_F_REPLACE,
    `give the address ${address}/${prefix}`,
    header,
    attribute(IFA.local, bytes),
    attribute(IFA.address, bytes),
    ...broadcast,
  );
}

/** A route through `gateway`; without a destination (CIDR) the default one. */
export function addRoute(
  index: number,
  { destination, gateway, metric }: { destination?: string; gateway: string; metric: number },
): NetlinkRequest {
  const bytes = addressBytes(gateway);
  const [target = '', length = '0'] = destination?.split('/') ?? [];
  // rtmsg: family, destination and source length, tos, main table, static, universe, unicast.
  const header = Buffer.from([familyOf(bytes), Number(length), 0, 0, 254, 4, 0, 1, 0, 0, 0, 0]);
  return request(
    RTM.newRoute,
    NLM_F_CREATE | NLM_F_EXCL,
    `add the route to ${destination ?? 'everywhere'} through ${gateway}`,
    header,
    ...(target === '' ? [] : [attribute(RTA.destination, addressBytes(target))]),
    attribute(RTA.gateway, bytes),
    attribute(RTA.outInterface, u32(index)),
    attribute(RTA.metric, u32(metric)),
  );
}

/** Forgets which hardware address an address was last seen at. */
export function deleteNeighbour(index: number, address: string): NetlinkRequest {
  const bytes = addressBytes(address);
  const header = Buffer.alloc(12);
  header.writeUInt8(familyOf(bytes), 0);
  header.writeInt32LE(index, 4);
  return request(
    RTM.deleteNeighbour,
    0,
    `forget the neighbour ${address}`,
    header,
    attribute(NDA_DST, bytes),
  );
}

export function dumpLinks(): NetlinkRequest {
  return request(RTM.getLink, NLM_F_DUMP, 'list the links', linkHeader(false));
}

export function dumpRoutes(): NetlinkRequest {
  return request(RTM.getRoute, NLM_F_DUMP, 'list the routes', Buffer.alloc(12));
}

export function dumpAddresses(): NetlinkRequest {
  return request(RTM.getAddress, NLM_F_DUMP, 'list the addresses', Buffer.alloc(8));
}

export function addressBytes(address: string): Buffer {
  return Buffer.from(ipaddr.parse(address).toByteArray());
}

function familyOf(bytes: Buffer): number {
  return bytes.length === 4 ? AF.inet : AF.inet6;
}

function broadcastOf(address: string, prefix: number): string {
  return ipaddr.IPv4.broadcastAddressFromCIDR(`${address}/${prefix}`).toString();
}
