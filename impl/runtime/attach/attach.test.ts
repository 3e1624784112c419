import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Duplex } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { TestRuntime } from '../test-support.ts';
import type { Attachment, OutputChunk } from '../types.ts';
import { DEFAULT_DETACH_KEYS, parseDetachKeys } from './detach-keys.ts';
import { frame } from './frames.ts';
import { relay } from './relay.ts';

describe("a container's streams", () => {
  let host: TestRuntime;
  before(async () => {
    host = await TestRuntime.open();
  });
  after(() => host.close());

  test('not one byte is lost when attached before start, by several clients', async () => {
    for (let round = 0; round < 10; round += 1) {
      const bundle = await host.bundle(['sh', '-c', 'echo first; echo error >&2']);
      await host.runtime.create(bundle);
      const one = await host.runtime.attach(bundle.directory);
      const other = await host.runtime.attach(bundle.directory);
      await host.runtime.start(bundle.id);
      for (const attachment of [one, other]) {
        const { stdout, stderr } = await collect(attachment);
        assert.equal(stdout, 'first\n');
        assert.equal(stderr, 'error\n');
      }
      await host.exits.wait(bundle.id);
      await host.runtime.delete(bundle.id);
    }
  });

  test('the end of stdin does not cut stdout', async () => {
    const script = 'cat; echo after; sleep 0.05; echo later';
    const bundle = await host.bundle(['sh', '-c', script], { stdin: true });
    await host.runtime.create(bundle);
    const attachment = await host.runtime.attach(bundle.directory);
    await host.runtime.start(bundle.id);
    await attachment.write(Buffer.from('typed\n'));
    await attachment.endInput();
    assert.equal((await collect(attachment)).stdout, 'typed\nafter\nlater\n');
    assert.equal((await host.exits.wait(bundle.id)).exitCode, 0);
    await host.runtime.delete(bundle.id);
  });

  test('8 MB go in and out whole, past a client that is slow', async () => {
    const bundle = await host.bundle(['cat'], { stdin: true });
    await host.runtime.create(bundle);
    const attachment = await host.runtime.attach(bundle.directory);
    await host.runtime.start(bundle.id);
    const data = Buffer.alloc(8 << 20);
    for (let at = 0; at < data.length; at += 4) data.writeUInt32LE((at * 2654435761) >>> 0, at);
    const written = attachment.write(data).then(() => attachment.endInput());
    const hash = createHash('sha256');
    let seen = 0;
    for await (const chunk of attachment.output) {
      hash.update(chunk.data);
      seen += chunk.data.length;
      // Now and then the reader dawdles: the container has to wait for it.
      if (seen % (1 << 20) < chunk.data.length) await new Promise((go) => setTimeout(go, 5));
    }
    await written;
    assert.equal(seen, data.length);
    assert.equal(hash.digest('hex'), createHash('sha256').update(data).digest('hex'));
    await host.exits.wait(bundle.id);
    await host.runtime.delete(bundle.id);
  });

  test('a client that does not read holds the container back, not our memory', async () => {
    const bundle = await host.bundle(['sh', '-c', 'yes | head -c 30000000'], {
      logDriver: 'none',
    });
    await host.runtime.create(bundle);
    const attachment = await host.runtime.attach(bundle.directory);
    await host.runtime.start(bundle.id);
    const reader = attachment.output[Symbol.asyncIterator]();
    await reader.next();
    const ended = await Promise.race([
      host.exits.wait(bundle.id).then(() => true),
      new Promise((resolve) => setTimeout(() => resolve(false), 200)),
    ]);
    assert.equal(ended, false);
    attachment.close();
    await host.remove(bundle);
  });

  test('a terminal: one raw stream, resized', async () => {
    const bundle = await host.bundle(['sh'], { terminal: true, stdin: true });
    await host.runtime.create(bundle);
    const attachment = await host.runtime.attach(bundle.directory);
    await host.runtime.start(bundle.id);
    // One right after the other: the last one holds.
    for (const rows of [31, 32, 33]) await host.runtime.resize(bundle.directory, rows, 101);
    await attachment.write(Buffer.from('stty size; echo error >&2; exit 5\n'));
    const { stdout, stderr } = await collect(attachment);
    assert.match(stdout, /33 101\r\n/);
    assert.match(stdout, /error\r\n/);
    assert.equal(stderr, '');
    assert.equal((await host.exits.wait(bundle.id)).exitCode, 5);
    await host.runtime.delete(bundle.id);
  });

  test('nobody to attach to', async () => {
    const bundle = await host.bundle(['true']);
    await assert.rejects(host.runtime.attach(bundle.directory), { status: 404 });
    await assert.rejects(host.runtime.resize(bundle.directory, 1, 1), { status: 500 });
  });

  test('a relayed client gets frames, ends its input, and sees the end', async () => {
    const bundle = await host.bundle(['sh', '-c', 'cat; echo err >&2'], { stdin: true });
    await host.runtime.create(bundle);
    const attachment = await host.runtime.attach(bundle.directory);
    await host.runtime.start(bundle.id);
    const [client, server] = duplexPair();
    const ended = relay(attachment, server, { ...everything, terminal: false });
    const received: Buffer[] = [];
    client.on('data', (chunk: Buffer) => received.push(chunk));
    client.end('in\n');
    assert.equal(await ended, 'ended');
    assert.deepEqual(
      Buffer.concat(received),
      Buffer.concat([frame(1, Buffer.from('in\n')), frame(2, Buffer.from('err\n'))]),
    );
    await host.exits.wait(bundle.id);
    await host.runtime.delete(bundle.id);
  });

  test('detach keys leave the container running; so does a client that vanishes', async () => {
    const bundle = await host.run(['cat'], { terminal: true, stdin: true });
    const [client, server] = duplexPair();
    const first = await host.runtime.attach(bundle.directory);
    const detached = relay(first, server, { ...everything, terminal: true });
    client.write('x\x10');
    client.write('\x11y');
    assert.equal(await detached, 'detached');
    const [otherClient, otherServer] = duplexPair();
    const second = await host.runtime.attach(bundle.directory);
    const left = relay(second, otherServer, { ...everything, terminal: true });
    otherClient.destroy();
    otherServer.destroy();
    assert.equal(await left, 'left');
    assert.equal((await host.runtime.state(bundle.id))?.status, 'running');
    await host.remove(bundle);
  });
});

const everything = {
  stdin: true,
  stdout: true,
  stderr: true,
  detachKeys: parseDetachKeys(DEFAULT_DETACH_KEYS),
};

async function collect(attachment: Attachment): Promise<{ stdout: string; stderr: string }> {
  const chunks: OutputChunk[] = [];
  for await (const chunk of attachment.output) chunks.push(chunk);
  const of = (stream: number) =>
    Buffer.concat(chunks.filter((chunk) => chunk.stream === stream).map(({ data }) => data));
  return { stdout: of(1).toString(), stderr: of(2).toString() };
}

/** Two ends of one connection, each with halves that end alone. */
function duplexPair(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const make = (at: number) =>
    new Duplex({
      read() {},
      write(chunk, _, done) {
        ends[1 - at]?.push(chunk);
        done();
      },
      final(done) {
        ends[1 - at]?.push(null);
        done();
      },
    });
  const pair: [Duplex, Duplex] = [make(0), make(1)];
  ends.push(...pair);
  return pair;
}
