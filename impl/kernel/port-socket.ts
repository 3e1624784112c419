import { closeSync } from 'node:fs';
import ipaddr from 'ipaddr.js';
import { bind as bindNative, check } from './libc.ts';

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_RCVBUF = 8;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;

const socket = bindNative('int socket(int domain, int type, int protocol)');
const setsockopt = bindNative(
  'int setsockopt(int fd, int level, int name, const int *value, uint32_t length)',
);
const bind = bindNative('int bind(int fd, const uint8_t *address, uint32_t length)');
const listen = bindNative('int listen(int fd, int backlog)');
const getsockname = bindNative(
  'int getsockname(int fd, _Out_ uint8_t *address, _Inout_ uint32_t *length)',
);

/**
 * A port of the host that is taken and never served: nobody else can have it while this exists.
 * The firewall leads the traffic elsewhere before it reaches the socket.
 */
export class PortSocket {
  readonly port: number;
  readonly #descriptor: number;

  /**
   * @param address of the host; `0.0.0.0` or `::` for all of that family
   * @param port 0 for any free one
   * @throws a system error: `EADDRINUSE`, `EADDRNOTAVAIL` when the address is not the host's
   */
  constructor(protocol: 'tcp' | 'udp', address: string, port: number) {
    const bytes = Buffer.from(ipaddr.parse(address).toByteArray());
    const family = bytes.length === 4 ? AF_INET : AF_INET6;
    const type = protocol === 'tcp' ? SOCK_STREAM : SOCK_DGRAM;
    this.#descriptor = check(socket(family, type | SOCK_CLOEXEC, 0), 'socket');
    try {
      this.#prepare(family, protocol);
      const wanted = socketAddress(family, bytes, port);
      check(bind(this.#descriptor, wanted, wanted.length), 'bind');
      // A listening socket keeps out even those who bind with SO_REUSEADDR.
      if (protocol === 'tcp') check(listen(this.#descriptor, 0), 'listen');
      const bound = Buffer.alloc(wanted.length);
      check(getsockname(this.#descriptor, bound, [bound.length]), 'getsockname');
      this.port = bound.readUInt16BE(2);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #prepare(family: number, protocol: 'tcp' | 'udp'): void {
    const set = (level: number, name: number, value: number) =>
      check(setsockopt(this.#descriptor, level, name, [value], 4), 'setsockopt');
    if (family === AF_INET6) set(IPPROTO_IPV6, IPV6_V6ONLY, 1);
    // Connections of an earlier owner that linger in TIME_WAIT are no conflict; for udp the option
    // would let two owners share the port.
    if (protocol === 'tcp') set(SOL_SOCKET, SO_REUSEADDR, 1);
    else set(SOL_SOCKET, SO_RCVBUF, 1);
  }
}

/** sockaddr_in or sockaddr_in6: family in the machine's order, port in the network's. */
function socketAddress(family: number, bytes: Buffer, port: number): Buffer {
  const address = Buffer.alloc(family === AF_INET ? 16 : 28);
  address.writeUInt16LE(family, 0);
  address.writeUInt16BE(port, 2);
  bytes.copy(address, family === AF_INET ? 4 : 8);
  return address;
}
