import { closeSync, openSync } from 'node:fs';
import util from 'node:util';
import koffi from 'koffi';
import { bind, check } from './libc.ts';
import {
  decodeMessages,
  encodeRequests,
  NLMSG_DONE,
  NLMSG_ERROR,
  parseAttributes,
  textOf,
} from './netlink-message.ts';
import type { NetlinkReply, NetlinkRequest } from './netlink-message.ts';

const AF_NETLINK = 16;
const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const SOL_NETLINK = 270;
const NETLINK_CAP_ACK = 10;
const NETLINK_EXT_ACK = 11;
const NLMSGERR_ATTR_MSG = 1;
const MSG_DONTWAIT = 0x40;
const CLONE_NEWNET = 0x40000000;

export const NETLINK_ROUTE = 0;
export const NETLINK_NETFILTER = 12;

const socket = bind('int socket(int domain, int type, int protocol)');
const setsockopt = bind(
  'int setsockopt(int fd, int level, int name, const int *value, uint32_t length)',
);
const setns = bind('int setns(int fd, int type)');
const recv = bind('int64_t recv(int fd, _Out_ uint8_t *data, size_t length, int flags)');
const send = (
  koffi
    .load(null)
    .func('int64_t send(int fd, const uint8_t *data, size_t length, int flags)') as unknown as {
    async: (
      fd: number,
      data: Buffer,
      length: number,
      flags: number,
      done: (error: Error | null, sent: number) => void,
    ) => void;
  }
).async;

/** The kernel refused a request; `code` is the errno's name. */
export class NetlinkError extends Error {
  readonly code: string;

  constructor(what: string, errno: number, detail: string | undefined) {
    const code = util.getSystemErrorName(-errno);
    const reason = detail ?? util.getSystemErrorMessage(-errno);
    super(`${what}: ${reason} (${code})`);
    this.name = 'NetlinkError';
    this.code = code;
  }
}

/**
 * A netlink socket. Sending happens on another thread, for the kernel works while it takes the
 * message and may wait there for its lock; the answers lie ready when it returns.
 */
export class NetlinkSocket {
  readonly #descriptor: number;
  #sequence = 1;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param protocol `NETLINK_ROUTE`, `NETLINK_NETFILTER`
   * @param namespace path of another network namespace that the socket shall belong to
   */
  constructor(protocol: number, namespace?: string) {
    const make = () =>
      check(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol), 'socket', 'netlink');
    this.#descriptor = namespace === undefined ? make() : insideNetwork(namespace, make);
    for (const option of [NETLINK_CAP_ACK, NETLINK_EXT_ACK])
      check(setsockopt(this.#descriptor, SOL_NETLINK, option, [1], 4), 'setsockopt');
  }

  /**
   * Sends the requests in one go and collects each one's answers.
   *
   * The kernel goes on after a request that failed; the first failure is thrown once all are done.
   * A failure with a code in `ignore` is none.
   */
  request(requests: readonly NetlinkRequest[], ignore: readonly string[] = []) {
    // One exchange at a time: answers carry sequence numbers, but the socket's buffer is finite.
    const turn = this.#last.then(() => this.#exchange(requests, ignore));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  async #exchange(
    requests: readonly NetlinkRequest[],
    ignore: readonly string[],
  ): Promise<NetlinkReply[][]> {
    if (requests.length === 0) return [];
    const first = this.#sequence;
    this.#sequence += requests.length;
    const bytes = encodeRequests(requests, first);
    const sent = await new Promise<number>((resolve, reject) => {
      send(this.#descriptor, bytes, bytes.length, 0, (error, count) =>
        error ? reject(error) : resolve(count),
      );
    });
    const what = requests[0]?.what ?? 'netlink';
    if (sent !== bytes.length) throw new Error(`${what}: the kernel did not take the message`);
    return this.#collect(requests, first, ignore);
  }

  #collect(requests: readonly NetlinkRequest[], first: number, ignore: readonly string[]) {
    const replies: NetlinkReply[][] = requests.map(() => []);
    let open = requests.length;
    let failure: NetlinkError | undefined;
    while (open > 0) {
      for (const message of decodeMessages(this.#receive())) {
        const request = requests[message.sequence - first];
        if (!request) continue;
        if (message.type === NLMSG_ERROR) {
          open -= 1;
          const error = errorOf(message.body, request.what);
          if (error && !ignore.includes(error.code)) failure ??= error;
        } else if (message.type === NLMSG_DONE) {
          open -= 1;
        } else {
          replies[message.sequence - first]?.push({ type: message.type, body: message.body });
        }
      }
    }
    if (failure) throw failure;
    return replies;
  }

  #receive(): Buffer {
    const buffer = Buffer.allocUnsafe(64 * 1024);
    const length = check(recv(this.#descriptor, buffer, buffer.length, MSG_DONTWAIT), 'recv');
    return buffer.subarray(0, length);
  }
}

/** `NLMSG_ERROR` with errno 0 is the acknowledgement. */
function errorOf(body: Buffer, what: string): NetlinkError | undefined {
  const errno = -body.readInt32LE(0);
  if (errno === 0) return undefined;
  // After the errno comes the header of the request, then the attributes of the extended ack.
  const detail = textOf(parseAttributes(body.subarray(20)).get(NLMSGERR_ATTR_MSG));
  return new NetlinkError(what, errno, detail);
}

/**
 * Runs `work` with this thread in another network namespace. Only what `work` does synchronously
 * happens there; sockets that it opens stay there.
 */
export function insideNetwork<T>(namespace: string, work: () => T): T {
  const home = openSync('/proc/thread-self/ns/net', 'r');
  try {
    const target = openSync(namespace, 'r');
    try {
      check(setns(target, CLONE_NEWNET), 'setns', namespace);
    } finally {
      closeSync(target);
    }
    try {
      return work();
    } finally {
      // A thread that cannot get home would do its further work in a container's network.
      if (setns(home, CLONE_NEWNET) === -1) process.abort();
    }
  } finally {
    closeSync(home);
  }
}
