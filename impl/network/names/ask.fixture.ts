import type { TestNamespace } from '../namespace.fixture.ts';

export interface Asked {
  name: string;
  type?: 'A' | 'AAAA' | 'PTR' | 'MX' | 'ANY';
  transport?: 'udp' | 'tcp';
  /** Offer to take a long datagram. */
  extended?: boolean;
}

export interface Heard {
  rcode: string;
  values: string[];
  truncated: boolean;
  milliseconds: number;
}

/** Asks a name server several questions from inside a namespace, one after another. */
export async function askInside(
  place: TestNamespace,
  server: string,
  questions: readonly Asked[],
): Promise<Heard[]> {
  const { code, output } = await place.run(
    process.execPath,
    '-e',
    program,
    server,
    JSON.stringify(questions),
  );
  if (code !== 0) throw new Error(`asking ${server} ended with ${code}: ${output}`);
  return JSON.parse(output) as Heard[];
}

/** Run by a plain node, which knows neither types nor this project's modules. */
const program = `
const dns = require(${JSON.stringify(require_('dns-packet'))});
const [server, list] = process.argv.slice(1);
const over = { udp: (query) => new Promise((resolve, reject) => {
  const socket = require('dgram').createSocket(server.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (data) => { socket.close(); resolve(dns.decode(data)); });
  socket.on('error', ({ code }) => { socket.close(); resolve({ id: 7, rcode: code, answers: [] }); });
  socket.connect(53, server, () => socket.send(dns.encode(query)));
}), tcp: (query) => new Promise((resolve, reject) => {
  const socket = require('net').connect(53, server);
  let data = Buffer.alloc(0);
  socket.on('error', reject);
  socket.on('data', (chunk) => {
    data = Buffer.concat([data, chunk]);
    if (data.length < 2 || data.length < 2 + data.readUInt16BE(0)) return;
    socket.destroy();
    resolve(dns.streamDecode(data));
  });
  // In two pieces: a stream cuts where it likes.
  const whole = dns.streamEncode(query);
  socket.write(whole.subarray(0, 1), () => socket.write(whole.subarray(1)));
}) };
setTimeout(() => { throw new Error('no answer'); }, 20000).unref();
(async () => {
  const heard = [];
  for (const { name, type = 'A', transport = 'udp', extended } of JSON.parse(list)) {
    const begin = performance.now();
    const additionals = extended ? [{ type: 'OPT', name: '.', udpPayloadSize: 1232, flags: 0 }] : [];
    const query = { type: 'query', id: 7, flags: dns.RECURSION_DESIRED, questions: [{ name, type }], additionals };
    const answer = await over[transport](query);
    if (answer.id !== 7) throw new Error('another id');
    heard.push({ rcode: answer.rcode, values: answer.answers.map(({ data }) => data),
      truncated: answer.flag_tc, milliseconds: performance.now() - begin });
  }
  console.log(JSON.stringify(heard));
})();
`;

function require_(name: string): string {
  return import.meta.resolve(name).replace('file://', '');
}
