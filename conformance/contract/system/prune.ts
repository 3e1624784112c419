import assert from 'node:assert/strict';
import { images } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters, volumeExists } from '../../suite/containers.ts';
import { fixturesReturn, ownImage } from '../../suite/fixtures.ts';
import { createLibpod, post } from '../../suite/libpod.ts';
import { createVolume, tryNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

const serial = { serial: true };

interface Report {
  Id: string;
  Err?: unknown;
  Size: number;
}

interface Pruned {
  PodPruneReport: { Id: string }[] | null;
  ContainerPruneReports: Report[] | null;
  ImagePruneReports: Report[] | null;
  NetworkPruneReports: { Name: string }[] | null;
  VolumePruneReports: Report[] | null;
  ReclaimedSpace: number;
}

/** Prunes; a label keeps it to the objects of this test, except pods, which filters do not choose. */
async function prune(scene: Scene, label: string, query = ''): Promise<Pruned> {
  fixturesReturn(scene);
  const path = scene.libpod(`/system/prune?${filters({ label: [label] })}${query}`);
  return (await scene.send('POST', path)).expect(200).json as Pruned;
}

const ids = (reports: Report[] | null) => (reports ?? []).map(({ Id }) => Id);

async function is(scene: Scene, path: string): Promise<boolean> {
  return (await scene.send('GET', scene.libpod(path))).expect(200, 204, 404).status !== 404;
}

/** A container that has ended, and wrote 100000 bytes. */
async function ended(scene: Scene, Labels: Record<string, string>): Promise<string> {
  const Cmd = ['sh', '-c', 'head -c 100000 /dev/zero > /made'];
  const { id } = await scene.exited({ Cmd, Labels });
  await scene.settled(id);
  return id;
}

/** An image without a name that has this label. */
async function unnamed(scene: Scene, Labels: Record<string, string>): Promise<string> {
  const name = await ownImage(scene, { config: { Labels } });
  const { Id } = (await scene.send('GET', scene.libpod(`/images/${name}/json`))).json as Report;
  (await scene.send('POST', scene.libpod(`/images/${name}/untag`))).expect(201);
  scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${Id}?force=true`)));
  return Id;
}

/** A pod whose only container has ended. */
async function endedPod(scene: Scene, labels: object): Promise<string> {
  const json = { name: scene.name('p'), no_infra: true, labels };
  const made = await scene.send('POST', scene.libpod('/pods/create'), { json });
  const { Id } = made.expect(200, 201).json as Report;
  scene.defer(() => scene.send('DELETE', scene.libpod(`/pods/${Id}?force=true`)));
  const container = await createLibpod(scene, { pod: Id, command: ['true'] });
  (await post(scene, container, 'start')).expect(204);
  await scene.settled(container);
  return Id;
}

export default [
  clause(
    'libpod.system.prune.200.removed',
    async (scene) => {
      const label = scene.name('l');
      const Labels = { [label]: 'mine' };
      const stopped = await ended(scene, Labels);
      const running = await scene.running({ Labels });
      const image = await unnamed(scene, Labels);
      const named = await ownImage(scene, { config: { Labels } });
      const network = scene.name('n');
      (await tryNetwork(scene, 'libpod', { name: network, labels: Labels })).expect(200);
      const pod = await endedPod(scene, Labels);
      const report = await prune(scene, `${label}=mine`);
      assert.deepEqual(ids(report.ContainerPruneReports), [stopped]);
      assert.deepEqual(ids(report.ImagePruneReports), [image]);
      assert.deepEqual(
        (report.NetworkPruneReports ?? []).map(({ Name }) => Name),
        [network],
      );
      assert.ok(
        (report.PodPruneReport ?? []).some(({ Id }) => Id === pod),
        'the pod',
      );
      const gone = [`/containers/${stopped}`, `/images/${image}`, `/pods/${pod}`];
      for (const path of gone) assert.ok(!(await is(scene, `${path}/exists`)), path);
      assert.ok(!(await is(scene, `/networks/${network}/json`)), 'the network');
      assert.ok(await is(scene, `/containers/${running}/exists`), 'what runs stays');
      assert.ok(await is(scene, `/images/${named}/exists`), 'what has a name stays');
    },
    serial,
  ),

  clause(
    'libpod.system.prune.200.all',
    async (scene) => {
      const label = scene.name('l');
      const unused = await ownImage(scene, { config: { Labels: { [label]: 'mine' } } });
      const used = await ownImage(scene, {
        ...images.busybox(),
        config: { Labels: { [label]: 'mine' } },
      });
      await scene.running({ Image: used });
      await prune(scene, `${label}=mine`, '&all=true');
      assert.ok(!(await is(scene, `/images/${unused}/exists`)), 'the unused one is gone');
      assert.ok(await is(scene, `/images/${used}/exists`), 'the used one stays');
    },
    serial,
  ),

  clause(
    'libpod.system.prune.200.volumes',
    async (scene) => {
      const label = scene.name('l');
      const { Name } = await createVolume(scene, 'libpod', { Labels: { [label]: 'mine' } });
      const kept = await prune(scene, `${label}=mine`);
      assert.deepEqual(ids(kept.VolumePruneReports), []);
      assert.ok(await volumeExists(scene, Name), 'without the parameter it stays');
      const { VolumePruneReports } = await prune(scene, `${label}=mine`, '&volumes=true');
      assert.deepEqual(ids(VolumePruneReports), [Name]);
      assert.ok(!(await volumeExists(scene, Name)), 'with it, it is gone');
    },
    serial,
  ),

  clause(
    'libpod.system.prune.200.filters',
    async (scene) => {
      const label = scene.name('l');
      const other = await ended(scene, { [label]: 'other' });
      const mine = await ended(scene, { [label]: 'mine' });
      const { ContainerPruneReports } = await prune(scene, `${label}=mine`);
      assert.deepEqual(ids(ContainerPruneReports), [mine]);
      assert.ok(await is(scene, `/containers/${other}/exists`), 'the other stays');
    },
    serial,
  ),

  clause(
    'libpod.system.prune.200.reclaimed',
    async (scene) => {
      const label = scene.name('l');
      await ended(scene, { [label]: 'mine' });
      const report = await prune(scene, `${label}=mine`);
      assert.ok((report.ContainerPruneReports?.[0]?.Size ?? 0) >= 100_000, 'of the container');
      assert.ok(report.ReclaimedSpace >= 100_000, `altogether ${report.ReclaimedSpace}`);
    },
    serial,
  ),

  clause(
    'libpod.system.prune.400.parameters',
    async (scene) => {
      const id = await ended(scene, {});
      for (const name of ['all', 'volumes']) {
        const answer = await scene.send('POST', scene.libpod(`/system/prune?${name}=perhaps`));
        assert.ok(messageOf(answer.expect(400)).includes(name), answer.text);
      }
      assert.ok(await is(scene, `/containers/${id}/exists`), 'nothing has happened');
    },
    serial,
  ),
];
