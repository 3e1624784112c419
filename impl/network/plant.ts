import { createHash } from 'node:crypto';
import { Bridges } from './bridges.ts';
import type { Joint } from './bridges.ts';
import { forgetUdpFlows } from './conntrack.ts';
import { Firewall } from './firewall.ts';
import { withHostLock } from './host-lock.ts';
import type { NameServers } from './names/name-servers.ts';
import type { NetworkRegistry } from './registry.ts';
import type { NetworkStore } from './store.ts';
import type { Network, Reservation } from './types.ts';

/** What the kernel's objects of one root are called, so that several daemons do not meet. */
export function objectNames(root: string): { table: string; interfacePrefix: string } {
  const hash = createHash('sha256').update(root).digest('hex');
  return { table: `refpod_${hash.slice(0, 12)}`, interfacePrefix: `rp${hash.slice(0, 8)}` };
}

/**
 * The kernel's side of a root's networks: bridges for those that containers use, and one table of
 * rules. Everything is made from the database's rows, and can be made from them again.
 */
export class Plant {
  readonly #bridges: Bridges;
  readonly #firewall: Firewall;
  readonly #registry: NetworkRegistry;
  readonly #store: NetworkStore;
  readonly #names: NameServers;
  /** The newest whole writing of the table: ports are added to that one. */
  #table: Promise<void> = Promise.resolve();
  /** Links on their way out, by the addresses that they carry. */
  readonly #leaving = new Map<string, Promise<void>>();

  constructor(table: string, registry: NetworkRegistry, store: NetworkStore, names: NameServers) {
    this.#bridges = new Bridges(table);
    this.#firewall = new Firewall(table);
    this.#registry = registry;
    this.#store = store;
    this.#names = names;
  }

  hostRanges() {
    return this.#bridges.hostRanges();
  }

  /** Makes the network's bridge if it is not there. The rules follow while the caller goes on; `connect` waits for them. */
  async activate(networkId: string): Promise<void> {
    const network = this.#registry.find(networkId);
    if (network.driver !== 'bridge') {
      await this.#bridges.requireParent(network);
      return;
    }
    if (await this.#bridges.exists(network)) return;
    await withHostLock(async () => {
      const host = await this.#bridges.hostRanges();
      await this.#bridges.make(this.#registry.giveWay(network, host));
    });
    this.#table = this.#writeTable();
    // Its failure is thrown at whoever waits for it, not at the process.
    this.#table.catch(() => undefined);
  }

  async connect(reservation: Reservation, pid: number): Promise<void> {
    const joints = this.#joints(reservation);
    await this.#addressesLeft(reservation);
    await Promise.all([
      this.#bridges.attach(joints, joints, pid),
      this.#table.then(() => this.#firewall.add(reservation)),
    ]);
    await forgetUdpFlows(reservation.ports);
  }

  /** A container that lives on comes to have other attachments; those that it keeps are not touched. */
  async change(before: Reservation, after: Reservation, pid: number): Promise<void> {
    const kept = new Set(before.attachments.map(({ networkId }) => networkId));
    const stays = new Set(after.attachments.map(({ networkId }) => networkId));
    const gone = before.attachments.filter(({ networkId }) => !stays.has(networkId));
    const joints = this.#joints(after);
    const added = joints.filter(({ network }) => !kept.has(network.id));
    if (gone.length > 0) await this.#bridges.leave(gone, joints, pid);
    if (added.length > 0) {
      await this.#addressesLeft(after);
      await this.#bridges.attach(added, joints, pid);
    }
    await this.#table;
    await this.#firewall.exchange(before, after).catch(() => this.#writeTable());
    await forgetUdpFlows(after.ports);
  }

  #joints(reservation: Reservation): Joint[] {
    return reservation.attachments.map((attachment) => ({
      attachment,
      network: this.#registry.find(attachment.networkId),
    }));
  }

  /**
   * Takes the container's rules away; rules that somebody flushed are written anew as they should
   * be. Its links are on their way out: the kernel takes 10 to 30 ms for each, and mostly removes
   * them with the namespace anyhow, so nobody waits but the next one with the same address.
   */
  async disconnect(reservation: Reservation): Promise<void> {
    this.removeLinks(reservation);
    await this.#firewall.remove(reservation).catch(() => this.#writeTable());
    await forgetUdpFlows(reservation.ports);
  }

  /** Starts to take away a container's links. */
  removeLinks(reservation: Reservation): void {
    const addresses = addressesOf(reservation);
    const gone = this.#bridges.detach(reservation.attachments).finally(() => {
      for (const address of addresses)
        if (this.#leaving.get(address) === gone) this.#leaving.delete(address);
    });
    // Thrown at whoever waits for the address; a link that stays is removed with its bridge.
    gone.catch(() => undefined);
    for (const address of addresses) this.#leaving.set(address, gone);
  }

  /**
   * Makes bridges, switches, links and rules again what the database says.
   *
   * @param pids processes of the containers that live, by container
   */
  async restore(pids: ReadonlyMap<string, number>): Promise<void> {
    const held = this.#store.reservations();
    for (const network of this.#bridged().filter((each) => this.#registry.isUsed(each))) {
      if (await this.#bridges.exists(network)) await this.#bridges.applySysctls(network);
      else await this.#bridges.make(network);
      const ends = held
        .flatMap(({ reservation }) => reservation.attachments)
        .filter(({ networkId }) => networkId === network.id);
      await this.#bridges.rejoin(
        network,
        ends.map(({ hostInterface }) => hostInterface),
      );
    }
    await this.#mendLinks(pids);
    await this.#writeTable();
  }

  /** Links that the database has and the kernel has not are made, those that only the kernel has are removed. */
  async #mendLinks(pids: ReadonlyMap<string, number>): Promise<void> {
    const held = this.#store.reservations();
    const there = await this.#bridges.hostEnds(this.#bridged());
    const wanted = new Set(
      held.flatMap(({ reservation }) =>
        reservation.attachments.map(({ hostInterface }) => hostInterface),
      ),
    );
    await this.#bridges.removeLinks(there.filter((name) => !wanted.has(name)));
    for (const { container, reservation } of held) {
      const pid = pids.get(container);
      const joints = this.#joints(reservation);
      const lost = joints.filter(
        ({ attachment, network }) =>
          network.driver === 'bridge' && !there.includes(attachment.hostInterface),
      );
      if (pid === undefined || lost.length === 0) continue;
      await this.#bridges.attach(lost, joints, pid).catch((error: unknown) => {
        // One container that is on its way out must not keep the others from theirs.
        process.emitWarning(`cannot connect container ${container} again: ${String(error)}`);
      });
    }
  }

  /** Removes the bridges that no container uses. */
  async removeIdle(): Promise<void> {
    const active = await this.#active();
    const idle = active.filter((network) => !this.#registry.isUsed(network));
    if (idle.length === 0) return;
    await this.#bridges.remove(idle);
    await this.#writeTable();
  }

  /** Removes what is left of a network whose record is gone. */
  async forget(network: Network): Promise<void> {
    if (network.driver !== 'bridge') return;
    if (!(await this.#bridges.exists(network).catch(() => false))) return;
    await this.#bridges.remove([network]);
    await this.#writeTable();
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#leaving.values());
    this.#bridges.close();
  }

  async #addressesLeft(reservation: Reservation): Promise<void> {
    for (const address of addressesOf(reservation)) await this.#leaving.get(address);
  }

  #bridged(): Network[] {
    return this.#registry.list().filter(({ driver }) => driver === 'bridge');
  }

  async #active(): Promise<Network[]> {
    const networks = this.#bridged();
    // A bridge under a name that somebody else took is none of ours.
    const there = await Promise.all(
      networks.map((network) => this.#bridges.exists(network).catch(() => false)),
    );
    return networks.filter((_, index) => there[index]);
  }

  #writeTable(): Promise<void> {
    return this.#firewall.replace(async () => {
      const networks = await this.#active();
      return {
        networks,
        names: await this.#names.serve(networks),
        reservations: this.#store.reservations().map(({ reservation }) => reservation),
      };
    });
  }
}

function addressesOf(reservation: Reservation): string[] {
  return reservation.attachments.flatMap(({ networkId, ips }) =>
    ips.map(({ address }) => `${networkId}/${address}`),
  );
}
