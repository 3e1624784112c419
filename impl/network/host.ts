import fs from 'node:fs/promises';
import type { NetlinkSocket } from '../kernel/netlink.ts';
import { parseAttributes, textOf } from '../kernel/netlink-message.ts';
import { blockOf, fromNumber } from './addresses.ts';
import type { Range } from './addresses.ts';
import { dumpAddresses, dumpLinks, dumpRoutes, getLink, IFA, IFLA, RTA } from './route-messages.ts';

const AF_INET = 2;
const AF_INET6 = 10;
/** Where nothing says better (Ethernet). */
export const usualMtu = 1500;

/** A stretch of addresses that the host knows a way to. */
export interface HostRange extends Range {
  /** Index of the interface that it lies behind. */
  device: number;
}

/** All that the host has addresses in or routes to, default routes left out. */
export async function hostRanges(socket: NetlinkSocket): Promise<HostRange[]> {
  // One after the other: a socket works on one list at a time.
  const [routes = []] = await socket.request([dumpRoutes()]);
  const [addresses = []] = await socket.request([dumpAddresses()]);
  return [
    ...routes.map(({ body }) => {
      const attributes = parseAttributes(body.subarray(12));
      const device = attributes.get(RTA.outInterface)?.readUInt32LE(0) ?? 0;
      return rangeOf(body[0], attributes.get(RTA.destination), body[1] ?? 0, device);
    }),
    ...addresses.map(({ body }) => {
      const address = parseAttributes(body.subarray(8)).get(IFA.address);
      return rangeOf(body[0], address, body[1] ?? 0, body.readUInt32LE(4));
    }),
  ].filter((range) => range !== undefined);
}

function rangeOf(
  family: number | undefined,
  address: Buffer | undefined,
  prefix: number,
  device: number,
): HostRange | undefined {
  if (!address || prefix === 0 || (family !== AF_INET && family !== AF_INET6)) return undefined;
  const text = fromNumber(BigInt(`0x${address.toString('hex')}`), family === AF_INET ? 4 : 6);
  return { ...blockOf(`${text}/${prefix}`), device };
}

/** The interface with the default route. */
export async function uplink(socket: NetlinkSocket): Promise<Link | undefined> {
  const [routes = []] = await socket.request([dumpRoutes()]);
  const route = routes.find(
    ({ body }) =>
      body[1] === 0 && body[0] === AF_INET && parseAttributes(body.subarray(12)).has(RTA.gateway),
  );
  const device = route && parseAttributes(route.body.subarray(12)).get(RTA.outInterface);
  return device && findLink(socket, device.readUInt32LE(0));
}

export interface Link {
  index: number;
  name: string;
  mtu: number;
  alias: string;
  /** Index of the bridge that it is a port of; 0 for none. */
  master: number;
}

/** Every link of the socket's network namespace. */
export async function listLinks(socket: NetlinkSocket): Promise<Link[]> {
  const [replies = []] = await socket.request([dumpLinks()]);
  return replies.map(({ body }) => parseLink(body));
}

/** A link by name or index; undefined when there is none. */
export async function findLink(
  socket: NetlinkSocket,
  which: string | number,
): Promise<Link | undefined> {
  const [replies = []] = await socket.request([getLink(which)], ['ENODEV']);
  return replies[0] && parseLink(replies[0].body);
}

function parseLink(body: Buffer): Link {
  const attributes = parseAttributes(body.subarray(16));
  return {
    index: body.readInt32LE(4),
    name: textOf(attributes.get(IFLA.name)) ?? '',
    mtu: attributes.get(IFLA.mtu)?.readUInt32LE(0) ?? usualMtu,
    alias: textOf(attributes.get(IFLA.alias)) ?? '',
    master: attributes.get(IFLA.master)?.readUInt32LE(0) ?? 0,
  };
}

/** Writes a switch below /proc/sys/net unless it stands so already. */
export async function setSysctl(name: string, value: string): Promise<void> {
  const path = `/proc/sys/net/${name}`;
  if ((await fs.readFile(path, 'utf8')).trim() !== value) await fs.writeFile(path, value);
}
