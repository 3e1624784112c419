import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import net from 'node:net';
import { lengthPrefixed, MessageReader } from './framing.ts';

const port = 53;
/** After this long without an answer the next server is asked as well, in milliseconds. */
const patience = 1000;
/** Before a C library gives up on us (5 s, resolv.conf(5)) it shall hear that we did. */
const longest = 4000;
/** Questions on their way at once: each holds a socket. */
const mostAtOnce = 256;

let underway = 0;

/**
 * Asks the servers in their order, each a while after the one before, and hands on what comes
 * first; undefined when nobody answers.
 */
export async function forward(
  query: Buffer,
  servers: readonly string[],
  transport: 'udp' | 'tcp',
): Promise<Buffer | undefined> {
  if (servers.length === 0 || underway >= mostAtOnce) return undefined;
  underway += 1;
  try {
    return await askAll(query, servers, transport === 'udp' ? askByDatagram : askByStream);
  } finally {
    underway -= 1;
  }
}

type Ask = (query: Buffer, server: string, signal: AbortSignal) => Promise<Buffer>;

function askAll(query: Buffer, servers: readonly string[], ask: Ask): Promise<Buffer | undefined> {
  const over = new AbortController();
  return new Promise((resolve) => {
    let open = servers.length;
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = (answer: Buffer | undefined) => {
      clearTimeout(timer);
      clearTimeout(limit);
      over.abort();
      resolve(answer);
    };
    const limit = setTimeout(end, longest, undefined);
    const askNext = () => {
      clearTimeout(timer);
      const server = servers[next];
      if (server === undefined) return;
      next += 1;
      timer = setTimeout(askNext, patience);
      ask(query, server, over.signal).then(end, () => {
        open -= 1;
        if (open === 0) end(undefined);
        else askNext();
      });
    };
    askNext();
  });
}

/** Under an id and from a port of its own, so that nobody can slip in an answer. */
function askByDatagram(query: Buffer, server: string, signal: AbortSignal): Promise<Buffer> {
  const id = randomInt(0x1_0000);
  const socket = dgram.createSocket(net.isIPv4(server) ? 'udp4' : 'udp6');
  const asked = new Promise<Buffer>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too late')));
    socket.on('error', reject);
    socket.on('message', (answer) => {
      if (answer.length >= 12 && answer.readUInt16BE(0) === id) resolve(withId(answer, query));
    });
    // A connected socket hears that nobody listens there.
    socket.connect(port, server, () => socket.send(withNewId(query, id)));
  });
  return asked.finally(() => socket.close());
}

function askByStream(query: Buffer, server: string, signal: AbortSignal): Promise<Buffer> {
  const socket = net.connect({ port, host: server });
  const asked = new Promise<Buffer>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too late')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    const reader = new MessageReader(resolve);
    socket.on('data', (data) => reader.push(data));
    socket.write(lengthPrefixed(query));
  });
  return asked.finally(() => socket.destroy());
}

function withNewId(message: Buffer, id: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(id, 0);
  return copy;
}

const withId = (answer: Buffer, query: Buffer) => withNewId(answer, query.readUInt16BE(0));
