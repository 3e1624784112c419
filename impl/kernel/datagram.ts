import { closeSync } from 'node:fs';
import { bind, check } from './libc.ts';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

const socket = bind('int socket(int domain, int type, int protocol)');
const sendto = bind(
  'int64_t sendto(int fd, const uint8_t *data, size_t size, int flags, const uint8_t *address, uint32_t length)',
);

/**
 * `struct sockaddr_un` of a path, or of an abstract name written with `@` first (unix(7)).
 * @throws RangeError when it is longer than the kernel takes
 */
export function unixAddress(path: string): Buffer {
  const isAbstract = path.startsWith('@');
  const name = Buffer.from(isAbstract ? `\0${path.slice(1)}` : `${path}\0`);
  if (name.length > 108) throw new RangeError(`path too long for a socket: ${path}`);
  const family = Buffer.alloc(2);
  family.writeUInt16LE(AF_UNIX);
  return Buffer.concat([family, name]);
}

/**
 * Sends one datagram to a unix socket, which Node has no words for. Does not wait for a receiver
 * whose queue is full. Throws a system error: `ENOENT`, `ECONNREFUSED`, `EAGAIN`.
 */
export function sendDatagram(path: string, text: string): void {
  const descriptor = check(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), 'socket');
  try {
    const data = Buffer.from(text);
    const address = unixAddress(path);
    const flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    check(sendto(descriptor, data, data.length, flags, address, address.length), 'sendto', path);
  } finally {
    closeSync(descriptor);
  }
}
