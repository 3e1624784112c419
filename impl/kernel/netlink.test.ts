import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { insideNetwork, NETLINK_ROUTE, NetlinkError, NetlinkSocket } from './netlink.ts';
import {
  attribute,
  decodeMessages,
  encodeRequests,
  nested,
  NLM_F_DUMP,
  parseAttributes,
  textOf,
} from './netlink-message.ts';

const RTM_GETLINK = 18;
const IFLA_IFNAME = 3;

const getLink = (name: string) => ({
  type: RTM_GETLINK,
  flags: 0,
  what: `find ${name}`,
  body: Buffer.concat([Buffer.alloc(16), attribute(IFLA_IFNAME, name)]),
});
const dumpLinks = {
  type: RTM_GETLINK,
  flags: NLM_F_DUMP,
  what: 'list the links',
  body: Buffer.alloc(16),
};

const nameOf = ({ body }: { body: Buffer }) =>
  textOf(parseAttributes(body.subarray(16)).get(IFLA_IFNAME));

describe('netlink messages', () => {
  it('hold attributes of any length, padded, and give them back', () => {
    const values = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(values, (list) => {
        const bytes = Buffer.concat(list.map((value, n) => attribute(n + 1, Buffer.from(value))));
        assert.equal(bytes.length % 4, 0);
        const found = parseAttributes(parseAttributes(nested(9, bytes)).get(9) ?? Buffer.alloc(0));
        assert.deepEqual(
          [...found.values()].map((value) => [...value]),
          list.map((value) => [...value]),
        );
      }),
    );
  });

  it('are numbered one after another, and told apart again', () => {
    const sent = encodeRequests([getLink('a'), getLink('longer')], 7);
    const found = [...decodeMessages(sent)];
    assert.deepEqual(
      found.map(({ sequence }) => sequence),
      [7, 8],
    );
    assert.deepEqual(found.map(nameOf), ['a', 'longer']);
  });

  it('that are cut short are not read beyond their end', () => {
    const whole = encodeRequests([getLink('name')], 1);
    for (let length = 0; length < whole.length; length += 1)
      for (const message of decodeMessages(whole.subarray(0, length)))
        assert.ok(parseAttributes(message.body).size <= 2);
  });
});

describe('a netlink socket', () => {
  it('answers several requests at once, and names what failed', async () => {
    const socket = new NetlinkSocket(NETLINK_ROUTE);
    try {
      const [one, all] = await Promise.all([
        socket.request([getLink('lo')]),
        socket.request([dumpLinks]),
      ]);
      assert.deepEqual(one[0]?.map(nameOf), ['lo']);
      assert.ok(all[0]?.map(nameOf).includes('lo'));
      await assert.rejects(socket.request([getLink('lo'), getLink('nosuchlink')]), (error) => {
        assert.ok(error instanceof NetlinkError);
        assert.equal(error.code, 'ENODEV');
        return error.message.includes('find nosuchlink');
      });
      const ignored = await socket.request([getLink('nosuchlink'), getLink('lo')], ['ENODEV']);
      assert.deepEqual(
        ignored.map((replies) => replies.length),
        [0, 1],
      );
    } finally {
      socket.close();
    }
  });

  it('belongs to the namespace that it was opened in, and the thread is back home', async () => {
    const holder = spawn('unshare', ['-n', 'sh', '-c', 'echo ready; exec sleep infinity'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const home = readlinkSync('/proc/thread-self/ns/net');
    const socket = new NetlinkSocket(NETLINK_ROUTE, `/proc/${holder.pid}/ns/net`);
    try {
      const [links = []] = await socket.request([dumpLinks]);
      assert.deepEqual(links.map(nameOf), ['lo']);
      assert.throws(
        () =>
          insideNetwork(`/proc/${holder.pid}/ns/net`, () => {
            assert.equal(readFileSync('/proc/thread-self/net/dev', 'utf8').includes('eth0'), false);
            throw new Error('thrown inside');
          }),
        /thrown inside/,
      );
      assert.equal(readlinkSync('/proc/thread-self/ns/net'), home);
      assert.throws(() => new NetlinkSocket(NETLINK_ROUTE, '/proc/self/ns/pid'), {
        code: 'EINVAL',
      });
      assert.equal(readlinkSync('/proc/thread-self/ns/net'), home);
    } finally {
      socket.close();
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
  });
});
