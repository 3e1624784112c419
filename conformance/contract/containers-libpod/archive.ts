import assert from 'node:assert/strict';
import { file, fixtureTime, folder, symlink, tar } from '../../../fixtures/index.ts';
import * as promised from '../../suite/archive-promises.ts';
import { archive, fetched, fileText, one, pathStat, put } from '../../suite/archive.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe, volumeName } from '../../suite/containers.ts';
import { createLibpod } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';
import type { Member } from '../../suite/tar.ts';

/** Names without the slash that folders may have at their end. */
const namesOf = (list: Member[]) => list.map(({ name }) => name.replace(/\/$/, ''));

/** A container that ran, so that it has a root file system of its own and does not run. */
async function stopped(scene: Scene): Promise<string> {
  const id = await createLibpod(scene, { command: ['true'] });
  (await scene.send('POST', scene.libpod(`/containers/${id}/start`))).expect(204);
  await scene.wait(id);
  return id;
}

const rename = `&rename=${encodeURIComponent(JSON.stringify({ one: 'other' }))}`;

const putTests = [
  clause('libpod.container.put-archive.200.copied', async (scene) => {
    const id = await createLibpod(scene);
    const entries = [
      folder('put', { mode: 0o750 }),
      file('put/file', 'text\n', { mode: 0o640 }),
      symlink('put/link', 'file'),
      { name: 'put/hard', type: 'link' as const, to: 'put/file', mode: 0o640 },
    ];
    await put(scene, 'libpod', id, '/tmp', await tar(entries));
    const found = await fetched(scene, 'libpod', id, '/tmp/put');
    const at = (name: string) => found[namesOf(found).indexOf(name)];
    assert.deepEqual([at('put')?.type, (at('put')?.mode ?? 0) & 0o777], ['directory', 0o750]);
    assert.deepEqual([at('put/link')?.type, at('put/link')?.linkname], ['symlink', 'file']);
    for (const name of ['put/file', 'put/hard']) {
      assert.equal((at(name)?.mode ?? 0) & 0o777, 0o640, name);
      assert.equal(at(name)?.mtime?.getTime(), fixtureTime.getTime(), name);
    }
    const kinds = [at('put/file')?.type, at('put/hard')?.type].map(String).toSorted();
    assert.deepEqual(kinds, ['file', 'link'], 'both names are one file');
  }),

  clause('libpod.container.put-archive.200.compressed', promised.compressed('libpod')),

  clause('libpod.container.put-archive.200.stopped', async (scene) => {
    for (const id of [await createLibpod(scene), await stopped(scene)]) {
      await put(scene, 'libpod', id, '/tmp', await one());
      assert.equal(await fileText(scene, 'libpod', id, '/tmp/one'), 'first\n');
    }
  }),

  clause('libpod.container.put-archive.200.links-confined', async (scene) => {
    const mark = scene.name('escape');
    const id = await createLibpod(scene);
    await put(
      scene,
      'libpod',
      id,
      '/tmp',
      await tar([symlink('top', '/'), symlink('up', '../../../..')]),
    );
    const body = await tar([file(mark, 'out')]);
    for (const path of ['/tmp/top/tmp', '/tmp/up/tmp']) {
      await archive(scene, 'libpod', 'PUT', id, path, { body });
    }
    const through = await tar([file(`top/tmp/${mark}`, 'out'), file(`up/tmp/${mark}`, 'out')]);
    // Refused or kept inside: both are well.
    await archive(scene, 'libpod', 'PUT', id, '/tmp', { body: through });
    const { stdout } = await probe(scene, 'ls /host', { Binds: ['/tmp:/host'] });
    assert.ok(!stdout.includes(mark), 'nothing was written on the host');
  }),

  clause('libpod.container.put-archive.200.rename', async (scene) => {
    const id = await createLibpod(scene);
    await put(scene, 'libpod', id, '/tmp', await one(), rename);
    assert.equal(await fileText(scene, 'libpod', id, '/tmp/other'), 'first\n');
    (await archive(scene, 'libpod', 'GET', id, '/tmp/one')).expect(404);
  }),

  clause('libpod.container.put-archive.200.pause', async (scene) => {
    const id = await createLibpod(scene);
    for (const pause of [true, false]) {
      await put(scene, 'libpod', id, '/tmp', await one(), `&pause=${pause}`);
    }
  }),

  clause('libpod.container.put-archive.200.owners', async (scene) => {
    const id = await createLibpod(scene, { user: '1234:5678' });
    const body = await tar([file('owned', '', { uid: 9, gid: 10 })]);
    const owners = {
      '': '1234 5678',
      '&copyUIDGID=true': '1234 5678',
      '&copyUIDGID=false': '9 10',
    };
    for (const [query, wanted] of Object.entries(owners)) {
      await put(scene, 'libpod', id, '/tmp', body, query);
      const path = scene.compat(`/containers/${id}/export`);
      const all = await readTar((await scene.send('GET', path)).expect(200).bytes);
      const owned = all.find(({ name }) => name.endsWith('tmp/owned'));
      assert.equal(`${owned?.uid} ${owned?.gid}`, wanted, query);
    }
  }),

  clause('libpod.container.put-archive.403.read-only', async (scene) => {
    const Binds = [`${volumeName(scene)}:/kept`];
    const [Name] = Binds[0]!.split(':');
    const volumes = [{ Name, Dest: '/kept', Options: ['ro'] }];
    const closed = await createLibpod(scene, { read_only_filesystem: true });
    const kept = await createLibpod(scene, { volumes });
    const body = await one();
    (await archive(scene, 'libpod', 'PUT', closed, '/etc', { body })).expect(403);
    (await archive(scene, 'libpod', 'PUT', kept, '/kept', { body })).expect(403);
    assert.equal((await probe(scene, 'ls /kept', { Binds })).stdout, '');
  }),
];

const getTests = [
  clause('libpod.container.get-archive.200.tar', async (scene) => {
    const id = await createLibpod(scene, { image: 'localhost/layers:latest' });
    const found = await fetched(scene, 'libpod', id, '/data');
    const names = namesOf(found);
    assert.equal(names[0], 'data');
    assert.ok(names.includes('data/hidden/new') && !names.includes('data/hidden/old'));
    assert.ok(names.every((name) => name.startsWith('data')));
    const changed = found[names.indexOf('data/changed')];
    assert.equal(String(changed?.content), 'from layer 3\n');
    assert.equal(changed?.mtime?.getTime(), fixtureTime.getTime());
    assert.equal(await fileText(scene, 'libpod', id, '/data/changed'), 'from layer 3\n');
  }),

  clause('libpod.container.get-archive.200.stat-header', async (scene) => {
    const id = await createLibpod(scene, { image: 'localhost/layers:latest' });
    const stat = pathStat((await archive(scene, 'libpod', 'GET', id, '/data/changed')).expect(200));
    const { name, size, mode, mtime, linkTarget } = stat;
    assert.deepEqual([name, size, mode, linkTarget], ['changed', 13, 0o644, '/data/changed']);
    assert.equal(Date.parse(mtime), fixtureTime.getTime());
  }),

  clause('libpod.container.get-archive.200.stopped', async (scene) => {
    for (const id of [await createLibpod(scene), await stopped(scene)]) {
      assert.match(await fileText(scene, 'libpod', id, '/etc/passwd'), /^root:/);
    }
  }),

  clause('libpod.container.get-archive.200.link', async (scene) => {
    const id = await createLibpod(scene, { image: 'localhost/layers:latest' });
    const [only, ...others] = await fetched(scene, 'libpod', id, '/data/link');
    assert.deepEqual([only?.name, only?.type, others.length], ['link', 'file', 0]);
    assert.equal(String(only?.content), 'from layer 3\n');
  }),

  clause('libpod.container.get-archive.200.owners', async (scene) => {
    const id = await createLibpod(scene, { image: 'localhost/layers:latest', user: '1234:5678' });
    for (const { name, uid, gid } of await fetched(scene, 'libpod', id, '/data')) {
      assert.deepEqual([uid, gid], [1234, 5678], name);
    }
  }),

  clause('libpod.container.get-archive.200.rename', async (scene) => {
    const id = await createLibpod(scene);
    await put(scene, 'libpod', id, '/tmp', await one());
    assert.deepEqual(namesOf(await fetched(scene, 'libpod', id, '/tmp/one', rename)), ['other']);
  }),
];

const statTests = [
  clause('libpod.container.stat-path.200.stat-header', async (scene) => {
    const id = await createLibpod(scene, { image: 'localhost/layers:latest' });
    const at = async (path: string) => {
      const answer = (await archive(scene, 'libpod', 'HEAD', id, path)).expect(200);
      assert.equal(answer.bytes.length, 0, 'no body');
      return pathStat(answer);
    };
    const changed = await at('/data/changed');
    assert.deepEqual([changed.name, changed.size, changed.mode], ['changed', 13, 0o644]);
    assert.equal(Date.parse(changed.mtime), fixtureTime.getTime());
    assert.equal((await at('/data')).mode, 2 ** 31 + 0o750);
    const link = await at('/data/link');
    assert.equal(link.linkTarget, '/data/changed');
    assert.ok(Math.floor(link.mode / 2 ** 27) % 2 === 1, `mode ${link.mode} is a link's`);
  }),
];

/** What the methods have in common. */
const METHODS = { 'put-archive': 'PUT', 'get-archive': 'GET', 'stat-path': 'HEAD' } as const;

const commonTests = Object.entries(METHODS).flatMap(([operation, method]) => {
  const send = async (scene: Scene, name: string, query: string) => {
    const body = method === 'PUT' ? { body: await one() } : {};
    return scene.send(method, scene.libpod(`/containers/${name}/archive${query}`), body);
  };
  return [
    clause(`libpod.container.${operation}.400.path-missing`, async (scene) => {
      (await send(scene, await createLibpod(scene), '')).expect(400);
    }),
    clause(`libpod.container.${operation}.404.path`, async (scene) => {
      const id = await createLibpod(scene);
      (await send(scene, id, '?path=/no/such/path')).expect(404);
      (await archive(scene, 'libpod', 'GET', id, '/no')).expect(404);
    }),
    clause(`libpod.container.${operation}.404.unknown`, async (scene) => {
      const name = scene.name('nobody');
      const answer = (await send(scene, name, '?path=/etc')).expect(404);
      if (method !== 'HEAD') assert.ok(messageOf(answer).includes(name), answer.text);
    }),
  ];
});

export default [
  ...putTests,
  ...getTests,
  ...statTests,
  ...commonTests,

  clause('libpod.container.put-archive.400.parameters', async (scene) => {
    const id = await createLibpod(scene);
    for (const name of ['noOverwriteDirNonDir', 'copyUIDGID']) {
      const options = { body: await one(), query: `&${name}=perhaps` };
      const answer = (await archive(scene, 'libpod', 'PUT', id, '/tmp', options)).expect(400);
      assert.ok(messageOf(answer).includes(name), `the message names ${name}: ${answer.text}`);
    }
    (await archive(scene, 'libpod', 'GET', id, '/tmp/one')).expect(404);
  }),
];
