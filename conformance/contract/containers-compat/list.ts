import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, filters } from '../../suite/containers.ts';
import { idsOf, labelled, list } from '../../suite/lists.ts';

export default [
  clause('compat.container.list.200.running-only', async (scene) => {
    const running = await scene.running();
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    const created = await scene.container();
    const { id: exited } = await scene.exited();
    await scene.settled(exited);
    const ids = idsOf(await list(scene));
    assert.ok(ids.includes(running) && ids.includes(paused), 'running and paused are listed');
    assert.ok(!ids.includes(created) && !ids.includes(exited), 'the others are not');
  }),

  clause('compat.container.list.200.empty-array', async (scene) => {
    const query = filters({ label: [scene.name('nobody')] });
    const answer = await scene.send('GET', scene.compat(`/containers/json?all=true&${query}`));
    assert.deepEqual(answer.expect(200).json, []);
  }),

  clause('compat.container.list.200.newest-first', async (scene) => {
    const { label, make } = labelled(scene);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await make());
    assert.deepEqual(idsOf(await list(scene, { label: [label] })), ids.toReversed());
  }),

  clause('compat.container.list.200.shape', async (scene) => {
    const { label, make } = labelled(scene);
    const name = scene.name();
    const id = await make({ Cmd: ['sleep', '7'] }, `?name=${name}`);
    const [entry] = await list(scene, { label: [label] });
    assert.ok(entry);
    assert.deepEqual(
      [entry.Id, entry.Names, entry.Image, entry.Command, entry.State],
      [id, [`/${name}`], scene.image, 'sleep 7', 'created'],
    );
    assert.match(entry.ImageID, /^sha256:[0-9a-f]{64}$/);
    assert.ok(Math.abs(entry.Created - Date.now() / 1000) < 60, `Created ${entry.Created}`);
    assert.equal(entry.Labels[label], '');
    assert.equal(entry.HostConfig?.NetworkMode, 'none');
    assert.equal(typeof entry.NetworkSettings?.Networks, 'object');
    assert.deepEqual([entry.Ports, entry.Mounts], [[], []]);
  }),

  clause('compat.container.list.200.status-text', async (scene) => {
    const { label, make } = labelled(scene);
    const created = await make();
    const [running, paused, exited] = [await make(), await make(), await make()];
    for (const id of [running, paused, exited]) (await act(scene, id, 'start')).expect(204);
    (await act(scene, paused, 'pause')).expect(204);
    (await act(scene, exited, 'kill')).expect(204);
    await scene.settled(exited);
    const entries = await list(scene, { label: [label] });
    const status = (id: string) => entries.find(({ Id }) => Id === id)?.Status ?? '';
    assert.equal(status(created), 'Created');
    assert.match(status(running), /^Up .*[a-z]$/);
    assert.match(status(paused), /^Up .* \(Paused\)$/);
    assert.match(status(exited), /^Exited \(137\) .* ago$/);
  }),

  clause('compat.container.list.200.ports', async (scene) => {
    const { label, make } = labelled(scene);
    const id = await make({
      ExposedPorts: { '80/tcp': {}, '81/udp': {} },
      HostConfig: {
        NetworkMode: 'default',
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
      },
    });
    (await act(scene, id, 'start')).expect(204);
    const { Ports } = (await scene.inspect(id)).NetworkSettings;
    const [entry] = await list(scene, { label: [label] });
    const found = (entry?.Ports ?? []).toSorted((a, b) => a.PrivatePort - b.PrivatePort);
    const PublicPort = Number(Ports['80/tcp']?.[0]?.HostPort);
    assert.deepEqual(found, [
      { IP: '127.0.0.1', PrivatePort: 80, PublicPort, Type: 'tcp' },
      { PrivatePort: 81, Type: 'udp' },
    ]);
  }),

  clause('compat.container.list.any.all', async (scene) => {
    const created = await scene.container();
    const { id: exited } = await scene.exited();
    const running = await scene.running();
    const answer = await scene.send('GET', scene.compat('/containers/json?all=true'));
    const ids = idsOf(answer.expect(200).json);
    for (const id of [created, exited, running]) assert.ok(ids.includes(id), id);
  }),

  clause(
    'compat.container.list.any.limit',
    async (scene) => {
      await scene.running();
      const [created, running] = [await scene.container(), await scene.running()];
      const answer = await scene.send('GET', scene.compat('/containers/json?limit=2'));
      assert.deepEqual(idsOf(answer.expect(200).json), [running, created]);
    },
    { serial: true },
  ),

  clause('compat.container.list.any.size', async (scene) => {
    const { label, make } = labelled(scene);
    const id = await make({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] });
    (await act(scene, id, 'start')).expect(204);
    await scene.wait(id);
    const [entry] = await list(scene, { label: [label] }, 'size=true');
    const { SizeRw = 0, SizeRootFs = 0 } = entry ?? {};
    assert.ok(SizeRw >= 100_000 && SizeRw < 200_000, `SizeRw ${SizeRw}`);
    assert.ok(SizeRootFs > SizeRw, `SizeRootFs ${SizeRootFs}`);
    const [without] = await list(scene, { label: [label] });
    assert.deepEqual([without?.SizeRw ?? 0, without?.SizeRootFs ?? 0], [0, 0]);
  }),
];
