import { BadParameter } from '../errors.ts';
import { leaseAddresses } from './leases.ts';
import { option } from './options.ts';
import { checkForward } from './ports.ts';
import type { PortHolder } from './ports.ts';
import type { NetworkRegistry } from './registry.ts';
import type { NetworkStore } from './store.ts';
import type { Attachment, AttachmentRequest, Network, PortForward, Reservation } from './types.ts';

/** Addresses and ports in one transaction: the row stands only when every port is held, and nothing is held without the row. */
export function takeReservation(
  from: { store: NetworkStore; registry: NetworkRegistry; ports: PortHolder },
  request: { containerId: string; wanted: AttachmentRequest[]; forwards: PortForward[] },
): Reservation {
  const { containerId, wanted, forwards } = request;
  const networks = wanted.map(({ network }) => from.registry.find(network));
  const names = interfaceNames(wanted, networks);
  try {
    return from.store.transaction(() => {
      const attachments = wanted.map((each, index) => {
        const network = networks[index] ?? from.registry.find(each.network);
        const name = names[index] ?? '';
        return leaseAddresses(from.store, network, containerId, each, name);
      });
      const bound = forwards.map((forward) => withBinding(forward, networks[0]));
      const ports = from.ports.take(containerId, { attachments, ports: bound });
      const reservation = { attachments, ports };
      from.store.insertReservation(containerId, reservation);
      return reservation;
    });
  } catch (error) {
    from.ports.release(containerId);
    throw error;
  }
}

/** Addresses of one more network for a container that may hold some already. */
export function extendReservation(
  from: { store: NetworkStore; registry: NetworkRegistry },
  containerId: string,
  wanted: AttachmentRequest,
): { before: Reservation; after: Reservation; added: Attachment } {
  return from.store.transaction(() => {
    const before = from.store.reservation(containerId) ?? nothing;
    const network = from.registry.find(wanted.network);
    const names = interfaceNames(
      [...before.attachments, wanted],
      [...before.attachments.map(() => undefined), network],
    );
    const name = names.at(-1) ?? '';
    const added = leaseAddresses(from.store, network, containerId, wanted, name);
    const after = { ...before, attachments: [...before.attachments, added] };
    from.store.updateReservation(containerId, after);
    return { before, after, added };
  });
}

/** Gives the addresses of some networks back; undefined when the container has none of them. */
export function shrinkReservation(
  store: NetworkStore,
  containerId: string,
  leaves: (attachment: Attachment) => boolean,
): { before: Reservation; after: Reservation } | undefined {
  return store.transaction(() => {
    const before = store.reservation(containerId);
    const gone = before?.attachments.filter(leaves) ?? [];
    if (!before || gone.length === 0) return undefined;
    const after = {
      ...before,
      attachments: before.attachments.filter((attachment) => !gone.includes(attachment)),
    };
    for (const { networkId } of gone) store.releaseLeases(containerId, networkId);
    store.updateReservation(containerId, after);
    return { before, after };
  });
}

const nothing: Reservation = { attachments: [], ports: [] };

/** A network may say on which address of the host ports are published that name none. */
function withBinding(forward: PortForward, network: Network | undefined): PortForward {
  const address = network && option(network.options, 'hostBinding');
  return address && forward.hostIp === '' ? checkForward({ ...forward, hostIp: address }) : forward;
}

/** `eth0`, `eth1` … (or with the network's prefix) for those that name none, round those that do. */
export function interfaceNames(
  wanted: readonly Pick<AttachmentRequest, 'interfaceName'>[],
  networks: readonly (Network | undefined)[] = [],
): string[] {
  const taken = new Set<string>();
  for (const { interfaceName: name } of wanted) {
    if (name === undefined) continue;
    if (!/^[^\s/:]{1,15}$/.test(name) || /^\.+$/.test(name) || name === 'lo')
      throw new BadParameter(`invalid interface name ${JSON.stringify(name)}`);
    if (taken.has(name)) throw new BadParameter(`interface name ${name} is asked for twice`);
    taken.add(name);
  }
  return wanted.map(({ interfaceName }, index) => {
    if (interfaceName !== undefined) return interfaceName;
    const prefix = option(networks[index]?.options ?? {}, 'interfacePrefix') || 'eth';
    let number = 0;
    while (taken.has(`${prefix}${number}`)) number += 1;
    taken.add(`${prefix}${number}`);
    return `${prefix}${number}`;
  });
}
