import { BadParameter } from '../errors.ts';
import { leaseAddresses } from './leases.ts';
import type { PortHolder } from './ports.ts';
import type { NetworkRegistry } from './registry.ts';
import type { NetworkStore } from './store.ts';
import type { AttachmentRequest, PortForward, Reservation } from './types.ts';

/** Addresses and ports in one transaction: the row stands only when every port is held, and nothing is held without the row. */
export function takeReservation(
  from: { store: NetworkStore; registry: NetworkRegistry; ports: PortHolder },
  request: { containerId: string; wanted: AttachmentRequest[]; forwards: PortForward[] },
): Reservation {
  const { containerId, wanted, forwards } = request;
  const names = interfaceNames(wanted);
  try {
    return from.store.transaction(() => {
      const attachments = wanted.map((each, index) => {
        const network = from.registry.find(each.network);
        const name = names[index] ?? '';
        return leaseAddresses(from.store, network, containerId, each, name);
      });
      const ports = from.ports.take(containerId, { attachments, ports: forwards });
      const reservation = { attachments, ports };
      from.store.insertReservation(containerId, reservation);
      return reservation;
    });
  } catch (error) {
    from.ports.release(containerId);
    throw error;
  }
}

/** `eth0`, `eth1` … for those that name none, round those that do. */
export function interfaceNames(
  wanted: readonly Pick<AttachmentRequest, 'interfaceName'>[],
): string[] {
  const taken = new Set<string>();
  for (const { interfaceName: name } of wanted) {
    if (name === undefined) continue;
    if (!/^[^\s/:]{1,15}$/.test(name) || /^\.+$/.test(name) || name === 'lo')
      throw new BadParameter(`invalid interface name ${JSON.stringify(name)}`);
    if (taken.has(name)) throw new BadParameter(`interface name ${name} is asked for twice`);
    taken.add(name);
  }
  return wanted.map(({ interfaceName }) => {
    if (interfaceName !== undefined) return interfaceName;
    let number = 0;
    while (taken.has(`eth${number}`)) number += 1;
    taken.add(`eth${number}`);
    return `eth${number}`;
  });
}
