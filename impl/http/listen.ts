import { fstatSync, lstatSync } from 'node:fs';
import { mkdir, unlink } from 'node:fs/promises';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, isIP } from 'node:net';
import type { AddressInfo, ListenOptions } from 'node:net';
import { dirname } from 'node:path';
import { BadParameter, Conflict } from '../errors.ts';
import type { Log } from '../log.ts';

/** Where to listen; `fd` is a socket that systemd opened. */
export type Address =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'fd'; readonly fd: number; readonly name: string };

/** First descriptor that systemd passes (sd_listen_fds(3)). */
const FIRST_DESCRIPTOR = 3;

/** Reads `unix:///path` and `tcp://host:port`. Throws BadParameter. */
export function parseAddress(text: string): Address {
  const unix = /^unix:\/\/(\/.+)$/.exec(text);
  if (unix?.[1] !== undefined) return { kind: 'unix', path: unix[1] };
  const tcp = /^tcp:\/\/(?:\[([0-9a-fA-F:]+)\]|([^:/[\]]*)):(\d{1,5})\/?$/.exec(text);
  const port = Number(tcp?.[3]);
  if (tcp !== null && port <= 65_535) {
    return { kind: 'tcp', host: tcp[1] ?? (tcp[2] || '127.0.0.1'), port };
  }
  throw new BadParameter(`--listen "${text}": neither unix:///path nor tcp://host:port`);
}

/**
 * The sockets that systemd opened for this process (sd_listen_fds(3)); none when the variables
 * are meant for another one.
 */
export function activatedSockets(environment: NodeJS.ProcessEnv, pid = process.pid): Address[] {
  if (Number(environment['LISTEN_PID']) !== pid) return [];
  const names = (environment['LISTEN_FDNAMES'] ?? '').split(':');
  const addresses: Address[] = [];
  for (let index = 0; index < Number(environment['LISTEN_FDS'] ?? 0); index += 1) {
    const fd = FIRST_DESCRIPTOR + index;
    if (!fstatSync(fd).isSocket())
      throw new BadParameter(`LISTEN_FDS: descriptor ${fd} is no socket`);
    addresses.push({ kind: 'fd', fd, name: names[index] || `${fd}` });
  }
  return addresses;
}

/** Binds the server; returns the address as a client writes it. Throws Conflict when it is taken. */
export async function listenOn(server: Server, address: Address, log: Log): Promise<string> {
  switch (address.kind) {
    case 'fd':
      await listening(server, { fd: address.fd });
      return `fd://${address.name}`;
    case 'unix':
      await freeSocketPath(address.path);
      // Nobody may connect between bind and chmod, so the mode comes from the umask.
      await withUmask(0o117, () => listening(server, { path: address.path }));
      return `unix://${address.path}`;
    case 'tcp': {
      if (!isLoopback(address.host)) {
        log.warn(`whoever reaches ${address.host}:${address.port} is root on this machine`);
      }
      await listening(server, { host: address.host, port: address.port });
      const { port } = server.address() as AddressInfo;
      return `tcp://${isIP(address.host) === 6 ? `[${address.host}]` : address.host}:${port}`;
    }
  }
}

async function listening(server: Server, options: ListenOptions | { fd: number }): Promise<void> {
  server.listen(options);
  await once(server, 'listening');
}

/** `listen` on a path binds before it returns, so the umask is changed for no other work. */
function withUmask<T>(mask: number, work: () => Promise<T>): Promise<T> {
  const before = process.umask(mask);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Makes the folder, and removes a socket that nobody listens on any more. */
async function freeSocketPath(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isSocket()) throw new Conflict(`${path} exists and is no socket`);
  if (await answers(path)) throw new Conflict(`another process listens on ${path}`);
  await unlink(path);
}

async function answers(path: string): Promise<boolean> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    socket.destroy();
  }
}
