import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, filters, volumeName } from '../../suite/containers.ts';
import { chosen, labelled } from '../../suite/lists.ts';
import type { Scene } from '../../suite/scene.ts';

async function statusOf(scene: Scene, query: string) {
  return scene.send('GET', scene.compat(`/containers/json?${query}`));
}

async function run(scene: Scene, id: string): Promise<void> {
  (await act(scene, id, 'start')).expect(204);
  await scene.settled(id);
}

export default [
  clause('compat.container.list.any.filter-id', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make() };
    for (const id of [named.a, named.a.slice(0, 20)]) {
      assert.deepEqual(await chosen(scene, label, named, { id: [id] }), ['a']);
    }
  }),

  clause('compat.container.list.any.filter-name', async (scene) => {
    const { label, make } = labelled(scene);
    const mark = scene.name('mark');
    const named = {
      a: await make({}, `?name=x-${mark}-a`),
      b: await make({}, `?name=x-${mark}-b`),
      c: await make(),
    };
    const cases: [string, string[]][] = [
      [mark, ['a', 'b']],
      [`${mark}-[b-z]$`, ['b']],
      [`^/?x-${mark}-a$`, ['a']],
      [`^${mark}`, []],
    ];
    for (const [name, expected] of cases) {
      assert.deepEqual(await chosen(scene, label, named, { name: [name] }), expected, name);
    }
  }),

  clause('compat.container.list.any.filter-label', async (scene) => {
    const { label, make } = labelled(scene);
    const named = {
      plain: await make(),
      red: await make({ Labels: { [label]: '', colour: 'red' } }),
      blue: await make({ Labels: { [label]: '', colour: 'blue', big: 'yes' } }),
    };
    const cases: [string[], string[]][] = [
      [[label], ['blue', 'plain', 'red']],
      [
        [label, 'colour'],
        ['blue', 'red'],
      ],
      [[label, 'colour=red'], ['red']],
      [[label, 'colour', 'big=yes'], ['blue']],
      [[label, 'colour=red', 'big=yes'], []],
    ];
    for (const [wanted, expected] of cases) {
      const found = await chosen(scene, label, named, { label: wanted });
      assert.deepEqual(found, expected, wanted.slice(1).join(' and '));
    }
  }),

  clause('compat.container.list.any.filter-before', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make(), c: await make() };
    assert.deepEqual(await chosen(scene, label, named, { before: [named.c] }), ['a', 'b']);
    assert.deepEqual(await chosen(scene, label, named, { before: [named.a] }), []);
  }),

  clause('compat.container.list.any.filter-since', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make(), c: await make() };
    assert.deepEqual(await chosen(scene, label, named, { since: [named.a] }), ['b', 'c']);
    assert.deepEqual(await chosen(scene, label, named, { since: [named.c] }), []);
  }),

  clause('compat.container.list.404.filter-before-since-unknown', async (scene) => {
    for (const filter of ['before', 'since']) {
      const query = filters({ [filter]: [scene.name('nobody')] });
      (await statusOf(scene, `all=true&${query}`)).expect(404);
    }
  }),

  clause('compat.container.list.any.filter-exited', async (scene) => {
    const { label, make } = labelled(scene);
    const Cmd = (code: number) => ['sh', '-c', `exit ${code}`];
    const named = {
      three: await make({ Cmd: Cmd(3) }),
      four: await make({ Cmd: Cmd(4) }),
      never: await make(),
    };
    for (const id of [named.three, named.four]) {
      await run(scene, id);
    }
    assert.deepEqual(await chosen(scene, label, named, { exited: ['3'] }), ['three']);
    assert.deepEqual(await chosen(scene, label, named, { exited: ['5'] }), []);
  }),

  clause('compat.container.list.any.filter-status', async (scene) => {
    const { label, make } = labelled(scene);
    const named = {
      created: await make(),
      running: await make(),
      paused: await make(),
      exited: await make({ Cmd: ['true'] }),
    };
    for (const id of [named.running, named.paused, named.exited]) {
      (await act(scene, id, 'start')).expect(204);
    }
    (await act(scene, named.paused, 'pause')).expect(204);
    await scene.settled(named.exited);
    for (const status of ['created', 'running', 'paused', 'exited']) {
      const found = await chosen(scene, label, named, { status: [status] }, 'all=false');
      assert.deepEqual(found, [status]);
    }
    for (const status of ['restarting', 'removing', 'dead']) {
      assert.deepEqual(await chosen(scene, label, named, { status: [status] }), [], status);
    }
  }),

  clause('compat.container.list.any.filter-volume', async (scene) => {
    const { label, make } = labelled(scene);
    const volume = volumeName(scene);
    const named = {
      holder: await make({ HostConfig: { Binds: [`${volume}:/kept`] } }),
      other: await make(),
    };
    for (const wanted of [volume, '/kept']) {
      const found = await chosen(scene, label, named, { volume: [wanted] });
      assert.deepEqual(found, ['holder'], wanted);
    }
    assert.deepEqual(await chosen(scene, label, named, { volume: [scene.name('v')] }), []);
  }),

  clause('compat.container.list.any.filter-network', async (scene) => {
    const { label, make } = labelled(scene);
    const named = {
      bridge: await make({ HostConfig: { NetworkMode: 'default' } }),
      none: await make(),
    };
    (await act(scene, named.bridge, 'start')).expect(204);
    const { Networks } = (await scene.inspect(named.bridge)).NetworkSettings;
    const [name = '', network] = Object.entries(Networks)[0] ?? [];
    for (const wanted of [name, network?.NetworkID ?? '']) {
      const found = await chosen(scene, label, named, { network: [wanted] });
      assert.deepEqual(found, ['bridge'], `network ${wanted}`);
    }
  }),

  clause('compat.container.list.any.filter-is-task', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make() };
    assert.deepEqual(await chosen(scene, label, named, { 'is-task': ['true'] }), []);
    assert.deepEqual(await chosen(scene, label, named, { 'is-task': ['false'] }), ['a']);
  }),

  clause('compat.container.list.any.filter-or', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make(), c: await make({ Cmd: ['true'] }) };
    await run(scene, named.c);
    assert.deepEqual(await chosen(scene, label, named, { id: [named.a, named.b] }), ['a', 'b']);
    const status = ['created', 'exited'];
    assert.deepEqual(await chosen(scene, label, named, { status }), ['a', 'b', 'c']);
  }),

  clause('compat.container.list.any.filter-and', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make({ Cmd: ['true'] }) };
    await run(scene, named.b);
    const id = [named.a, named.b];
    assert.deepEqual(await chosen(scene, label, named, { id, status: ['exited'] }), ['b']);
    assert.deepEqual(await chosen(scene, label, named, { id: [named.a], exited: ['0'] }), []);
  }),

  clause('compat.container.list.400.filter-value', async (scene) => {
    const wrong = [{ exited: ['many'] }, { status: ['nonsense'] }, { health: ['nonsense'] }];
    for (const filter of wrong) {
      const answer = await statusOf(scene, filters(filter));
      assert.equal(answer.status, 400, `${JSON.stringify(filter)}: ${answer.status}`);
    }
    (await statusOf(scene, 'filters=nonsense')).expect(400);
  }),

  clause('compat.container.list.400.unknown-filter', async (scene) => {
    const answer = (await statusOf(scene, filters({ nonsense: ['x'] }))).expect(400);
    assert.match(messageOf(answer), /nonsense/);
  }),

  clause('compat.container.list.any.filters-both-forms', async (scene) => {
    const { label, make } = labelled(scene);
    const named = { a: await make(), b: await make({ Labels: { [label]: '', colour: 'red' } }) };
    for (const wanted of [[label, 'colour=red'], { [label]: true, 'colour=red': true }]) {
      assert.deepEqual(await chosen(scene, label, named, { label: wanted }), ['b']);
    }
  }),
];
