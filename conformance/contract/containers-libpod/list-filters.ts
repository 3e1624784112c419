import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, volumeName } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, listLibpod } from '../../suite/libpod.ts';
import { labelled } from '../../suite/lists.ts';
import type { Scene } from '../../suite/scene.ts';

/** Which of some containers a filter lets through, by the names that the test gives them. */
async function chosen(
  scene: Scene,
  named: Record<string, string>,
  wanted: Record<string, string[]>,
  query = 'all=true',
): Promise<string[]> {
  const entries = await listLibpod(scene, wanted, query);
  const listed = new Set(entries.map(({ Id }) => Id));
  return Object.keys(named).filter((name) => listed.has(named[name] ?? ''));
}

/** Holds a list of cases: the values of one filter, and who fits them. */
async function cases(
  scene: Scene,
  named: Record<string, string>,
  filter: string,
  expected: [string, string[]][],
): Promise<void> {
  for (const [value, names] of expected) {
    assert.deepEqual(
      await chosen(scene, named, { [filter]: [value] }),
      names,
      `${filter}=${value}`,
    );
  }
}

async function start(scene: Scene, id: string): Promise<void> {
  (await act(scene, id, 'start')).expect(204);
}

async function run(scene: Scene, id: string): Promise<void> {
  await start(scene, id);
  await scene.settled(id);
}

const exits = (code: number) => ({ Cmd: ['sh', '-c', `exit ${code}`] });
const bridge = { NetworkMode: 'default' };

export default [
  clause('libpod.container.list.200.filter-status', async (scene) => {
    const named = {
      created: await scene.container(),
      running: await scene.running(),
      paused: await scene.running(),
      exited: (await scene.exited()).id,
    };
    (await act(scene, named.paused, 'pause')).expect(204);
    await scene.settled(named.exited);
    for (const status of Object.keys(named)) {
      assert.deepEqual(await chosen(scene, named, { status: [status] }, ''), [status], status);
    }
  }),

  clause('libpod.container.list.200.filter-label', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make({ Labels: { [label]: 'red' } }) };
    await cases(scene, named, 'label', [
      [label, ['a', 'b']],
      [`${label}=red`, ['b']],
      [`${label}=blue`, []],
    ]);
  }),

  clause('libpod.container.list.200.filter-label-not', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await scene.container() };
    await cases(scene, named, 'label!', [[label, ['b']]]);
  }),

  clause('libpod.container.list.200.filter-publish', async (scene) => {
    const PortBindings = { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] };
    const ExposedPorts = { '8080/tcp': {} };
    const HostConfig = { ...bridge, PortBindings };
    const named = {
      a: await scene.running({ ExposedPorts, HostConfig }),
      b: await scene.running({ ExposedPorts, HostConfig: bridge }),
    };
    const { Ports } = (await inspectLibpod(scene, named.a)).NetworkSettings;
    const port = Number(Ports['8080/tcp']?.[0]?.HostPort);
    await cases(scene, named, 'publish', [
      [`${port}`, ['a']],
      [`${port}/tcp`, ['a']],
      [`${port - 1}-${port + 1}/tcp`, ['a']],
      [`${port}/udp`, []],
    ]);
  }),

  clause('libpod.container.list.200.filter-expose', async (scene) => {
    const ExposedPorts = { '8080/tcp': {}, '5353/udp': {} };
    const named = {
      a: await scene.running({ ExposedPorts, HostConfig: bridge }),
      b: await scene.running(),
    };
    await cases(scene, named, 'expose', [
      ['8080', ['a']],
      ['8080/tcp', ['a']],
      ['5000-6000/udp', ['a']],
      ['8080/udp', []],
    ]);
  }),

  clause('libpod.container.list.200.filter-is-task', async (scene) => {
    const named = { a: await scene.container() };
    await cases(scene, named, 'is-task', [
      ['true', []],
      ['false', ['a']],
    ]);
  }),

  clause('libpod.container.list.200.filter-name', async (scene) => {
    const mark = scene.name('mark');
    const named = {
      a: await scene.running({}, `?name=x-${mark}-a`),
      b: await scene.container({}, `?name=x-${mark}-b`),
    };
    await cases(scene, named, 'name', [
      [mark, ['a', 'b']],
      [`${mark}-[b-z]$`, ['b']],
      [`^${mark}`, []],
    ]);
    assert.deepEqual(await chosen(scene, named, { name: [mark] }, ''), ['a']);
  }),

  clause('libpod.container.list.200.filter-id', async (scene) => {
    const named = { a: await scene.container(), b: await scene.container() };
    await cases(scene, named, 'id', [
      [named.a, ['a']],
      [named.b.slice(0, 16), ['b']],
    ]);
  }),

  clause('libpod.container.list.200.filter-ancestor', async (scene) => {
    const named = {
      a: await scene.container(),
      b: await scene.container({ Image: 'localhost/volume:latest' }),
    };
    const { Image } = await inspectLibpod(scene, named.a);
    await cases(scene, named, 'ancestor', [
      [scene.image, ['a']],
      [Image, ['a']],
      ['localhost/volume', ['b']],
    ]);
  }),

  clause('libpod.container.list.200.filter-and-or', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make(exits(0)), c: await scene.container() };
    await run(scene, named.b);
    const status = ['created', 'exited'];
    assert.deepEqual(await chosen(scene, named, { status }), ['a', 'b', 'c']);
    assert.deepEqual(await chosen(scene, named, { status, label: [label] }), ['a', 'b']);
    assert.deepEqual(await chosen(scene, named, { status: ['exited'], label: [label] }), ['b']);
  }),

  clause('libpod.container.list.200.filter-exited', async (scene) => {
    const named = { a: (await scene.exited(exits(3))).id, b: (await scene.exited(exits(4))).id };
    await scene.settled(named.b);
    await cases(scene, named, 'exited', [
      ['3', ['a']],
      ['4', ['b']],
      ['5', []],
    ]);
  }),

  clause('libpod.container.list.200.filter-before-since', async (scene) => {
    const named = {
      a: await scene.container(),
      b: await scene.container(),
      c: await scene.container(),
    };
    await cases(scene, named, 'before', [
      [named.c, ['a', 'b']],
      [named.a, []],
    ]);
    await cases(scene, named, 'since', [
      [named.a, ['b', 'c']],
      [named.c, []],
    ]);
  }),

  clause('libpod.container.list.200.filter-until', async (scene) => {
    const named = { a: await scene.container() };
    const ahead = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
    await cases(scene, named, 'until', [
      ['1h', []],
      [ahead(-60), []],
      [ahead(60), ['a']],
    ]);
  }),

  clause('libpod.container.list.200.filter-volume', async (scene) => {
    const volume = volumeName(scene);
    const HostConfig = { Binds: [`${volume}:/kept-${volume}`] };
    const named = { a: await scene.container({ HostConfig }), b: await scene.container() };
    await cases(scene, named, 'volume', [
      [volume, ['a']],
      [`/kept-${volume}`, ['a']],
      [scene.name('v'), []],
    ]);
  }),

  clause('libpod.container.list.200.filter-network', async (scene) => {
    const named = {
      a: await scene.running({ HostConfig: bridge }),
      b: await scene.running(),
    };
    const { Networks } = (await inspectLibpod(scene, named.a)).NetworkSettings;
    const [name = ''] = Object.keys(Networks);
    const network = await scene.send('GET', scene.compat(`/networks/${name}`));
    const { Id } = network.expect(200).json as { Id: string };
    await cases(scene, named, 'network', [
      [name, ['a']],
      [Id, ['a']],
    ]);
  }),

  clause('libpod.container.list.200.filter-pod', async (scene) => {
    const name = scene.name('pod');
    const json = { name, no_infra: true };
    const made = await scene.send('POST', scene.libpod('/pods/create'), { json });
    const { Id } = made.expect(200, 201).json as { Id: string };
    scene.defer(() => scene.send('DELETE', scene.libpod(`/pods/${Id}?force=true`)));
    const named = { a: await createLibpod(scene, { pod: Id }), b: await createLibpod(scene) };
    await cases(scene, named, 'pod', [
      [name, ['a']],
      [Id, ['a']],
    ]);
  }),

  clause('libpod.container.list.200.filter-health', async (scene) => {
    const check = (...Test: string[]) => ({
      Healthcheck: { Test, Interval: 3600e9, Retries: 1 },
    });
    const named = {
      healthy: await scene.running(check('CMD', 'true')),
      unhealthy: await scene.running(check('CMD', 'false')),
      starting: await scene.running(check('CMD', 'true')),
      none: await scene.running(),
    };
    for (const id of [named.healthy, named.unhealthy]) {
      (await scene.send('GET', scene.libpod(`/containers/${id}/healthcheck`))).expect(200);
    }
    await cases(
      scene,
      named,
      'health',
      Object.keys(named).map((name) => [name, [name]]),
    );
  }),

  clause('libpod.container.list.200.filter-restart-policy', async (scene) => {
    const policy = (Name: string) => ({ HostConfig: { RestartPolicy: { Name } } });
    const named = {
      a: await scene.container(policy('always')),
      b: await scene.container(policy('on-failure')),
      c: await scene.container(),
    };
    await cases(scene, named, 'restart-policy', [
      ['always', ['a']],
      ['on-failure', ['b']],
    ]);
  }),
];
