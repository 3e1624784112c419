import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { file, folder, tar } from '../../../fixtures/index.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { TarReader } from '../../storage/tar/reader.ts';
import { TestEngine } from '../test-support.ts';
import type { ContainerConfig, NamespaceConfig } from '../../container-config.ts';

let host: TestEngine;
before(async () => {
  host = await TestEngine.open();
});
after(() => host.close());

const network = { mode: 'none' } as const;
const MAPPED: NamespaceConfig = {
  network,
  user: { mode: 'private' },
  idMappings: {
    uids: [{ container: 0, host: 300_000, size: 70_000 }],
    gids: [{ container: 0, host: 400_000, size: 70_000 }],
  },
};

const ran = async (script: string, change: Partial<ContainerConfig>) => {
  const id = await host.run(['sh', '-c', script], change);
  return { id, output: await host.output(id) };
};

/** Owner of each member of a tar. */
async function owners(archive: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const reader = new TarReader(Readable.from(archive));
  const found = new Map<string, string>();
  for (let entry = await reader.next(); entry; entry = await reader.next()) {
    found.set(entry.name, `${entry.uid}:${entry.gid}`);
  }
  return found;
}

test('what the image and the engine bring belongs to root inside, and what is written to mapped ids', async () => {
  const { id, output } = await ran(
    'cat /proc/self/uid_map | tr -s " "; stat -c %u:%g /bin/sh /etc/hosts; touch /made; chown 7:8 /made',
    { namespaces: MAPPED },
  );
  assert.deepEqual(output.split('\n'), [' 0 300000 70000', '0:0', '0:0']);
  const layer = host.engine.storage.layers.containerLayer(id);
  const made = statSync(join(layer?.upperDir ?? '', 'made'));
  assert.deepEqual([made.uid, made.gid], [300_007, 400_008]);
});

test('changes, export and the layer of a commit have the owners that the container sees', async () => {
  const { id } = await ran('touch /made; chown 7:8 /made; echo >>/etc/group', {
    namespaces: MAPPED,
  });
  assert.deepEqual(await host.containers.changes(id), [
    { path: '/etc', kind: 0 },
    { path: '/etc/group', kind: 0 },
    { path: '/made', kind: 1 },
  ]);
  const exported = await owners(host.containers.export(id));
  assert.deepEqual([exported.get('made'), exported.get('bin/busybox')], ['7:8', '0:0']);
  const layer = await owners(host.engine.storage.layers.diff(id));
  assert.deepEqual([layer.get('made'), layer.get('etc/group')], ['7:8', '0:0']);
});

test('archives go in and out with the owners that the container sees', async () => {
  const id = await host.run(['sleep', '1000'], { namespaces: MAPPED });
  const entries = [folder('d', { uid: 5, gid: 6 }), file('d/f', 'x', { uid: 7, gid: 8 })];
  const rules = { tree: 'compat' as const, keepKinds: false, toUser: false };
  await host.containers.writeArchive(id, '/', Readable.from([await tar(entries)]), rules);
  const { archive } = await host.containers.readArchive(id, '/d', { tree: 'compat' });
  assert.deepEqual(
    [...(await owners(archive))],
    [
      ['d/', '5:6'],
      ['d/f', '7:8'],
    ],
  );
  await host.remove(id);
});

test('a new volume, and one that is given away, belong to mapped ids', async () => {
  const volume = (name: string, options: string[]) => ({
    name,
    destination: `/${name}`,
    options,
  });
  const storage = {
    ...host.config([]).storage,
    volumes: [volume('new', []), volume('own', ['U'])],
  };
  const process = { ...host.config(['sh', '-c', 'stat -c %u:%g /new /own']).process, user: '9:10' };
  const id = await host.create([], { namespaces: MAPPED, storage, process });
  await host.containers.start(id, 'libpod');
  assert.deepEqual((await host.output(id)).split('\n'), ['9:10', '9:10']);
  const folderOf = (name: string) => statSync(join(host.root, 'root/volumes', name, '_data'));
  assert.deepEqual([folderOf('own').uid, folderOf('own').gid], [300_009, 400_010]);
});

test('auto gives ids that no other container has, and gives them again', async () => {
  const namespaces: NamespaceConfig = { network, user: { mode: 'auto', value: 'size=2000' } };
  const ids = await Promise.all(
    Array.from({ length: 4 }, () => host.create(['true'], { namespaces })),
  );
  const first = async (id: string) =>
    (await host.containers.inspect(id)).config.namespaces.idMappings?.uids[0];
  const ranges = await Promise.all(ids.map(first));
  assert.equal(new Set(ranges.map((range) => range?.host)).size, 4);
  assert.ok(ranges.every((range) => range?.size === 2000));
  await host.remove(ids[1] ?? '');
  const again = await host.create(['true'], { namespaces });
  assert.deepEqual(await first(again), ranges[1]);
});

test('a container that joins another one has its maps, and starts again', async () => {
  const holder = await host.run(['sleep', '1000'], { namespaces: MAPPED });
  const namespaces: NamespaceConfig = { network, user: { mode: 'container', container: holder } };
  const { id, output } = await ran('stat -c %u /bin/sh; id -u', { namespaces });
  assert.equal(output, '0\n0');
  await host.containers.start(id, 'libpod');
  await host.containers.wait(id, ['exited']).result;
  assert.equal((await host.containers.inspect(id)).state.exitCode, 0);
  await host.remove(id);
  await host.remove(holder);
});

test('the host keeps its /dev/null', () => {
  const { uid, gid } = statSync('/dev/null');
  assert.deepEqual([uid, gid], [0, 0]);
});

test('no helper mount is left', () => {
  const left = readMountInfo().filter(({ mountPoint }) =>
    new RegExp(`^${host.root}.*/lower\\d+$`).test(mountPoint),
  );
  assert.deepEqual(left, []);
});

test('a volatile layer says so, and is mounted again', async () => {
  const storage = { ...host.config([]).storage, volatile: true };
  const { id, output } = await ran('grep -o volatile /proc/mounts', { storage });
  assert.equal(output, 'volatile');
  await host.containers.start(id, 'libpod');
  await host.containers.wait(id, ['exited']).result;
  assert.equal((await host.containers.inspect(id)).state.exitCode, 0);
});

for (const mode of ['keep-id', 'no-map'] as const) {
  test(`${mode} is for rootless engines`, async () => {
    const refused = host.create(['true'], { namespaces: { network, user: { mode } } });
    await assert.rejects(refused, /only supported in rootless mode/);
  });
}
