import assert from 'node:assert/strict';
import { file } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { createVolume } from '../../suite/objects.ts';
import type { Volume } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

const serial = { serial: true };

interface DiskUsage {
  LayersSize: number;
  Images: {
    Id: string;
    /** Null with Docker for an image that has no name any more. */
    RepoTags: string[] | null;
    SharedSize: number;
    Size: number;
    Containers: number;
  }[];
  Containers: { Id: string; SizeRw?: number; SizeRootFs?: number }[];
  Volumes: Volume[];
  BuildCache: unknown[] | null;
}

async function usage(scene: Scene, query = ''): Promise<DiskUsage> {
  const answer = await scene.send('GET', scene.compat(`/system/df${query}`));
  return answer.expect(200).json as DiskUsage;
}

/** Two images that share a layer of 100000 bytes; the second has 50000 of its own above it. */
async function sharing(scene: Scene): Promise<[string, string]> {
  const base = [file('base', Buffer.alloc(100_000, scene.name()))];
  const own = [file('own', Buffer.alloc(50_000, scene.name()))];
  return [
    await ownImage(scene, { layers: [base] }),
    await ownImage(scene, { layers: [base, own] }),
  ];
}

/** A container that has written 100000 bytes of its own, and as much into a volume. */
async function writer(scene: Scene, volume: string): Promise<string> {
  const write = 'head -c 100000 /dev/zero > /made; head -c 100000 /dev/zero > /data/made';
  const HostConfig = { Binds: [`${volume}:/data`] };
  const { id } = await scene.exited({ Cmd: ['sh', '-c', write], HostConfig });
  await scene.settled(id);
  return id;
}

export default [
  clause(
    'compat.system.df.200.shape',
    async (scene) => {
      await scene.container();
      await createVolume(scene, 'compat');
      const found = await usage(scene);
      const list = async (path: string) =>
        (await scene.send('GET', scene.compat(path))).expect(200).json;
      const ids = (entries: unknown) =>
        (entries as { Id: string }[]).map(({ Id }) => Id).toSorted();
      assert.deepEqual(ids(found.Images), ids(await list('/images/json')));
      assert.deepEqual(ids(found.Containers), ids(await list('/containers/json?all=true')));
      const names = (volumes: Volume[]) => volumes.map(({ Name }) => Name).toSorted();
      const { Volumes } = (await list('/volumes')) as { Volumes: Volume[] };
      assert.deepEqual(names(found.Volumes), names(Volumes));
    },
    serial,
  ),

  clause(
    'compat.system.df.200.layers-once',
    async (scene) => {
      const before = (await usage(scene)).LayersSize;
      const [base] = await sharing(scene);
      const grown = (await usage(scene)).LayersSize - before;
      assert.ok(grown >= 150_000 && grown < 250_000, `${grown} bytes more`);
      const path = scene.compat(`/images/${base}/tag?repo=localhost/${scene.name('i')}`);
      (await scene.send('POST', path)).expect(201);
      assert.equal((await usage(scene)).LayersSize - before, grown, 'a name weighs nothing');
    },
    serial,
  ),

  clause(
    'compat.system.df.200.shared-size',
    async (scene) => {
      const [, upper] = await sharing(scene);
      const { Name } = await createVolume(scene, 'compat');
      const id = await writer(scene, Name);
      const { Images, Containers, Volumes } = await usage(scene);
      const image = Images.find(({ RepoTags }) => RepoTags?.includes(upper));
      assert.ok((image?.SharedSize ?? 0) >= 100_000, `shared: ${image?.SharedSize}`);
      assert.ok(image!.Size - image!.SharedSize >= 50_000, 'and some of its own');
      const busybox = Images.find(({ RepoTags }) => RepoTags?.includes(scene.image));
      assert.equal(busybox?.Containers, 1);
      const container = Containers.find(({ Id }) => Id === id);
      assert.ok((container?.SizeRw ?? 0) >= 100_000, `written: ${container?.SizeRw}`);
      assert.ok((container?.SizeRootFs ?? 0) > container!.SizeRw!, 'and the image below');
      const usageData = Volumes.find((volume) => volume.Name === Name)?.UsageData;
      assert.equal(usageData?.RefCount, 1);
      assert.ok(usageData.Size >= 100_000, `in the volume: ${usageData.Size}`);
    },
    serial,
  ),

  clause(
    'compat.system.df.any.type',
    async (scene) => {
      await scene.container();
      await createVolume(scene, 'compat');
      const only = JSON.parse(
        (await scene.send('GET', '/v1.42/system/df?type=volume')).expect(200).text,
      ) as Partial<DiskUsage>;
      assert.ok((only.Volumes ?? []).length > 0, 'volumes');
      assert.deepEqual([only.Images ?? [], only.Containers ?? []], [[], []]);
      (await scene.send('GET', '/v1.42/system/df?type=nonsense')).expect(400);
    },
    serial,
  ),
];
