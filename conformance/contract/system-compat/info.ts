import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, probe } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

interface Info {
  ID: string;
  Containers: number;
  ContainersRunning: number;
  ContainersPaused: number;
  ContainersStopped: number;
  Images: number;
  NCPU: number;
  MemTotal: number;
  KernelVersion: string;
  OSType: string;
  Architecture: string;
  Name: string;
  Driver: string;
  DockerRootDir: string;
  SystemTime: string;
}

async function info(scene: Scene): Promise<Info> {
  return (await scene.send('GET', scene.compat('/info'))).expect(200).json as Info;
}

/** Go's names of what uname(1) calls the machine. */
const MACHINES: Record<string, string> = { x86_64: 'amd64', aarch64: 'arm64' };

export default [
  clause('compat.system.info.200.shape', async (scene) => {
    const found = await info(scene);
    assert.ok(found.ID.length > 0, 'an id');
    assert.ok(found.Driver.length > 0, 'a storage driver');
    assert.match(found.DockerRootDir, /^\//);
    assert.ok(Math.abs(Date.parse(found.SystemTime) - Date.now()) < 60_000, found.SystemTime);
  }),

  clause(
    'compat.system.info.200.counts',
    async (scene) => {
      const before = await info(scene);
      const paused = await scene.running();
      (await act(scene, paused, 'pause')).expect(204);
      await scene.running();
      await scene.container();
      await scene.exited();
      const after = await info(scene);
      const grown = (member: keyof Info) => Number(after[member]) - Number(before[member]);
      assert.equal(grown('ContainersRunning'), 1, 'running');
      assert.equal(grown('ContainersPaused'), 1, 'paused');
      assert.equal(grown('ContainersStopped'), 2, 'created and exited');
      assert.equal(grown('Containers'), 4);
      const { ContainersRunning, ContainersPaused, ContainersStopped } = after;
      assert.equal(after.Containers, ContainersRunning + ContainersPaused + ContainersStopped);
      const images = (await scene.send('GET', scene.compat('/images/json'))).json as unknown[];
      assert.equal(after.Images, images.length);
    },
    { serial: true },
  ),

  clause('compat.system.info.200.host', async (scene) => {
    const found = await info(scene);
    const look = 'uname -r; uname -m; nproc; hostname; grep MemTotal: /proc/meminfo';
    const host = { UTSMode: 'host', NetworkMode: 'host' };
    const lines = (await probe(scene, look, host)).stdout.split('\n');
    const [release, machine = '', processors, name, memory] = lines;
    assert.equal(found.KernelVersion, release);
    assert.ok([machine, MACHINES[machine]].includes(found.Architecture), found.Architecture);
    assert.equal(found.NCPU, Number(processors));
    assert.equal(found.Name, name);
    assert.equal(found.MemTotal, Number(/\d+/.exec(memory ?? '')?.[0]) * 1024);
    assert.equal(found.OSType, 'linux');
  }),
];
