import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import {
  checkpoint,
  counted,
  counting,
  importCheckpoint,
  lastCount,
  LOCK,
  restore,
} from '../../suite/checkpoints.ts';
import { clause } from '../../suite/clause-test.ts';
import { connected, TICK } from '../../suite/connections.ts';
import { probe, volumeName, written } from '../../suite/containers.ts';
import { runExec } from '../../suite/exec.ts';
import { createLibpod, inspectLibpod, post, statusOf } from '../../suite/libpod.ts';
import { createPod } from '../../suite/pods.ts';
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

  clause(
    'libpod.container.restore.200.ignore-volumes',
    async (scene) => {
      const volume = volumeName(scene);
      const volumes = [{ Name: volume, Dest: '/data' }];
      const id = await counting(scene, { volumes }, 'echo old > /data/file; ');
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      (await importCheckpoint(scene, bytes, scene.name())).expect(500);
      const write = { Binds: [`${volume}:/data`] };
      await probe(scene, 'echo new > /data/file', write);
      const name = scene.name();
      (await importCheckpoint(scene, bytes, name, 'ignoreVolumes=true')).expect(200);
      assert.equal((await runExec(scene, 'libpod', name, 'cat /data/file')).stdout, 'new\n');
      for (const one of [name, id]) {
        const path = scene.libpod(`/containers/${one}?force=true&timeout=0`);
        (await scene.send('DELETE', path)).expect(200, 204);
      }
      (await scene.send('DELETE', scene.libpod(`/volumes/${volume}?force=true`))).expect(204);
      const again = scene.name();
      (await importCheckpoint(scene, bytes, again)).expect(200);
      assert.equal((await runExec(scene, 'libpod', again, 'cat /data/file')).stdout, 'old\n');
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.publish-ports',
    async (scene) => {
      const portmappings = [{ container_port: 80, host_port: 47_821, host_ip: '127.0.0.1' }];
      const id = await counting(scene, { ...bridge, portmappings });
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      const name = scene.name();
      const query = `publishPorts=${encodeURIComponent('127.0.0.1:47822:80')}`;
      (await importCheckpoint(scene, bytes, name, query)).expect(200);
      const { HostConfig } = await scene.inspect(name);
      const { PortBindings } = HostConfig as { PortBindings?: Record<string, object[]> };
      assert.deepEqual(PortBindings, { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '47822' }] });
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.pod',
    async (scene) => {
      const [from, to] = [await createPod(scene), await createPod(scene)];
      const id = await counting(scene, { pod: from, netns: undefined });
      const { bytes } = (await checkpoint(scene, id, 'export=true')).expect(200);
      (await importCheckpoint(scene, bytes, scene.name())).expect(500);
      const name = scene.name();
      (await importCheckpoint(scene, bytes, name, `pod=${to}`)).expect(200);
      const { Pod } = (await inspectLibpod(scene, name)) as { Pod?: string };
      assert.equal(Pod, to);
      assert.equal(await statusOf(scene, name), 'running');
      const alone = await counting(scene);
      const archive = (await checkpoint(scene, alone, 'export=true')).expect(200).bytes;
      (await importCheckpoint(scene, archive, scene.name(), `pod=${to}`)).expect(500);
    },
    { needs },
  ),

  clause(
    'libpod.container.restore.200.file-locks',
    async (scene) => {
      const id = await counting(scene, {}, LOCK);
      (await checkpoint(scene, id, 'fileLocks=true')).expect(200);
      (await restore(scene, id, 'fileLocks=true')).expect(200);
      const script = 'flock -n -x /lock true || echo held';
      assert.equal((await runExec(scene, 'libpod', id, script)).stdout, 'held\n');
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
