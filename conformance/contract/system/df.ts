import assert from 'node:assert/strict';
import { file } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { createVolume } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

const serial = { serial: true };

interface DiskUsage {
  Images: {
    Repository: string;
    Tag: string;
    Size: number;
    SharedSize: number;
    UniqueSize: number;
    Containers: number;
  }[];
  Containers: { ContainerID: string; LocalVolumes: number; RWSize: number; Names: string }[];
  Volumes: { VolumeName: string; Links: number; Size: number; ReclaimableSize: number }[];
}

async function usage(scene: Scene): Promise<DiskUsage> {
  return (await scene.send('GET', scene.libpod('/system/df'))).expect(200).json as DiskUsage;
}

export default [
  clause(
    'libpod.system.df.200.images',
    async (scene) => {
      const base = [file('base', Buffer.alloc(100_000, scene.name()))];
      const own = [file('own', Buffer.alloc(50_000, scene.name()))];
      await ownImage(scene, { layers: [base] });
      const upper = await ownImage(scene, { layers: [base, own] });
      const other = `localhost/${scene.name('i')}`;
      (await scene.send('POST', scene.libpod(`/images/${upper}/tag?repo=${other}`))).expect(201);
      scene.defer(() => scene.send('DELETE', scene.compat(`/images/${other}:latest`)));
      await scene.container();
      const { Images } = await usage(scene);
      for (const name of [upper.slice(0, -':latest'.length), other]) {
        const entry = Images.find(({ Repository }) => Repository === name);
        assert.equal(entry?.Tag, 'latest', `an entry of ${name}`);
        assert.ok(entry.SharedSize >= 100_000, `shared: ${entry.SharedSize}`);
        assert.ok(entry.UniqueSize >= 50_000, `own: ${entry.UniqueSize}`);
        assert.equal(entry.Size, entry.SharedSize + entry.UniqueSize);
      }
      const busybox = Images.find(({ Repository }) => Repository === 'localhost/busybox');
      assert.equal(busybox?.Containers, 1);
    },
    serial,
  ),

  clause(
    'libpod.system.df.200.containers',
    async (scene) => {
      const Cmd = ['sh', '-c', 'head -c 100000 /dev/zero > /made'];
      const { id } = await scene.exited({ Cmd });
      const created = await scene.container();
      const { Containers } = await usage(scene);
      const find = (wanted: string) => Containers.find(({ ContainerID }) => ContainerID === wanted);
      assert.ok((find(id)?.RWSize ?? 0) >= 100_000, `written: ${find(id)?.RWSize}`);
      assert.ok((find(created)?.RWSize ?? Infinity) < 100_000, 'the other has written nothing');
    },
    serial,
  ),

  clause(
    'libpod.system.df.200.volumes',
    async (scene) => {
      const used = (await createVolume(scene, 'libpod')).Name;
      const unused = (await createVolume(scene, 'libpod')).Name;
      const Cmd = ['sh', '-c', 'head -c 100000 /dev/zero > /data/made'];
      await scene.exited({ Cmd, HostConfig: { Binds: [`${used}:/data`] } });
      const { Volumes } = await usage(scene);
      const find = (wanted: string) => Volumes.find(({ VolumeName }) => VolumeName === wanted);
      assert.deepEqual([find(used)?.Links, find(unused)?.Links], [1, 0]);
      assert.ok((find(used)?.Size ?? 0) >= 100_000, `bytes: ${find(used)?.Size}`);
      assert.equal(find(used)?.ReclaimableSize, 0, 'a used one frees nothing');
    },
    serial,
  ),
];
