import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { familyOf } from '../addresses.ts';
import { lengthPrefixed, MessageReader } from './framing.ts';
import type { Resolver } from './resolver.ts';

/** A client that keeps silent is let go, in milliseconds. */
const idleTime = 10_000;
const mostConnections = 128;
/** Free ports are plenty: a udp port whose tcp twin is taken is given back, and another tried. */
const attempts = 16;

/** The name server at one gateway address of a network, over UDP and TCP on one port. */
export class NameServer {
  readonly port: number;
  readonly #datagrams: dgram.Socket;
  readonly #streams: net.Server;
  readonly #answer: Answerer;
  #isOpen = true;

  /** @throws a system error when the address is not the host's, or no port is free */
  static async open(resolver: Resolver, network: string, address: string): Promise<NameServer> {
    for (let attempt = 1; ; attempt += 1) {
      const datagrams = dgram.createSocket(familyOf(address) === 4 ? 'udp4' : 'udp6');
      datagrams.bind({ address, port: 0, exclusive: true });
      await once(datagrams, 'listening');
      const { port } = datagrams.address();
      const streams = net.createServer({ allowHalfOpen: true });
      try {
        streams.listen({ host: address, port, exclusive: true });
        await once(streams, 'listening');
        return new NameServer(resolver, network, { datagrams, streams, port });
      } catch (error) {
        datagrams.close();
        if (attempt === attempts) throw error;
      }
    }
  }

  private constructor(
    resolver: Resolver,
    network: string,
    sockets: { datagrams: dgram.Socket; streams: net.Server; port: number },
  ) {
    this.#datagrams = sockets.datagrams;
    this.#streams = sockets.streams;
    this.#answer = (bytes, source, transport) =>
      resolver.answer({ bytes, network, source, transport });
    this.port = sockets.port;
    this.#datagrams.unref();
    this.#streams.unref();
    this.#streams.maxConnections = mostConnections;
    // An answer that cannot be sent is the client's to ask for again.
    this.#datagrams.on('error', () => undefined);
    this.#datagrams.on('message', (bytes, from) => void this.#serveDatagram(bytes, from));
    this.#streams.on('connection', (socket) => serveStream(this.#answer, socket));
  }

  async #serveDatagram(bytes: Buffer, { address, port }: dgram.RemoteInfo): Promise<void> {
    const answer = await this.#answer(bytes, address, 'udp');
    if (answer && this.#isOpen) this.#datagrams.send(answer, port, address, () => undefined);
  }

  close(): void {
    this.#isOpen = false;
    this.#datagrams.close();
    this.#streams.close();
  }
}

type Answerer = (
  bytes: Buffer,
  source: string,
  transport: 'udp' | 'tcp',
) => Promise<Buffer | undefined>;

function serveStream(answer: Answerer, socket: net.Socket): void {
  const source = socket.remoteAddress ?? '';
  socket.unref();
  socket.setTimeout(idleTime, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  let last: Promise<unknown> = Promise.resolve();
  const reader = new MessageReader((bytes) => {
    const turn = answer(bytes, source, 'tcp');
    last = Promise.all([last, turn]).then(([, message]) => {
      if (message) socket.write(lengthPrefixed(message));
      else socket.destroy();
    });
  });
  socket.on('data', (data) => reader.push(data));
  // Who has said all still wants to hear.
  socket.on('end', () => void last.finally(() => socket.end()));
}
