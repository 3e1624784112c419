import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import {
  checkpoint,
  counted,
  counting,
  importCheckpoint,
  lastCount,
  restore,
} from '../../suite/checkpoints.ts';
import { clause } from '../../suite/clause-test.ts';
import { connected, TICK } from '../../suite/connections.ts';
import { written } from '../../suite/containers.ts';
import { runExec } from '../../suite/exec.ts';
import { createLibpod, inspectLibpod, post, statusOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

const needs = ['checkpoint'] as const;
const bridge = { netns: { nsmode: 'bridge' } };

async function endpointOf(scene: Scene, id: string): Promise<{ ip: string; mac: string }> {
  const { Networks } = (await inspectLibpod(scene, id)).NetworkSettings;
  const endpoint = Networks['podman'] as { IPAddress: string; MacAddress: string };
  return { ip: endpoint.IPAddress, mac: endpoint.MacAddress };
}

export default [
  clause(
    'libpod.container.restore.200.restored',
    async (scene) => {
      const id = await counting(
        scene,
        bridge,
        'echo x > /made; rm /etc/group; echo y > /dev/shm/y; ',
      );
      const before = await endpointOf(scene, id);
      (await checkpoint(scene, id)).expect(200);
      const last = await lastCount(scene, id);
      const report = (await restore(scene, id)).expect(200).json as { Id: string };
      assert.equal(report.Id, id);
      await counted(scene, id, last + 2);
      const script = 'cat /made /dev/shm/y; ls /etc/group 2>/dev/null';
      assert.equal((await runExec(scene, 'libpod', id, script)).stdout, 'x\ny\n');
      assert.deepEqual(await endpointOf(scene, id), before);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.import',
    async (scene) => {
      const id = await counting(scene, {}, 'echo x > /made; rm /etc/group; ');
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      const last = await lastCount(scene, id);
      (await scene.send('DELETE', scene.libpod(`/containers/${id}?force=true&timeout=0`))).expect(
        200,
        204,
      );
      const answer = await importCheckpoint(scene, bytes, '');
      const { Id } = answer.expect(200).json as { Id: string };
      scene.discardLater(Id);
      await scene.logged(Id, `${last + 2}`);
      const script = 'cat /made; ls /etc/group 2>/dev/null';
      assert.equal((await runExec(scene, 'libpod', Id, script)).stdout, 'x\n');
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.import-name',
    async (scene) => {
      const id = await counting(scene);
      const { bytes } = (await checkpoint(scene, id, 'export=true&leaveRunning=true')).expect(200);
      const name = scene.name();
      const answer = await importCheckpoint(scene, bytes, name);
      const { Id } = answer.expect(200).json as { Id: string };
      assert.notEqual(Id, id);
      assert.equal((await inspectLibpod(scene, name)).Id, Id);
      assert.deepEqual(
        [await statusOf(scene, id), await statusOf(scene, Id)],
        ['running', 'running'],
      );
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.keep',
    async (scene) => {
      const id = await counting(scene);
      (await checkpoint(scene, id)).expect(200);
      for (const keep of [true, false]) {
        (await restore(scene, id, `keep=${keep}`)).expect(200);
        (await post(scene, id, 'kill')).expect(204);
        await scene.settled(id);
      }
      (await restore(scene, id)).expect(500);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.ignore-rootfs',
    async (scene) => {
      const id = await counting(scene, {}, 'echo x > /made; ');
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      const name = scene.name();
      (await importCheckpoint(scene, bytes, name, 'ignoreRootFS=true')).expect(200);
      assert.equal((await runExec(scene, 'libpod', name, 'cat /made')).stdout, '');
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.tcp-established',
    async (scene) => {
      const id = await connected(scene);
      (await checkpoint(scene, id, 'tcpEstablished=true')).expect(200);
      const last = (await written(scene, id)).stdout.trim().split('\n').length;
      (await restore(scene, id, 'tcpEstablished=true')).expect(200);
      await scene.logged(id, `${TICK} ${last + 3}`);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.ignore-static-ip',
    async (scene) => {
      const id = await counting(scene, bridge);
      const { ip } = await endpointOf(scene, id);
      (await checkpoint(scene, id)).expect(200);
      const Networks = { podman: { static_ips: [ip] } };
      const other = await createLibpod(scene, { ...bridge, Networks });
      (await post(scene, other, 'start')).expect(204);
      (await restore(scene, id)).expect(500);
      (await restore(scene, id, 'ignoreStaticIP=true')).expect(200);
      assert.notEqual((await endpointOf(scene, id)).ip, ip);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.ignore-static-mac',
    async (scene) => {
      const mac = '02:00:5e:10:00:07';
      const id = await counting(scene, { ...bridge, Networks: { podman: { static_mac: mac } } });
      assert.equal((await endpointOf(scene, id)).mac, mac);
      (await checkpoint(scene, id)).expect(200);
      (await restore(scene, id, 'ignoreStaticMAC=true')).expect(200);
      assert.notEqual((await endpointOf(scene, id)).mac, mac);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.leave-running',
    async (scene) => {
      const id = await counting(scene);
      (await checkpoint(scene, id)).expect(200);
      (await restore(scene, id, 'leaveRunning=true')).expect(200);
      assert.equal(await statusOf(scene, id), 'running');
    },
    { needs },
  ),

  clause('libpod.container.restore.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/containers/${name}/restore`)),
  ),

  clause('libpod.container.restore.500.no-checkpoint', async (scene) => {
    (await restore(scene, await createLibpod(scene))).expect(500);
  }),
];
