import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import * as dns from 'dns-packet';
import { forward } from './forward.ts';
import { lengthPrefixed, MessageReader } from './framing.ts';

/** Addresses of loopback that hardly anybody else has a name server at. */
const place = `127.${randomInt(1, 255)}.${randomInt(255)}`;
const [answering, silent, absent] = [`${place}.1`, `${place}.2`, `${place}.3`];

const query = dns.encode({
  type: 'query',
  id: 4711,
  flags: dns.RECURSION_DESIRED,
  questions: [{ name: 'example.org', type: 'A' }],
});

function answerTo(bytes: Buffer, data: string): Buffer {
  const { id = 0, questions = [] } = dns.decode(bytes);
  const answers = [{ name: 'example.org', type: 'A' as const, data }];
  return dns.encode({ type: 'response', id, questions, answers });
}

describe('a question that is none of ours', () => {
  const datagrams = dgram.createSocket('udp4');
  const nobody = dgram.createSocket('udp4');
  const streams = net.createServer((socket) => {
    const reader = new MessageReader((bytes) => {
      // Cut in the middle of the length.
      const whole = lengthPrefixed(answerTo(bytes, '192.0.2.2'));
      socket.write(whole.subarray(0, 1), () => socket.end(whole.subarray(1)));
    });
    socket.on('data', (data) => reader.push(data));
  });
  const asked: number[] = [];

  before(async () => {
    datagrams.on('message', (bytes, { port, address }) => {
      asked.push(dns.decode(bytes).id ?? 0);
      // Somebody who guesses must not be heard.
      const forged = answerTo(bytes, '203.0.113.66');
      forged.writeUInt16BE((forged.readUInt16BE(0) + 1) % 0x1_0000, 0);
      datagrams.send(forged, port, address);
      datagrams.send(answerTo(bytes, '192.0.2.1'), port, address);
    });
    datagrams.bind(53, answering);
    nobody.bind(53, silent);
    streams.listen(53, answering);
    await Promise.all([datagrams, nobody, streams].map((each) => once(each, 'listening')));
  });
  after(() => {
    datagrams.close();
    nobody.close();
    streams.close();
  });

  const values = (answer: Buffer | undefined) => {
    assert.ok(answer);
    const { id, answers = [] } = dns.decode(answer);
    return [id, ...answers.map((one) => ('data' in one ? one.data : undefined))];
  };

  it('is answered by another server, under an id of its own', async () => {
    assert.deepEqual(values(await forward(query, [answering], 'udp')), [4711, '192.0.2.1']);
    assert.deepEqual(values(await forward(query, [answering], 'tcp')), [4711, '192.0.2.2']);
    assert.equal(asked.length, 1);
  });

  it('goes to the next server when one is not there, or keeps silent', async () => {
    for (const first of [absent, silent])
      for (const transport of ['udp', 'tcp'] as const)
        assert.equal(values(await forward(query, [first, answering], transport))[0], 4711);
  });

  it('is given up when nobody answers', async () => {
    let begin = performance.now();
    assert.equal(await forward(query, [absent, absent], 'udp'), undefined);
    assert.equal(await forward(query, [], 'udp'), undefined);
    assert.ok(performance.now() - begin < 3000, 'at once when nobody is there');
    begin = performance.now();
    assert.equal(await forward(query, [silent], 'udp'), undefined);
    assert.ok(performance.now() - begin < 5000, 'before a C library gives up itself');
  });
});
