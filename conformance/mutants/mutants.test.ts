import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { suite, test } from 'node:test';
import { OPERATIONS, readClauses, readOpenApi } from '../../spec/index.ts';
import { loadContract } from '../contract/index.ts';
import { hijack } from '../suite/hijack.ts';
import { send } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';
import { generateMutants } from './generate.ts';
import { mutateJson } from './json.ts';
import { nameOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';
import { MutatingProxy } from './proxy.ts';
import { streamMutation } from './streams.ts';

function frame(stream: number, data: string): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, Buffer.from(data)]);
}

/** An engine with one answer for everything, and the proxy before it. */
async function behindProxy(
  work: (proxy: MutatingProxy, ask: typeof send, url: string) => Promise<void>,
): Promise<number> {
  let asked = 0;
  const list = JSON.stringify([{ Id: 'a' }, { Id: 'b' }]);
  const engine = createServer((request, response) => {
    asked += 1;
    const status = request.method === 'GET' ? 200 : 204;
    response.writeHead(status, { 'content-type': 'application/json', 'api-version': '1.41' });
    response.end(status === 200 ? list : undefined);
  });
  engine.on('upgrade', (_, socket) => {
    socket.end(
      Buffer.concat([
        Buffer.from('HTTP/1.1 101 UPGRADED\r\nconnection: Upgrade\r\nupgrade: tcp\r\n\r\n'),
        frame(1, 'out'),
        frame(2, 'err'),
      ]),
    );
  });
  engine.listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const proxy = new MutatingProxy(`tcp://127.0.0.1:${(engine.address() as AddressInfo).port}`);
  const url = await proxy.listen();
  try {
    await work(proxy, send, url);
  } finally {
    await proxy.close();
    engine.close();
  }
  return asked;
}

suite('mutants', { timeout: 30_000 }, () => {
  test('there are more than 150, each named once, none that changes nothing by itself', async () => {
    const mutants = generateMutants(
      OPERATIONS,
      await readOpenApi(),
      await loadContract(),
      await readClauses(),
    );
    assert.ok(mutants.length > 150, `${mutants.length}`);
    const names = mutants.map(nameOf);
    assert.equal(new Set(names).size, names.length);
    for (const kind of ['status', 'field', 'list', 'header', 'stream', 'fake']) {
      assert.ok(
        mutants.some(({ mutation }) => mutation.kind === kind),
        kind,
      );
    }
    for (const { mutation } of mutants) {
      if (mutation.kind === 'status') assert.notEqual(mutation.from, mutation.to);
    }
  });

  test('JSON: members dropped, renamed, nulled, of another type; lists reordered and cut', () => {
    const after = (value: unknown, mutation: Parameters<typeof mutateJson>[1]) => {
      const holder = { value: structuredClone(value) };
      return [mutateJson(holder, mutation), holder.value];
    };
    const field = (change: 'drop' | 'rename' | 'null' | 'type', ...path: string[]) =>
      ({ kind: 'field', path, change }) as const;
    const list = [{ a: 1, b: ['x', 'y'] }, { a: 2 }];
    assert.deepEqual(after(list, field('drop', '*', 'a')), [true, [{ b: ['x', 'y'] }, {}]]);
    assert.deepEqual(after({ a: 1 }, field('rename', 'a')), [true, { a_: 1 }]);
    assert.deepEqual(after({ a: 1 }, field('null', 'a')), [true, { a: null }]);
    for (const [value, other] of [
      ['s', 7],
      [7, '7'],
      [true, 'true'],
      [[], {}],
      [{}, []],
    ]) {
      assert.deepEqual(after({ a: value }, field('type', 'a')), [true, { a: other }]);
    }
    assert.deepEqual(after({ b: 1 }, field('drop', 'a')), [false, { b: 1 }]);
    const cut = { kind: 'list', path: [], change: 'cut' } as const;
    assert.deepEqual(after([1, 2, 3], cut), [true, [1]]);
    const reorder = { kind: 'list', path: ['*', 'b'], change: 'reorder' } as const;
    assert.deepEqual(after(list, reorder), [true, [{ a: 1, b: ['y', 'x'] }, { a: 2 }]]);
    assert.deepEqual(after([1], { ...cut, change: 'reorder' }), [false, [1]]);
  });

  test('streams: truncated, swapped and cut, however the bytes come in pieces', async () => {
    const both = Buffer.concat([frame(1, 'out'), frame(2, 'err')]);
    const swapped = Buffer.concat([frame(2, 'err'), frame(1, 'out')]);
    const other = Buffer.concat([frame(2, 'out'), frame(1, 'err')]);
    const cases = [
      ['truncate', both, both.subarray(0, -1)],
      ['swap-streams', both, other],
      ['swap-frames', both, swapped],
      ['swap-frames', frame(1, 'one'), frame(1, 'one')],
      [
        'swap-streams',
        Buffer.from('a terminal writes no frames'),
        Buffer.from('a terminal writes no frames'),
      ],
      ['drop-line', Buffer.from('{"a":1}\n{"b":2}\n'), Buffer.from('{"b":2}\n')],
      ['truncate', Buffer.from('{"a":1}\r\n'), Buffer.from('{"a":1')],
      ['cut-archive', Buffer.alloc(90_000, 'x'), Buffer.alloc(90_000 - 65_536, 'x')],
    ] as const;
    for (const [change, given, wanted] of cases) {
      for (const size of [1, 5, 10_000]) {
        const pieces = [];
        for (let at = 0; at < given.length; at += size) pieces.push(given.subarray(at, at + size));
        let changes = 0;
        const stream = Readable.from(pieces).pipe(streamMutation(change, () => (changes += 1)));
        assert.equal(await text(stream), wanted.toString(), `${change} by ${size}`);
        assert.equal(changes > 0, !given.equals(wanted), `${change} by ${size}`);
      }
    }
  });

  test('the proxy changes answers of the one operation, and nothing without a mutant', async () => {
    await behindProxy(async (proxy, ask, url) => {
      const address = parseAddress(url);
      const operation = 'compat.container.list';
      const answer = async (mutation?: Mutation) => {
        proxy.set(mutation ? { operation, mutation } : undefined);
        const { status, text, headers } = await ask(address, 'GET', '/v1.41/containers/json');
        return [status, text, headers['api-version'], proxy.changed];
      };
      const right = '[{"Id":"a"},{"Id":"b"}]';
      assert.deepEqual(await answer(), [200, right, '1.41', 0]);
      assert.deepEqual(await answer({ kind: 'status', from: 200, to: 201 }), [
        201,
        right,
        '1.41',
        1,
      ]);
      assert.deepEqual(await answer({ kind: 'header', name: 'Api-Version' }), [
        200,
        right,
        undefined,
        1,
      ]);
      const cut: Mutation = { kind: 'list', path: [], change: 'cut' };
      assert.deepEqual(await answer(cut), [200, '[{"Id":"a"}]', '1.41', 1]);
      assert.equal((await ask(address, 'GET', '/v1.41/images/json')).text, right);
      assert.equal(proxy.changed, 1);
    });
  });

  test('a faked effect is answered without the engine; other requests reach it', async () => {
    const asked = await behindProxy(async (proxy, ask, url) => {
      const operation = 'compat.container.kill';
      proxy.set({ operation, mutation: { kind: 'fake', status: 204 } });
      const kill = await ask(parseAddress(url), 'POST', '/v1.41/containers/x/kill');
      assert.deepEqual([kill.status, kill.text], [204, '']);
      await ask(parseAddress(url), 'POST', '/v1.41/containers/x/pause');
    });
    assert.equal(asked, 1);
  });

  test('a connection that is taken over passes, and its status and frames can be wrong', async () => {
    await behindProxy(async (proxy, _, url) => {
      const operation = 'compat.container.attach';
      const output = async (mutation?: Mutation) => {
        proxy.set(mutation ? { operation, mutation } : undefined);
        const taken = await hijack(parseAddress(url), '/v1.41/containers/x/attach?stream=true');
        return text(taken.stream);
      };
      const right = Buffer.concat([frame(1, 'out'), frame(2, 'err')]);
      assert.equal(await output(), right.toString());
      const other = Buffer.concat([frame(2, 'out'), frame(1, 'err')]);
      assert.equal(await output({ kind: 'stream', change: 'swap-streams' }), other.toString());
      assert.equal(
        await output({ kind: 'stream', change: 'truncate' }),
        right.subarray(0, -1).toString(),
      );
      await assert.rejects(output({ kind: 'status', from: 101, to: 202 }));
    });
  });
});
