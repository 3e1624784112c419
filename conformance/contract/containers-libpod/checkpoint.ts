import assert from 'node:assert/strict';
import { namesOf } from '../../suite/tar.ts';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { runExec } from '../../suite/exec.ts';
import { checkpoint, counted, counting, lastCount, restore } from '../../suite/checkpoints.ts';
import { clause } from '../../suite/clause-test.ts';
import { createLibpod, inspectLibpod, statusOf } from '../../suite/libpod.ts';
import { connected } from '../../suite/connections.ts';

const needs = ['checkpoint'] as const;

export default [
  clause(
    'libpod.container.checkpoint.200.checkpointed',
    async (scene) => {
      const id = await counting(scene);
      (await checkpoint(scene, id)).expect(200);
      assert.equal(await statusOf(scene, id), 'exited');
      const last = await lastCount(scene, id);
      (await restore(scene, id)).expect(200);
      await counted(scene, id, last + 2);
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.report',
    async (scene) => {
      const id = await counting(scene);
      const report = (await checkpoint(scene, id)).expect(200).json as { Id: string };
      assert.equal(report.Id, id);
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.stats',
    async (scene) => {
      const id = await counting(scene);
      const answer = await checkpoint(scene, id, 'printStats=true');
      const report = answer.expect(200).json as {
        runtime_checkpoint_duration: number;
        criu_statistics: Record<string, number>;
      };
      assert.ok(report.runtime_checkpoint_duration > 0);
      assert.ok((report.criu_statistics['pages_written'] ?? 0) > 0);
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.export',
    async (scene) => {
      const id = await counting(scene, {}, 'echo x > /made; ');
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      const names = await namesOf(bytes);
      for (const wanted of ['config.dump', 'spec.dump', 'rootfs-diff.tar']) {
        assert.ok(names.includes(wanted), wanted);
      }
      assert.ok(
        names.some((name) => /^checkpoint\/pages-.*img$/.test(name)),
        names.join(' '),
      );
      assert.equal(await statusOf(scene, id), 'exited');
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.leave-running',
    async (scene) => {
      const id = await counting(scene);
      (await checkpoint(scene, id, 'leaveRunning=true')).expect(200);
      assert.equal(await statusOf(scene, id), 'running');
      await counted(scene, id, (await lastCount(scene, id)) + 2);
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.ignore-rootfs',
    async (scene) => {
      const id = await counting(scene, {}, 'echo x > /made; ');
      const answer = await checkpoint(scene, id, 'export=true&ignoreRootFS=true');
      const names = await namesOf(answer.expect(200).bytes);
      assert.ok(!names.includes('rootfs-diff.tar'));
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.pre-checkpoint',
    async (scene) => {
      const id = await counting(scene);
      (await checkpoint(scene, id, 'preCheckpoint=true')).expect(200);
      assert.equal(await statusOf(scene, id), 'running');
      (await checkpoint(scene, id, 'withPrevious=true')).expect(200);
      const last = await lastCount(scene, id);
      (await restore(scene, id)).expect(200);
      await counted(scene, id, last + 2);
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.tcp-established',
    async (scene) => {
      const id = await connected(scene);
      (await checkpoint(scene, id)).expect(500);
      assert.equal(await statusOf(scene, id), 'running');
      (await checkpoint(scene, id, 'tcpEstablished=true')).expect(200);
      assert.equal(await statusOf(scene, id), 'exited');
    },
    { needs },
  ),

  clause(
    'libpod.container.checkpoint.200.create-image',
    async (scene) => {
      const id = await counting(scene, {}, 'echo x > /made; ');
      const image = scene.name('checkpoint');
      scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${image}?force=true`)));
      (await checkpoint(scene, id, `createImage=${image}`)).expect(200);
      const last = await lastCount(scene, id);
      const answer = await scene.send('GET', scene.libpod(`/images/${image}/json`));
      const { Annotations } = answer.expect(200).json as { Annotations: Record<string, string> };
      const { Name } = await inspectLibpod(scene, id);
      assert.equal(Annotations['io.podman.annotations.checkpoint.name'], Name);
      const name = scene.name();
      scene.defer(() => scene.send('DELETE', scene.libpod(`/containers/${name}?force=true`)));
      (await restore(scene, image, `name=${name}`)).expect(200);
      await scene.logged(name, `${last + 2}`);
      assert.equal((await runExec(scene, 'libpod', name, 'cat /made')).stdout, 'x\n');
    },
    { needs },
  ),

  clause('libpod.container.checkpoint.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/containers/${name}/checkpoint`)),
  ),

  clause('libpod.container.checkpoint.500.not-running', async (scene) => {
    (await checkpoint(scene, await createLibpod(scene))).expect(500);
  }),

  clause('libpod.container.checkpoint.500.no-criu', async (scene) => {
    const id = await counting(scene);
    const answer = (await checkpoint(scene, id)).expect(200, 500);
    if (answer.status === 500) {
      assert.match(answer.text, /criu|checkpoint/i);
      assert.equal(await statusOf(scene, id), 'running');
    }
  }),
];
