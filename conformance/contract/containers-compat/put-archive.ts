import assert from 'node:assert/strict';
import { file, fixtureTime, folder, symlink, tar } from '../../../fixtures/index.ts';
import * as promised from '../../suite/archive-promises.ts';
import { archive, fetched, fileText, one, put } from '../../suite/archive.ts';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, probe, volumeName } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Member } from '../../suite/tar.ts';

/** Sends a tar that must be refused, and gives the status. */
async function refused(scene: Scene, id: string, path: string, body: Buffer, query = '') {
  return (await archive(scene, 'compat', 'PUT', id, path, { body, query })).status;
}

export default [
  clause('compat.container.put-archive.200.unpacked', async (scene) => {
    const id = await scene.container();
    const body = await tar([
      folder('put', { mode: 0o750, uid: 7, gid: 8 }),
      file('put/file', 'text\n', { mode: 0o640, uid: 9, gid: 10 }),
      file('put/setuid', '', { mode: 0o4755 }),
      symlink('put/link', 'file'),
      { name: 'put/hard', type: 'link', to: 'put/file', mode: 0o640, uid: 9, gid: 10 },
    ]);
    await put(scene, 'compat', id, '/tmp', body);
    const members = await fetched(scene, 'compat', id, '/tmp/put');
    for (const { name, mtime } of members) {
      assert.equal(mtime?.getTime(), fixtureTime.getTime(), name);
    }
    const at = (wanted: string) => {
      const member = members.find(({ name }) => name.replace(/\/$/, '') === wanted);
      assert.ok(member, `${wanted} is there`);
      return member;
    };
    const owners = ({ uid, gid, mode }: Member) => `${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
    assert.equal(owners(at('put')), '7:8 750');
    for (const name of ['put/file', 'put/hard']) assert.equal(owners(at(name)), '9:10 640', name);
    assert.equal(owners(at('put/setuid')), '0:0 4755');
    assert.deepEqual([at('put/link').type, at('put/link').linkname], ['symlink', 'file']);
    const kinds = [at('put/file').type, at('put/hard').type];
    assert.deepEqual(new Set(kinds), new Set(['file', 'link']), 'both names are one file');
  }),

  clause('compat.container.put-archive.200.compressed', promised.compressed('compat')),

  clause('compat.container.put-archive.200.running-sees-it', async (scene) => {
    const script = 'trap "cat /tmp/one" USR1; echo ready; while :; do sleep 0.05; done';
    const id = await scene.running({ Cmd: ['sh', '-c', script] });
    await scene.logged(id, 'ready');
    await put(scene, 'compat', id, '/tmp', await one());
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await scene.logged(id, 'first');
  }),

  clause('compat.container.put-archive.200.inside-root', async (scene) => {
    const mark = scene.name('escape');
    const hostile = [
      [file(`../../../../../../../../tmp/${mark}`, 'out')],
      [symlink('away', '/'), file(`away/tmp/${mark}`, 'out')],
      [symlink('up', '../../../../../../../..'), file(`up/tmp/${mark}`, 'out')],
    ];
    const Cmd = ['sh', '-c', 'mkdir -p /into/deep; ln -s / /into/link; exec sleep 1000'];
    const id = await scene.running({ Cmd });
    for (const entries of hostile) {
      // Refused or kept inside: both are well.
      await archive(scene, 'compat', 'PUT', id, '/into/deep', { body: await tar(entries) });
    }
    await archive(scene, 'compat', 'PUT', id, '/into/link/tmp', {
      body: await tar([file(mark, 'out')]),
    });
    const { stdout } = await probe(scene, 'ls /host', { Binds: ['/tmp:/host'] });
    assert.ok(!stdout.includes(mark), 'nothing was written on the host');
  }),

  clause('compat.container.put-archive.200.mounts', async (scene) => {
    const volume = volumeName(scene);
    const Binds = [`${volume}:/kept`];
    const id = await scene.container({ HostConfig: { Binds } });
    await put(scene, 'compat', id, '/kept', await one());
    const { stdout } = await probe(scene, 'cat /kept/one', { Binds });
    assert.equal(stdout, 'first\n');
  }),

  clause('compat.container.put-archive.any.no-overwrite-dir-non-dir', async (scene) => {
    const id = await scene.container();
    await put(
      scene,
      'compat',
      id,
      '/tmp',
      await tar([folder('folder'), file('folder/kept', ''), file('file', 'kept\n')]),
    );
    const query = '&noOverwriteDirNonDir=true';
    const bodies = [await tar([file('folder', 'now a file')]), await tar([folder('file')])];
    for (const body of bodies) {
      const status = await refused(scene, id, '/tmp', body, query);
      assert.ok(status === 400 || status === 500, `status ${status}`);
    }
    assert.equal(await fileText(scene, 'compat', id, '/tmp/file'), 'kept\n');
    assert.ok(
      (await fetched(scene, 'compat', id, '/tmp/folder')).some(
        ({ name }) => name === 'folder/kept',
      ),
    );
    (await archive(scene, 'compat', 'PUT', id, '/tmp', { body: await one(), query })).expect(200);
  }),

  clause('compat.container.put-archive.any.copy-uid-gid', async (scene) => {
    const id = await scene.container({ User: 'app' });
    const body = await tar([file('owned', '', { uid: 9, gid: 10 })]);
    (await archive(scene, 'compat', 'PUT', id, '/tmp', { body, query: '&copyUIDGID=true' })).expect(
      200,
    );
    const [owned] = await fetched(scene, 'compat', id, '/tmp/owned');
    assert.deepEqual([owned?.uid, owned?.gid], [1000, 1000]);
  }),

  clause('compat.container.put-archive.400.not-a-folder', async (scene) => {
    const id = await scene.container();
    assert.equal(await refused(scene, id, '/etc/passwd', await one()), 400);
    assert.match(await fileText(scene, 'compat', id, '/etc/passwd'), /^root:/);
  }),

  clause('compat.container.put-archive.400.not-a-tar', async (scene) => {
    const id = await scene.container();
    const status = await refused(
      scene,
      id,
      '/tmp',
      Buffer.from('this is no archive\n'.repeat(100)),
    );
    assert.ok(status === 400 || status === 500, `status ${status}`);
  }),

  clause('compat.container.put-archive.403.read-only', async (scene) => {
    const volume = volumeName(scene);
    const Binds = [`${volume}:/kept:ro`];
    const closed = await scene.container({ HostConfig: { ReadonlyRootfs: true } });
    const kept = await scene.container({ HostConfig: { Binds } });
    assert.equal(await refused(scene, closed, '/tmp', await one()), 403);
    assert.equal(await refused(scene, kept, '/kept', await one()), 403);
    assert.equal((await probe(scene, 'ls /kept', { Binds })).stdout, '');
  }),

  clause('compat.container.put-archive.404.no-such-path', async (scene) => {
    const id = await scene.container();
    assert.equal(await refused(scene, id, '/no/such/folder', await one()), 404);
    (await archive(scene, 'compat', 'GET', id, '/no')).expect(404);
  }),

  clause('compat.container.put-archive.400.no-path', async (scene) => {
    const id = await scene.container();
    for (const query of ['', '?path=']) {
      const path = scene.compat(`/containers/${id}/archive${query}`);
      (await scene.send('PUT', path, { body: await one() })).expect(400);
    }
  }),

  clause('compat.container.put-archive.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'PUT', (name) =>
      scene.compat(`/containers/${name}/archive?path=/tmp`),
    );
  }),

  clause('compat.container.put-archive.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'PUT', (name) =>
      scene.compat(`/containers/${name}/archive?path=/tmp`),
    );
  }),
];
