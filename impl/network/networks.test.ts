import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Database } from '../database.ts';
import { BadParameter, Conflict, NotFound } from '../errors.ts';
import { blockOf, contains, overlaps } from './addresses.ts';
import { openNetwork } from './core.ts';
import { NetworkScene, onDefault, published, run } from './scene.fixture.ts';
import type { AttachmentRequest } from './types.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

describe('networks', () => {
  it('of several daemons have bridges and subnets of their own, even when opened at once', async () => {
    const others = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const folder = path.join(scene.root, `other${number}`);
        const store = new Database(':memory:');
        const other = await openNetwork({ root: folder, database: store });
        return { other, store };
      }),
    );
    const cores = [scene.core, ...others.map(({ other }) => other)];
    await Promise.all(cores.map((each) => each.reserve('one', [onDefault()], [])));
    const subnets = cores.map((each) => blockOf(each.byName('podman')?.subnets[0]?.subnet ?? ''));
    const bridges = new Set(cores.map((each) => each.byName('podman')?.interface));
    for (const { other, store } of others) {
      await other.tearDown('one');
      await other.close();
      store.close();
    }
    assert.equal(bridges.size, cores.length);
    for (const [index, one] of subnets.entries())
      for (const other of subnets.slice(index + 1)) assert.ok(!overlaps(one, other));
  });

  it('are made, found by name, id and prefix, and removed', async () => {
    const network = await scene.core.create({ name: 'web', labels: { a: 'b' } });
    assert.equal(scene.core.byName('web')?.id, network.id);
    assert.equal(scene.core.byName(network.id.slice(0, 12))?.name, 'web');
    assert.equal(scene.core.byName('nope'), undefined);
    assert.deepEqual(
      scene.core.list().map(({ name }) => name),
      ['podman', 'web'],
    );
    const one = await scene.container('one', [], onDefault({ network: 'web' }));
    assert.ok(contains(blockOf(network.subnets[0]?.subnet ?? ''), one.address));
    await assert.rejects(scene.core.remove('web'), Conflict);
    await scene.core.tearDown('one');
    await scene.core.remove('web');
    await assert.rejects(scene.core.remove('web'), NotFound);
    await assert.rejects(scene.core.remove('podman'), BadParameter);
  });

  it('leave an interface alone that somebody else made under their bridge’s name', async () => {
    const name = `rpt${process.pid}x`;
    await run('ip', ['link', 'add', name, 'type', 'bridge']);
    try {
      await scene.core.create({ name: 'taken', interface: name });
      const request = [onDefault({ network: 'taken' })];
      await assert.rejects(scene.core.reserve('one', request, []), /exists and is not ours/);
      await scene.core.remove('taken');
      await scene.core.reconcile([]);
      assert.ok(fs.existsSync(`/sys/class/net/${name}`));
    } finally {
      await run('ip', ['link', 'del', name]);
    }
  });

  it('may be three hundred, each with a subnet, a bridge and a name of its own', async () => {
    const made = await Promise.all(Array.from({ length: 300 }, () => scene.core.create({})));
    const all = (list: typeof made, of: (network: (typeof made)[number]) => unknown) =>
      new Set(list.map(of)).size;
    assert.equal(
      all(made, ({ name }) => name),
      300,
    );
    assert.equal(
      all(made, ({ interface: bridge }) => bridge),
      300,
    );
    assert.equal(
      all(made, ({ subnets }) => subnets[0]?.subnet),
      300,
    );
    const [first, last] = [made[0]!, made[299]!];
    const one = await scene.container('one', [], onDefault({ network: first.name }));
    await scene.core.connect('one', onDefault({ network: last.name }), one.place.pid);
    await assert.rejects(scene.core.remove(last.name), /used by container one/);
    await scene.core.tearDown('one');
    await scene.core.remove(last.name);
    assert.equal(scene.core.list().length, 300);
  });

  it('that are full, or asked for what they cannot give, say so', async () => {
    const range = { start: '10.254.253.10', end: '10.254.253.11' };
    await scene.core.create({
      name: 'small',
      subnets: [{ subnet: '10.254.253.0/24', leaseRange: range }],
    });
    const small = (part: Partial<AttachmentRequest> = {}) => [
      onDefault({ network: 'small', ...part }),
    ];
    await scene.core.reserve('one', small(), []);
    await scene.core.reserve('two', small(), []);
    await assert.rejects(
      scene.core.reserve('three', small(), []),
      /no free address left in subnet 10\.254\.253\.0\/24/,
    );
    await scene.core.reserve('four', small({ staticIps: ['10.254.253.50'] }), []);
    for (const wrong of ['10.254.252.1', '10.254.253.0', '10.254.253.1', '10.254.253.255', 'x'])
      await assert.rejects(
        scene.core.reserve('five', small({ staticIps: [wrong] }), []),
        BadParameter,
        wrong,
      );
    await assert.rejects(
      scene.core.reserve(
        'five',
        small({ staticIps: ['10.254.253.51'], staticMac: 'ff:ff:ff:ff:ff:ff' }),
        [],
      ),
      BadParameter,
    );
    await assert.rejects(
      scene.core.reserve('five', [onDefault({ network: 'nope' })], []),
      NotFound,
    );
  });

  it('that are internal or have two families give their containers just that', async () => {
    await scene.core.create({ name: 'inner', internal: true });
    await scene.core.create({ name: 'both', ipv6: true, options: { mtu: '1300' } });
    const inner = await scene.container('one', [], onDefault({ network: 'inner' }));
    assert.equal((await inner.place.run('ip', 'route', 'show', 'default')).output, '');
    const both = await scene.container('two', [published(80)], onDefault({ network: 'both' }));
    const v6 = both.reservation.attachments[0]?.ips[1];
    assert.ok(v6);
    const ping = await both.place.run('busybox', 'ping', '-6', '-c1', '-W2', v6.gateway);
    assert.equal(ping.code, 0);
    const { output } = await both.place.run('ip', 'link', 'show', 'eth0');
    assert.match(output, /mtu 1300/);
  });

  it('join in one container, the first with the default route', async () => {
    await scene.core.create({ name: 'second' });
    const place = await scene.namespace();
    const request = [onDefault(), onDefault({ network: 'second' })];
    const { attachments } = await scene.core.reserve('one', request, []);
    await scene.core.setUp('one', place.pid);
    assert.deepEqual(
      attachments.map(({ interfaceName }) => interfaceName),
      ['eth0', 'eth1'],
    );
    const { output } = await place.run('ip', 'route', 'show', 'default');
    assert.match(
      output,
      new RegExp(`^default via ${attachments[0]?.ips[0]?.gateway} dev eth0[^\n]*\n$`),
    );
  });
});
