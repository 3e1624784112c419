import assert from 'node:assert/strict';
import { setTimeout as time } from 'node:timers/promises';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, filters, probe } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, listLibpod, post } from '../../suite/libpod.ts';
import type { LibpodListed } from '../../suite/libpod.ts';
import { labelled } from '../../suite/lists.ts';
import type { Scene } from '../../suite/scene.ts';

const serial = { serial: true };

const ids = (entries: LibpodListed[]) => entries.map(({ Id }) => Id);

async function plain(scene: Scene, query = ''): Promise<LibpodListed[]> {
  const answer = await scene.send('GET', scene.libpod(`/containers/json?${query}`));
  return answer.expect(200).json as LibpodListed[];
}

/** The one container of a label. */
async function only(scene: Scene, label: string, query = ''): Promise<LibpodListed> {
  const [entry, ...others] = await listLibpod(scene, { label: [label] }, `all=true&${query}`);
  assert.ok(entry && others.length === 0, 'one entry');
  return entry;
}

export default [
  clause('libpod.container.list.200.array', async (scene) => {
    const { label, make } = labelled(scene);
    const made = [await make(), await make()];
    const listed = await listLibpod(scene, { label: [label] }, 'all=true');
    assert.deepEqual(ids(listed).toSorted(), made.toSorted());
    const answer = await scene.send(
      'GET',
      scene.libpod(`/containers/json?${filters({ label: [scene.name('none')] })}`),
    );
    assert.deepEqual(answer.expect(200).json, []);
  }),

  clause('libpod.container.list.200.default-running', async (scene) => {
    const created = await scene.container();
    const { id: exited } = await scene.exited();
    const running = await scene.running();
    const seen = ids(await plain(scene));
    assert.ok(seen.includes(running));
    assert.ok(!seen.includes(created) && !seen.includes(exited));
  }),

  clause('libpod.container.list.200.all', async (scene) => {
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    const { id: exited } = await scene.exited();
    const made = [await scene.container(), await scene.running(), exited, paused];
    const seen = ids(await plain(scene, 'all=true'));
    for (const id of made) assert.ok(seen.includes(id), id);
  }),

  clause(
    'libpod.container.list.200.limit',
    async (scene) => {
      await scene.running();
      const made = [await scene.running(), await scene.container()];
      assert.deepEqual(ids(await plain(scene, 'limit=2')).toSorted(), made.toSorted());
    },
    serial,
  ),

  clause(
    'libpod.container.list.200.last',
    async (scene) => {
      const made = [await scene.running(), await scene.container()];
      assert.deepEqual(ids(await plain(scene, 'last=2&limit=1')).toSorted(), made.toSorted());
      assert.deepEqual(ids(await plain(scene, 'last=1')), made.slice(1));
    },
    serial,
  ),

  clause('libpod.container.list.200.size', async (scene) => {
    const { label, make } = labelled(scene);
    const id = await make({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] });
    (await act(scene, id, 'start')).expect(204);
    await scene.settled(id);
    assert.equal((await only(scene, label)).Size, null);
    const { Size } = await only(scene, label, 'size=true');
    assert.ok(
      Size && Size.rwSize >= 100_000 && Size.rootFsSize > Size.rwSize,
      JSON.stringify(Size),
    );
  }),

  clause('libpod.container.list.200.sync', async (scene) => {
    const { label, make } = labelled(scene);
    const id = await make();
    (await act(scene, id, 'start')).expect(204);
    const { Pid } = (await inspectLibpod(scene, id)).State;
    await probe(scene, `kill -9 ${Pid}`, { PidMode: 'host' });
    for (;;) {
      const { State, Pid: pid } = await only(scene, label, 'sync=true');
      if (State === 'exited' && pid === 0) return;
      await time(50); // its end is told by nothing but this list
    }
  }),

  clause('libpod.container.list.200.pod', async (scene) => {
    const { label, make } = labelled(scene);
    await make();
    for (const query of ['', 'pod=true']) {
      const { Pod, PodName } = await only(scene, label, query);
      assert.deepEqual([Pod, PodName], ['', '']);
    }
  }),

  clause('libpod.container.list.200.namespace', async (scene) => {
    const { label, make } = labelled(scene);
    const id = await make();
    (await act(scene, id, 'start')).expect(204);
    const { Pid } = (await inspectLibpod(scene, id)).State;
    const { Namespaces } = await only(scene, label, 'namespace=true');
    const link = await probe(scene, `readlink /proc/${Pid}/ns/mnt`, {
      PidMode: 'host',
      CapAdd: ['ALL'],
      Privileged: true,
    });
    assert.equal(`mnt:[${Namespaces['Mnt']}]`, link.stdout.trim());
  }),

  clause('libpod.container.list.200.fields', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, {
      name,
      labels: { mine: name },
      netns: { nsmode: 'bridge' },
      portmappings: [{ host_ip: '127.0.0.1', container_port: 80, protocol: 'tcp' }],
      mounts: [{ type: 'bind', source: '/etc', destination: '/bound' }],
    });
    (await post(scene, id, 'start')).expect(204);
    const told = await inspectLibpod(scene, id);
    const entry = await only(scene, `mine=${name}`);
    assert.deepEqual([entry.Id, entry.Names, entry.Image], [id, [name], scene.image]);
    assert.deepEqual(
      [entry.ImageID, entry.State, entry.Pid],
      [told.Image, 'running', told.State.Pid],
    );
    assert.deepEqual([entry.Command, entry.Labels], [['sleep', '1000'], { mine: name }]);
    assert.deepEqual(entry.Mounts, ['/bound']);
    const [port] = entry.Ports ?? [];
    assert.deepEqual(
      [port?.host_ip, port?.container_port, port?.protocol],
      ['127.0.0.1', 80, 'tcp'],
    );
    assert.ok(Math.abs(Date.parse(entry.Created) - Date.parse(told.Created)) < 1000, entry.Created);
  }),

  clause('libpod.container.list.400.filter-unknown', async (scene) => {
    const path = scene.libpod(`/containers/json?${filters({ nonsense: ['x'] })}`);
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /nonsense/);
  }),

  clause('libpod.container.list.400.filters-malformed', async (scene) => {
    for (const text of ['nonsense', '[1]', '{"label":']) {
      const path = scene.libpod(`/containers/json?filters=${encodeURIComponent(text)}`);
      messageOf((await scene.send('GET', path)).expect(400));
    }
  }),
];
