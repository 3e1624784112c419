import { BadParameter, InternalError } from '../errors.ts';
import { PortSocket } from '../kernel/port-socket.ts';
import { canonicalAddress, familyOf } from './addresses.ts';
import type { PortForward, Reservation } from './types.ts';

/** Tries of finding a free run of host ports before the host counts as full. */
const searchAttempts = 64;
/** Where runs of free ports are looked for: the dynamic ports of RFC 6335. */
const dynamicPorts = { first: 49152, last: 65535 };

/** Throws `BadParameter` when a forward cannot be meant: ports out of bounds, an address that is none. */
export function checkForward(forward: PortForward): PortForward {
  const { hostPort, containerPort, range, protocol } = forward;
  const fits = (port: number, least: number) =>
    Number.isInteger(port) && port >= least && port + range - 1 <= 65535;
  if (!Number.isInteger(range) || range < 1 || !fits(containerPort, 1) || !fits(hostPort, 0))
    throw new BadParameter(
      `invalid port mapping ${hostPort}:${containerPort}/${protocol} of ${range} ports`,
    );
  return { ...forward, hostIp: forward.hostIp === '' ? '' : canonicalAddress(forward.hostIp) };
}

/** The host's addresses that a forward stands on. An empty host address is all of IPv4, and of IPv6 where a container has it. */
function hostAddresses(forward: PortForward, withV6: boolean): string[] {
  if (forward.hostIp !== '') return [forward.hostIp];
  return withV6 ? ['0.0.0.0', '::'] : ['0.0.0.0'];
}

/** The host ports of all containers of this daemon, held by sockets that belong to the daemon. */
export class PortHolder {
  readonly #held = new Map<string, PortSocket[]>();

  /**
   * Takes every port of the reservation, or none. Returns them with the host ports that were chosen.
   * sctp ports are not held: the kernel may lack the protocol, as with the real engines.
   *
   * @throws InternalError naming protocol, address and port that somebody else has
   */
  take(containerId: string, { attachments, ports: forwards }: Reservation): PortForward[] {
    const withV6 = hasV6(attachments);
    return this.#hold(containerId, (sockets) =>
      forwards.map((forward) => takeForward(forward, withV6, sockets)),
    );
  }

  /**
   * A container that comes to have its first IPv6 address takes its ports of that family too: all,
   * or none and the error of `take`. Returns what gives them back.
   */
  extend(containerId: string, before: Reservation, after: Reservation): () => void {
    if (hasV6(before.attachments) || !hasV6(after.attachments)) return () => undefined;
    const held = this.#held.get(containerId) ?? [];
    const everywhere = after.ports.filter(({ hostIp }) => hostIp === '');
    const more = this.#hold(containerId, (sockets) => {
      for (const forward of everywhere)
        takeRun({ ...forward, hostIp: '::' }, forward.hostPort, true, sockets);
      return sockets;
    });
    return () => {
      for (const socket of more) socket.close();
      this.#held.set(containerId, held);
    };
  }

  #hold<T>(containerId: string, take: (sockets: PortSocket[]) => T): T {
    const sockets: PortSocket[] = [];
    try {
      const taken = take(sockets);
      this.#held.set(containerId, [...(this.#held.get(containerId) ?? []), ...sockets]);
      return taken;
    } catch (error) {
      for (const socket of sockets) socket.close();
      throw error;
    }
  }

  release(containerId: string): void {
    for (const socket of this.#held.get(containerId) ?? []) socket.close();
    this.#held.delete(containerId);
  }

  close(): void {
    for (const containerId of this.#held.keys()) this.release(containerId);
  }
}

const hasV6 = (attachments: Reservation['attachments']) =>
  attachments.some(({ ips }) => ips.some((ip) => familyOf(ip.address) === 6));

function takeForward(forward: PortForward, withV6: boolean, sockets: PortSocket[]): PortForward {
  if (forward.hostPort !== 0) {
    takeRun(forward, forward.hostPort, withV6, sockets);
    return forward;
  }
  for (let attempt = 1; ; attempt += 1) {
    const run = freePort(forward);
    const before = sockets.length;
    try {
      takeRun(forward, run, withV6, sockets);
      return { ...forward, hostPort: run };
    } catch (error) {
      for (const socket of sockets.splice(before)) socket.close();
      if (attempt === searchAttempts) throw error;
    }
  }
}

/** A host port that is free now, or for a run of several a random place to try. */
function freePort(forward: PortForward): number {
  if (forward.range > 1 || forward.protocol === 'sctp') {
    const places = dynamicPorts.last - dynamicPorts.first + 2 - forward.range;
    if (places < 1) return 1024;
    return dynamicPorts.first + Math.floor(Math.random() * places);
  }
  const probe = open(forward.protocol, hostAddresses(forward, false)[0] ?? '0.0.0.0', 0);
  probe.close();
  return probe.port;
}

function takeRun(forward: PortForward, first: number, withV6: boolean, sockets: PortSocket[]) {
  if (forward.protocol === 'sctp') return;
  for (const address of hostAddresses(forward, withV6))
    for (let port = first; port < first + forward.range; port += 1)
      sockets.push(open(forward.protocol, address, port));
}

function open(protocol: 'tcp' | 'udp', address: string, port: number): PortSocket {
  try {
    return new PortSocket(protocol, address, port);
  } catch (error) {
    const place = familyOf(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
    const reason = portErrors[String((error as { code?: unknown }).code)] ?? String(error);
    // Podman's words; clients look for the last part.
    throw new InternalError(
      `cannot listen on the ${protocol.toUpperCase()} port: listen ${protocol}${familyOf(address)} ${place}: bind: ${reason}`,
      { rootCause: reason, cause: error },
    );
  }
}

const portErrors: Record<string, string> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
};
