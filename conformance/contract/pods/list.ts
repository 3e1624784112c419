import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { actOn, createPod, inspectPod, memberOf, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';

interface ListedPod {
  Id: string;
  Name: string;
  Status: string;
  InfraId: string;
  Labels: Record<string, string> | null;
  Networks: string[] | null;
  Containers: { Id: string; Names: string; Status: string }[] | null;
}

async function list(scene: Scene, wanted: Record<string, string[]> = {}): Promise<ListedPod[]> {
  const path = scene.libpod(`/pods/json?${filters(wanted)}`);
  const pods = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(pods), 'a list');
  return pods as ListedPod[];
}

async function listed(scene: Scene, id: string): Promise<ListedPod> {
  const found = (await list(scene)).find((pod) => pod.Id === id);
  assert.ok(found, `pod ${id} is listed`);
  return found;
}

/** Which of some pods each of the filters lets through, by the names that the test gives them. */
async function cases(
  scene: Scene,
  named: Record<string, string>,
  expected: [wanted: Record<string, string[]>, names: string[]][],
): Promise<void> {
  for (const [wanted, names] of expected) {
    const ids = (await list(scene, wanted)).map(({ Id }) => Id);
    const found = Object.keys(named).filter((name) => ids.includes(named[name]!));
    assert.deepEqual(found.toSorted(), names, JSON.stringify(wanted));
  }
}

export default [
  clause(
    'libpod.pod.list.200.array',
    async (scene) => {
      const known = (await list(scene)).map(({ Id }) => Id);
      const none = await list(scene, { name: [scene.name('nobody')] });
      assert.deepEqual(none, []);
      const made = [await createPod(scene), await createPod(scene, { no_infra: true })];
      const now = (await list(scene)).map(({ Id }) => Id);
      assert.deepEqual(now.toSorted(), [...known, ...made].toSorted());
    },
    { serial: true },
  ),

  clause('libpod.pod.list.200.containers', async (scene) => {
    const labels = { [scene.name('l')]: 'x' };
    const { id, members } = await runningPod(scene, { labels });
    const pod = await listed(scene, id);
    const { Name } = await inspectLibpod(scene, members[0]!);
    const member = pod.Containers?.find(({ Id }) => Id === members[0]);
    assert.deepEqual([member?.Names, member?.Status], [Name, 'running']);
    assert.ok(pod.Containers?.some(({ Id }) => Id === pod.InfraId));
    assert.equal(pod.Containers?.length, 2);
    assert.deepEqual(pod.Labels, labels);
    assert.equal(pod.Networks?.length, 1);
  }),

  clause('libpod.pod.list.200.status', async (scene) => {
    const id = await createPod(scene);
    const member = await memberOf(scene, id);
    const status = async () => (await listed(scene, id)).Status;
    assert.equal(await status(), 'Created');
    (await actOn(scene, id, 'start')).expect(200);
    assert.equal(await status(), 'Running');
    const post = (verb: string) =>
      scene.send('POST', scene.libpod(`/containers/${member}/${verb}`));
    (await post('kill')).expect(204);
    await scene.wait(member);
    assert.equal(await status(), 'Degraded');
    (await actOn(scene, id, 'start')).expect(200);
    (await actOn(scene, id, 'pause')).expect(200);
    assert.equal(await status(), 'Paused');
    (await actOn(scene, id, 'unpause')).expect(200);
    (await actOn(scene, id, 'stop')).expect(200);
    assert.equal(await status(), 'Exited');
    await memberOf(scene, id);
    assert.equal(await status(), 'Stopped');
  }),

  clause('libpod.pod.list.200.filter-name', async (scene) => {
    const base = scene.name('p');
    const a = await createPod(scene, { name: `${base}-a` });
    const b = await createPod(scene, { name: `x${base}-b` });
    await cases(scene, { a, b }, [
      [{ name: [base] }, ['a', 'b']],
      [{ name: [`^${base}`] }, ['a']],
      [{ name: [`${base}-b$`] }, ['b']],
      [{ name: [`${base}-a`, `${base}-b`] }, ['a', 'b']],
      [{ name: [`${base}-c`] }, []],
    ]);
  }),

  clause('libpod.pod.list.200.filter-status', async (scene) => {
    const { id: running } = await runningPod(scene, {}, []);
    const { id: paused } = await runningPod(scene, {}, []);
    (await actOn(scene, paused, 'pause')).expect(200);
    const { id: exited } = await runningPod(scene, {}, []);
    (await actOn(scene, exited, 'stop?t=0')).expect(200);
    const created = await createPod(scene);
    const { id: degraded } = await runningPod(scene, {}, []);
    await memberOf(scene, degraded);
    await cases(scene, { running, paused, exited, created, degraded }, [
      [{ status: ['running'] }, ['running']],
      [{ status: ['paused'] }, ['paused']],
      [{ status: ['exited'] }, ['exited']],
      [{ status: ['created'] }, ['created']],
      [{ status: ['degraded'] }, ['degraded']],
      [{ status: ['running', 'created'] }, ['created', 'running']],
    ]);
  }),

  clause('libpod.pod.list.200.filter-label', async (scene) => {
    const label = scene.name('l');
    const a = await createPod(scene, { labels: { [label]: 'one', second: '' } });
    const b = await createPod(scene, { labels: { [label]: 'two' } });
    await cases(scene, { a, b }, [
      [{ label: [label] }, ['a', 'b']],
      [{ label: [`${label}=one`] }, ['a']],
      [{ label: [`${label}=three`] }, []],
      [{ label: [label, 'second'] }, ['a']],
    ]);
  }),

  clause('libpod.pod.list.200.filter-id', async (scene) => {
    const a = await createPod(scene);
    const b = await createPod(scene);
    await cases(scene, { a, b }, [
      [{ id: [a] }, ['a']],
      [{ id: [b.slice(0, 20)] }, ['b']],
      [{ id: [a, b] }, ['a', 'b']],
      [{ id: ['f'.repeat(64)] }, []],
    ]);
  }),

  clause('libpod.pod.list.200.filter-containers', async (scene) => {
    const a = await createPod(scene);
    const name = scene.name('c');
    const member = await memberOf(scene, a, { name });
    const other = await memberOf(scene, a);
    const { InfraContainerID: infra = '' } = await inspectPod(scene, a);
    for (const id of [member, other, infra]) {
      await cases(scene, { a }, [[{ 'ctr-ids': [id] }, ['a']]]);
    }
    const { id: b } = await runningPod(scene, {}, []);
    await cases(scene, { a, b }, [
      [{ 'ctr-ids': [(await inspectPod(scene, b)).InfraContainerID ?? ''] }, ['b']],
      [{ 'ctr-names': [name] }, ['a']],
      [{ 'ctr-number': ['3'] }, ['a']],
      [{ 'ctr-number': ['1', '3'] }, ['a', 'b']],
      [{ 'ctr-status': ['running'] }, ['b']],
    ]);
  }),

  clause('libpod.pod.list.400.filter-unknown', async (scene) => {
    const path = scene.libpod(`/pods/json?${filters({ colour: ['green'] })}`);
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /colour/);
  }),
];
