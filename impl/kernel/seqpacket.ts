import { closeSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bind, check, hasCode } from './libc.ts';

const AF_UNIX = 1;
const SOCK_STREAM = 1;
const SOCK_SEQPACKET = 5;
const SOCK_CLOEXEC = 0o2000000;
const SOCK_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;

const socket = bind('int socket(int domain, int type, int protocol)');
const socketpair = bind('int socketpair(int domain, int type, int protocol, _Out_ int *pair)');
const connect = bind('int connect(int fd, const uint8_t *address, uint32_t length)');
const dup3 = bind('int dup3(int from, int to, int flags)');

/** Longest a full queue of waiting connections may last. */
const BACKLOG_LIMIT = 5000;
/** Longest wait for a listener that is held up; one that is stuck must not hold us. */
const ACCEPT_LIMIT = 1000;

/**
 * Connects to a SOCK_SEQPACKET unix socket. The result is an ordinary socket of Node's, with its
 * back-pressure and half-close, in which each `data` event of the flowing mode is one packet, and
 * each `write` that waited for the one before is one.
 *
 * Node refuses descriptors of this type, libuv reads and writes them like any other: so Node gets
 * a stream socket, and before its first look the descriptor is made to mean the connection. It
 * stays paused until its listeners are there and call `resume`.
 * With `onPacket` there are no `data` events: each packet is read into one and the same buffer and
 * given to it there, which takes a third of the time; it has to copy what it keeps.
 * Resolves when the listener has accepted, or with `queue` when the connection stands in its queue.
 * Throws a system error: `ENOENT`, `ECONNREFUSED` when nobody listens.
 */
export async function connectSeqpacket(
  path: string,
  { queue = false, onPacket }: { queue?: boolean; onPacket?: (packet: Buffer) => void } = {},
): Promise<net.Socket> {
  const type = SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK;
  const connected = check(socket(AF_UNIX, type, 0), 'socket');
  try {
    await connectTo(connected, path);
    if (!queue) await untilAccepted(basename(path));
    return asNodeSocket(connected, onPacket);
  } finally {
    closeSync(connected);
  }
}

/**
 * Waits while connections to listeners of this name stand in their queues, ours perhaps among
 * them: a listener that takes one at a time and has other work between (as conmon has) would do
 * that work without us. The kernel has no event for it, but /proc/net/unix shows such connections
 * with the listener's path, no inode yet, and the state "connecting". Nearly always over at once.
 */
async function untilAccepted(name: string): Promise<void> {
  const queued = new RegExp(` 02 +0 .*/${name}$`, 'm');
  for (const end = Date.now() + ACCEPT_LIMIT; Date.now() < end; await sleep(1)) {
    if (!queued.test(readFileSync('/proc/net/unix', 'latin1'))) return;
  }
}

async function connectTo(descriptor: number, path: string): Promise<void> {
  const address = Buffer.alloc(2 + Buffer.byteLength(path) + 1);
  if (address.length > 110) throw new RangeError(`path too long for a socket: ${path}`);
  address.writeUInt16LE(AF_UNIX, 0);
  address.write(path, 2);
  for (const end = Date.now() + BACKLOG_LIMIT; ; ) {
    try {
      check(connect(descriptor, address, address.length), 'connect', path);
      return;
    } catch (error) {
      // The listener's queue is full; there is no event for its getting shorter.
      if (!hasCode(error, 'EAGAIN') || Date.now() > end) throw error;
      await sleep(5);
    }
  }
}

function asNodeSocket(descriptor: number, onPacket?: (packet: Buffer) => void): net.Socket {
  const pair = new Int32Array(2);
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 'socketpair');
  const [ours = -1, other = -1] = pair;
  try {
    const stream = new net.Socket({
      fd: ours,
      allowHalfOpen: true,
      ...(onPacket ? { onread: readInto(onPacket) } : {}),
    });
    check(dup3(descriptor, ours, O_CLOEXEC), 'dup3');
    stream.pause();
    return stream;
  } finally {
    closeSync(other);
  }
}

/** Larger than any packet that is sent to us. */
const PACKET_BUFFER = 64 * 1024;

function readInto(onPacket: (packet: Buffer) => void) {
  const buffer = Buffer.allocUnsafeSlow(PACKET_BUFFER);
  const callback = (length: number) => {
    onPacket(buffer.subarray(0, length));
    return true;
  };
  return { buffer, callback };
}
