import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { NetworkScene, onDefault, published } from '../scene.fixture.ts';
import type { AttachmentRequest } from '../types.ts';
import { askInside } from './ask.fixture.ts';
import type { Asked } from './ask.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

const naming = (id: string) => ({
  name: `${id}-name`,
  dnsServers: [],
  ...(id === 'docker' ? { qualified: true, hostname: 'Whale' } : { qualified: false }),
});
const on = (network: string, ...aliases: string[]): AttachmentRequest =>
  onDefault({ network, aliases });
const gatewayOf = (network: string) => scene.core.find(network).subnets[0]?.gateway ?? '';

/** Answers in short: values, or the code where there are none. */
async function ask(
  from: { place: Parameters<typeof askInside>[0] },
  server: string,
  ...questions: Asked[]
) {
  const heard = await askInside(from.place, server, questions);
  return heard.map(({ rcode, values }) => (values.length > 0 ? values.sort() : rcode));
}

describe('names of containers', () => {
  it('resolve on a network by name, alias and address, over both transports', async () => {
    await scene.core.create({ name: 'web', ipv6: true });
    scene.core.nameBy(naming);
    const one = await scene.container('one', [], on('web', 'www', 'shared'));
    const two = await scene.container('docker', [], on('web', 'shared'));
    const [v4 = '', v6 = ''] = one.reservation.attachments[0]?.ips.map((ip) => ip.address) ?? [];
    const server = gatewayOf('web');
    const reverse = `${v4.split('.').reverse().join('.')}.in-addr.arpa`;
    const questions: Asked[] = [
      { name: 'one-name' },
      { name: 'ONE-Name', transport: 'tcp' },
      { name: 'www', type: 'AAAA' },
      { name: 'one-name.dns.podman' },
      { name: 'one-name.web' },
      { name: 'shared' },
      { name: 'one-name', type: 'MX' },
      { name: reverse, type: 'PTR' },
      { name: 'whale' },
      { name: 'nobody' },
      { name: 'nobody.dns.podman', transport: 'tcp' },
    ];
    const answers = [
      [v4],
      [v4],
      [v6],
      [v4],
      [v4],
      [v4, two.address].sort(),
      'NOERROR',
      ['one-name', 'shared', 'www'],
      [two.address],
      'NXDOMAIN',
      'NXDOMAIN',
    ];
    assert.deepEqual(await ask(two, server, ...questions.slice(0, 7)), answers.slice(0, 7));
    assert.deepEqual(await ask(one, server, ...questions), answers);
    assert.deepEqual(await ask(two, server, { name: reverse, type: 'PTR' }), [['one-name.web']]);
    const v6Server = scene.core.find('web').subnets[1]?.gateway ?? '';
    assert.deepEqual(await ask(one, v6Server, { name: 'docker-name' }), [[two.address]]);

    await scene.core.tearDown('docker');
    assert.deepEqual(await ask(one, server, { name: 'shared' }, { name: 'docker-name' }), [
      [v4],
      'NXDOMAIN',
    ]);
  });

  it('are known to those on the network alone, whichever server they ask', async () => {
    await scene.core.create({ name: 'front' });
    await scene.core.create({ name: 'back' });
    scene.core.nameBy(naming);
    const middle = await scene.container('middle', [], on('front'));
    const db = await scene.container('db', [], on('back'));
    const name = { name: 'db-name' };
    assert.deepEqual(await ask(middle, gatewayOf('front'), name), ['NXDOMAIN']);
    assert.deepEqual(await ask(middle, gatewayOf('back'), name), ['ECONNREFUSED']);
    await scene.core.connect('middle', on('back', 'between'), middle.place.pid);
    assert.deepEqual(await ask(middle, gatewayOf('front'), name), [[db.address]]);
    const seen = await ask(db, gatewayOf('back'), { name: 'between' });
    await scene.core.disconnect('middle', scene.core.find('back').id, middle.place.pid);
    assert.notEqual(seen[0], 'NXDOMAIN');
    assert.deepEqual(await ask(db, gatewayOf('back'), { name: 'between' }), ['NXDOMAIN']);
  });

  it('do not get in the way of a published port 53, nor the other way round', async () => {
    await scene.core.create({ name: 'web' });
    scene.core.nameBy(naming);
    const ports = [published(53, { hostIp: '127.0.0.2', hostPort: 53, protocol: 'udp' as const })];
    const one = await scene.container('one', ports, on('web'));
    assert.deepEqual(await ask(one, gatewayOf('web'), { name: 'one-name' }), [[one.address]]);
  });

  it('are answered in whole by TCP when they are too many for a datagram', async () => {
    await scene.core.create({ name: 'many', subnets: [{ subnet: '10.251.16.0/24' }] });
    const asker = await scene.container('asker', [], on('many'));
    const others = Array.from({ length: 50 }, (_, number) => `other${number}`);
    for (const id of others) await scene.core.reserve(id, [on('many', 'crowd')], []);
    const heard = await askInside(asker.place, '10.251.16.1', [
      { name: 'crowd' },
      { name: 'crowd', extended: true },
      { name: 'crowd', transport: 'tcp' },
    ]);
    assert.deepEqual(
      heard.map(({ values, truncated }) => [values.length, truncated]),
      [
        [0, true],
        [50, false],
        [50, false],
      ],
    );
    for (const id of others) await scene.core.tearDown(id);
  });

  it('are answered again by the daemon that comes after one that was killed', async () => {
    await scene.core.create({ name: 'web' });
    const one = await scene.container('one', [], on('web', 'www'));
    await scene.openCore();
    await scene.core.reconcile([{ containerId: 'one', pid: one.place.pid }]);
    scene.core.nameBy(naming);
    const questions = [{ name: 'www' }, { name: 'one-name' }];
    assert.deepEqual(await ask(one, gatewayOf('web'), ...questions), [
      [one.address],
      [one.address],
    ]);
  });
});
