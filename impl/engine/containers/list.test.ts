import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestEngine } from '../test-support.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ListOptions } from './view.ts';

describe('the list of containers', () => {
  let host: TestEngine;
  const network = emptyContainerConfig('libpod').network;

  before(async () => {
    host = await TestEngine.open();
    await host.create(['true'], { name: 'first', labels: { role: 'db', tier: 'back' } });
    const volumes = [{ name: 'data', destination: '/data', options: [] }];
    await host.create(['true'], {
      name: 'second',
      labels: { role: 'web' },
      storage: { ...emptyContainerConfig('libpod').storage, volumes },
    });
    const ended = await host.run(['sh', '-c', 'exit 3'], { name: 'ended' });
    await host.containers.wait(ended, ['exited']).result;
    await host.run(['sleep', '1000'], {
      name: 'running',
      image: 'localhost/app',
      namespaces: { network: { mode: 'bridge' } },
      restart: { policy: 'always' },
      network: {
        ...network,
        ports: [
          { hostIp: '127.0.0.1', hostPort: 0, containerPort: 8080, protocol: 'tcp', range: 1 },
        ],
      },
    });
  });
  after(() => host.close());

  /** Names, newest first. */
  async function names(
    filters: Record<string, string[]>,
    change: Partial<ListOptions> = {},
  ): Promise<string> {
    const views = await host.containers.list({
      tree: 'libpod',
      all: true,
      size: false,
      filters,
      ...change,
    });
    return views.map(({ name }) => name).join(' ');
  }
  const everything = 'running ended second first';
  const id = (name: string) => host.containers.view(name).id;

  test('all, running ones only, and the newest so many', async () => {
    assert.equal(await names({}), everything);
    assert.equal(await names({}, { all: false }), 'running');
    assert.equal(await names({}, { all: false, limit: 2 }), 'running ended');
    assert.equal(await names({ label: ['role'] }, { all: false, limit: 1 }), 'second');
    assert.equal(await names({ status: ['created'] }, { all: false }), 'second first');
  });

  test('a paused container runs for Docker, not for Podman', async () => {
    await host.containers.pause('running', 'libpod');
    assert.equal(await names({}, { all: false }), '');
    assert.equal(await names({}, { all: false, tree: 'compat' }), 'running');
    await host.containers.unpause('running', 'libpod');
  });

  const cases: [string, () => Record<string, string[]>, string][] = [
    ['id by pattern', () => ({ id: [id('first').slice(0, 10)] }), 'first'],
    ['name by pattern', () => ({ name: ['n.+g$', '^/second$'] }), 'running second'],
    ['label by key', () => ({ label: ['role'] }), 'second first'],
    ['label by value', () => ({ label: ['role=web'] }), 'second'],
    ['all labels at once', () => ({ label: ['role=db', 'tier'] }), 'first'],
    ['without a label', () => ({ 'label!': ['role'] }), 'running ended'],
    ['several filters at once', () => ({ label: ['role'], name: ['first'] }), 'first'],
    ['exit code', () => ({ exited: ['3'] }), 'ended'],
    ['exit code of none', () => ({ exited: ['0'] }), ''],
    ['status', () => ({ status: ['exited', 'running'] }), 'running ended'],
    [
      "libpod's words for states",
      () => ({ status: ['stopped', 'configured'] }),
      'ended second first',
    ],
    ['image', () => ({ ancestor: ['localhost/app'] }), 'running'],
    ['unknown image', () => ({ ancestor: ['nosuch'] }), ''],
    [
      'image with its tag',
      () => ({ ancestor: ['localhost/busybox:latest'] }),
      'ended second first',
    ],
    ['before', () => ({ before: ['ended'] }), 'second first'],
    ['since', () => ({ since: [id('second')] }), 'running ended'],
    ['until', () => ({ until: ['1h'] }), ''],
    ['until now', () => ({ until: [String(Date.now() / 1000 + 1)] }), everything],
    ['volume by name', () => ({ volume: ['data'] }), 'second'],
    ['volume by place', () => ({ volume: ['/data'] }), 'second'],
    ['network', () => ({ network: ['podman'] }), 'running'],
    ['exposed port', () => ({ expose: ['8080'] }), 'running'],
    ['exposed range', () => ({ expose: ['50-60/udp'] }), 'running'],
    ['other protocol', () => ({ expose: ['8080/udp'] }), ''],
    ['health', () => ({ health: ['none'] }), 'ended second first'],
    ['tasks', () => ({ 'is-task': ['true'] }), ''],
    ['no tasks', () => ({ 'is-task': ['false'] }), everything],
    ['restart policy', () => ({ 'restart-policy': ['always'] }), 'running'],
    ['pod', () => ({ pod: ['none'] }), ''],
  ];
  for (const [what, filters, expected] of cases) {
    test(`filter: ${what}`, async () => {
      assert.equal(await names(filters()), expected);
    });
  }

  test('filter: the published port that was chosen', async () => {
    const port = host.containers.view('running').network.ports[0]?.hostPort;
    assert.equal(await names({ publish: [`${port}/tcp`] }), 'running');
  });

  test('what makes no sense is refused by name', async () => {
    const bad: Record<string, string> = {
      nosuch: 'x',
      status: 'nosuch',
      exited: 'x',
      name: '(',
      health: 'x',
      before: 'nosuch',
      'is-task': 'x',
      publish: 'x',
      until: 'x',
    };
    for (const [name, value] of Object.entries(bad)) {
      await assert.rejects(names({ [name]: [value] }), { status: 400 }, name);
    }
  });

  test('a hostile pattern costs no more than a short text', async () => {
    const before = performance.now();
    await names({ name: [`${'(a+)+'.repeat(20)}$`] });
    assert.ok(performance.now() - before < 1000);
  });

  test('prune takes what does not run and fits', async () => {
    const until = await host.containers.prune({ until: ['1h'] });
    assert.deepEqual(until, []);
    const reports = await host.containers.prune({ label: ['role=db'] });
    assert.deepEqual(
      reports.map(({ error }) => error),
      [undefined],
    );
    assert.equal(await names({}), 'running ended second');
    await assert.rejects(host.containers.prune({ name: ['x'] }), { status: 400 });
    assert.equal((await host.containers.prune({})).length, 2);
    assert.equal(await names({}), 'running');
  });
});
