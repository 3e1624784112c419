import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeExists, volumeName } from '../../suite/containers.ts';
import { play, podObject, takeDown } from '../../suite/kube.ts';
import type { Scene } from '../../suite/scene.ts';

interface Down {
  StopReport: { Id: string; Errs: string[] | null }[];
  RmReport: { Id: string; Err: unknown }[];
}

async function isGone(scene: Scene, path: string): Promise<boolean> {
  return (await scene.send('GET', scene.libpod(path))).expect(204, 404).status === 404;
}

/** Plays a Pod and a claim, takes both down, and tells the name of the claim's volume. */
async function claimed(scene: Scene, query: string): Promise<string> {
  const name = volumeName(scene);
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: {} };
  const pod = podObject(scene, scene.name('p'), {
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  });
  pod.spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: name } }];
  await play(scene, [claim, pod], 'network=none&start=false');
  (await takeDown(scene, [claim, pod], query)).expect(200);
  return name;
}

export default [
  clause('libpod.kube.down.200.removed', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const { Pods } = await play(scene, [pod]);
    (await takeDown(scene, [pod])).expect(200);
    assert.ok(await isGone(scene, `/pods/${pod.metadata.name}/exists`));
    assert.ok(await isGone(scene, `/containers/${Pods[0]?.Containers[0]}/exists`));
  }),

  clause('libpod.kube.down.200.report', async (scene) => {
    const pods = [podObject(scene, scene.name('p')), podObject(scene, scene.name('p'))];
    const { Pods } = await play(scene, pods);
    const report = (await takeDown(scene, pods)).expect(200).json as Down;
    const ids = Pods.map(({ ID }) => ID).sort();
    assert.deepEqual(report.StopReport.map(({ Id }) => Id).sort(), ids);
    assert.deepEqual(report.RmReport.map(({ Id }) => Id).sort(), ids);
    for (const { Err } of report.RmReport) assert.equal(Err, null);
  }),

  clause('libpod.kube.down.200.volume-stays', async (scene) => {
    assert.ok(await volumeExists(scene, await claimed(scene, '')));
  }),

  clause('libpod.kube.down.200.force', async (scene) => {
    assert.equal(await volumeExists(scene, await claimed(scene, 'force=true')), false);
  }),

  clause('libpod.kube.down.200.absent', async (scene) => {
    const answer = await takeDown(scene, [podObject(scene, scene.name('p'))]);
    assert.deepEqual((answer.expect(200).json as Down).RmReport, []);
  }),

  clause('libpod.kube.down.500.bad-yaml', async (scene) => {
    const answer = await scene.send('DELETE', scene.libpod('/play/kube'), { body: '{' });
    messageOf(answer.expect(500));
  }),

  clause('libpod.kube.down-new.200.removed', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const { Pods } = await play(scene, [pod], 'network=none&start=false');
    const body = JSON.stringify(pod);
    const answer = await scene.send('DELETE', scene.libpod('/kube/play'), { body });
    const { StopReport, RmReport } = answer.expect(200).json as Down;
    for (const report of [StopReport, RmReport]) {
      assert.deepEqual(
        report.map(({ Id }) => Id),
        Pods.map(({ ID }) => ID),
      );
    }
    assert.ok(await isGone(scene, `/pods/${pod.metadata.name}/exists`));
  }),

  clause('libpod.kube.down-new.500.bad-yaml', async (scene) => {
    const answer = await scene.send('DELETE', scene.libpod('/kube/play'), { body: '{' });
    messageOf(answer.expect(500));
  }),
];
