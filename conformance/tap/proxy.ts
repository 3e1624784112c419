import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { rm, chmod } from 'node:fs/promises';
import { once } from 'node:events';
import { ConnectionWatch } from './connection-watch.ts';
import type { Watcher } from './exchange.ts';
import { parseAddress } from './address.ts';
import type { Address } from './address.ts';

export interface Proxy {
  readonly address: Address;
  /** Ends every connection and gives the socket back. */
  close(): Promise<void>;
}

/**
 * A proxy that carries bytes and nothing else: half-closes, hijacked connections, back-pressure
 * and disconnects pass as they come, and the watcher is shown a copy of what passed.
 *
 * @param listen,upstream `unix:///path` or `tcp://host:port`
 */
export async function startProxy(
  listen: string,
  upstream: string,
  watcher: Watcher,
): Promise<Proxy> {
  const target = parseAddress(upstream);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const engine = connect({ ...target, allowHalfOpen: true, noDelay: true });
    for (const socket of [client, engine]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, engine, new ConnectionWatch(watcher, () => (count += 1)));
  });
  const address = await listenOn(server, parseAddress(listen));
  return {
    address,
    async close() {
      server.close();
      // Their exchanges end with them, and must be written before the ledger is closed.
      await Promise.all([...sockets].map((socket) => once(socket.destroy(), 'close')));
      if ('path' in address) await rm(address.path, { force: true });
    },
  };
}

function join(client: Socket, engine: Socket, watch: ConnectionWatch): void {
  carry(client, engine, (data) => watch.fromClient(data));
  carry(engine, client, (data) => watch.fromEngine(data));
  client.on('close', () => {
    engine.destroy();
    watch.close('client');
  });
  engine.on('close', () => {
    client.destroySoon();
    watch.close('engine');
  });
}

/** Carries one direction; a slow reader stops the writer, an end is passed on as an end. */
function carry(from: Socket, to: Socket, show: (data: Buffer) => void): void {
  from.on('data', (data: Buffer) => {
    show(data);
    if (to.writable && !to.write(data)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  // The close that follows an error does the rest.
  from.on('error', () => to.destroy());
}

async function listenOn(server: Server, address: Address): Promise<Address> {
  server.listen(address);
  await once(server, 'listening');
  if ('path' in address) {
    await chmod(address.path, 0o660);
    return address;
  }
  const bound = server.address();
  return typeof bound === 'object' && bound ? { host: bound.address, port: bound.port } : address;
}
