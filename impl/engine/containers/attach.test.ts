import assert from 'node:assert/strict';
import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { frame } from '../../runtime/attach/frames.ts';
import { TestEngine } from '../test-support.ts';
import type { AttachOptions } from './view.ts';

const everything: AttachOptions = {
  stdin: true,
  stdout: true,
  stderr: true,
  logs: false,
  stream: true,
};

describe('attaching to a container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  /** Attaches; returns the client's end, what came so far, and the end of the session. */
  async function attach(id: string, options: Partial<AttachOptions> = {}) {
    const session = await host.containers.attach(id, { ...everything, ...options });
    const [client, server] = duplexPair();
    const received: Buffer[] = [];
    client.on('data', (chunk: Buffer) => received.push(chunk));
    const served = session.serve(server);
    return { client, server, served, text: () => Buffer.concat(received).toString('latin1') };
  }

  const interactive = (command: string[], terminal = false) =>
    host.create(command, {
      process: { ...host.config(command).process, stdin: true, terminal },
    });

  async function until(client: Duplex, text: () => string, wanted: string): Promise<void> {
    while (!text().includes(wanted)) await once(client, 'data');
  }

  test('before the start: nothing is missed, each stream in its frames', async () => {
    const id = await host.create(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    const { served, text } = await attach(id);
    await host.containers.start(id, 'libpod');
    await served;
    const out = frame(1, Buffer.from('out\n')).toString('latin1');
    const err = frame(2, Buffer.from('err\n')).toString('latin1');
    assert.ok([out + err, err + out].includes(text()), JSON.stringify(text()));
    await host.remove(id);
  });

  test("the end of the client's input is the container's; output goes on", async () => {
    const id = await interactive(['sh', '-c', 'cat; echo done']);
    const { client, served, text } = await attach(id);
    await host.containers.start(id, 'libpod');
    client.write('typed\n');
    await until(client, text, 'typed');
    client.end();
    await served;
    assert.match(text(), /typed\n.*done\n$/s);
    await host.remove(id);
  });

  test('a client that ended its input before the start ends that of the container', async () => {
    const id = await interactive(['cat']);
    const { client, server, served } = await attach(id);
    client.end();
    // What sees to sockets looks at them meanwhile.
    server.resume();
    await once(server, 'end');
    await host.containers.start(id, 'libpod');
    await served;
    await host.remove(id);
  });

  test('a terminal is raw, resizes, and its detach keys leave the container running', async () => {
    const id = await interactive(['sh', '-c', 'read line; stty size; sleep 1000'], true);
    await host.containers.start(id, 'libpod');
    await host.containers.resize(id, { rows: 33, columns: 77, tree: 'libpod' });
    const { client, served, text } = await attach(id);
    client.write('go\n');
    await until(client, text, '33 77\r\n');
    client.write(Buffer.from([16, 17]));
    await served;
    assert.equal(host.containers.view(id).state.status, 'running');
    await host.remove(id);
  });

  test('what was logged comes first, if wanted, and alone without stream', async () => {
    const id = await interactive(['sh', '-c', 'echo logged; read line; echo $line']);
    await host.containers.start(id, 'libpod');
    await host.logged(id, 'logged');
    const logs = await attach(id, { logs: true, stream: false });
    await logs.served;
    assert.equal(logs.text(), frame(1, Buffer.from('logged\n')).toString('latin1'));
    const { client, served, text } = await attach(id, { logs: true });
    client.write('new\n');
    await served;
    assert.equal(text().replace(/[^a-z\n]/g, ''), 'logged\nnew\n');
    await host.remove(id);
  });

  test('a client of a container that is never started is let go with its removal', async () => {
    const id = await host.create(['true']);
    const { served } = await attach(id);
    await host.remove(id);
    await served;
  });

  test('a client that leaves leaves the container alone', async () => {
    const id = await host.run(['sleep', '1000']);
    const { server, served } = await attach(id);
    server.destroy();
    await served;
    assert.equal(host.containers.view(id).state.status, 'running');
    await host.remove(id);
  });

  test('refusals: no stream wanted, bad keys, paused', async () => {
    const id = await host.run(['sleep', '1000']);
    const options = { ...everything };
    const refused = (change: Partial<AttachOptions>, status: number) =>
      assert.rejects(host.containers.attach(id, { ...options, ...change }), { status });
    await refused({ logs: false, stream: false }, 400);
    await refused({ detachKeys: 'ctrl-?' }, 400);
    await host.containers.pause(id, 'libpod');
    await refused({}, 409);
    await host.remove(id);
  });

  test('following a log ends with the container, after its last line', async () => {
    const id = await host.create(['sh', '-c', 'for i in $(seq 2000); do echo $i; done']);
    await host.containers.start(id, 'libpod');
    const { signal } = new AbortController();
    const { lines } = host.containers.logs(id, {
      stdout: true,
      stderr: true,
      follow: true,
      signal,
    });
    let text = '';
    for await (const { data, partial } of lines) text += `${data.toString()}${partial ? '' : '\n'}`;
    assert.equal(text, Array.from({ length: 2000 }, (_, at) => `${at + 1}\n`).join(''));
    await host.remove(id);
  });
});
