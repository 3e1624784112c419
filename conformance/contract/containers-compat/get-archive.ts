import assert from 'node:assert/strict';
import { fixtureTime } from '../../../fixtures/index.ts';
import { archive, fetched, fileText, pathStat } from '../../suite/archive.ts';
import { ambiguousPrefixAnswers400, messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, volumeName } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

const layered = (scene: Scene, body: object = {}) =>
  scene.container({ Image: 'localhost/layers:latest', ...body });

export default [
  clause('compat.container.get-archive.200.folder', async (scene) => {
    const members = await fetched(scene, 'compat', await layered(scene), '/data');
    const [first] = members;
    assert.deepEqual([first?.name.replace(/\/$/, ''), first?.type], ['data', 'directory']);
    assert.deepEqual([first?.uid, first?.gid, (first?.mode ?? 0) & 0o777], [1000, 2000, 0o750]);
    const at = (name: string) => members.find((member) => member.name === `data/${name}`);
    assert.equal(String(at('changed')?.content), 'from layer 3\n');
    assert.equal(at('changed')?.mtime?.getTime(), fixtureTime.getTime());
    assert.deepEqual([at('link')?.type, at('link')?.linkname], ['symlink', 'changed']);
    assert.equal((at('setuid')?.mode ?? 0) & 0o7777, 0o4755);
    assert.deepEqual([at('original')?.uid, at('original')?.gid], [1000, 1000]);
    const names = members.map(({ name }) => name);
    assert.ok(names.includes('data/hidden/new') && !names.includes('data/hidden/old'));
    assert.ok(!names.includes('data/removed') && names.every((name) => name.startsWith('data')));
  }),

  clause('compat.container.get-archive.200.file', async (scene) => {
    const [file, ...others] = await fetched(scene, 'compat', await layered(scene), '/data/changed');
    assert.deepEqual([file?.name, file?.type], ['changed', 'file']);
    assert.equal(String(file?.content), 'from layer 3\n');
    assert.deepEqual(others, []);
  }),

  clause('compat.container.get-archive.200.folder-contents', async (scene) => {
    const members = await fetched(scene, 'compat', await layered(scene), '/data/hidden/.');
    assert.deepEqual(
      members.map(({ name }) => name),
      ['./', './new'],
    );
  }),

  clause('compat.container.get-archive.200.link', async (scene) => {
    const script = 'ln -s /data/hidden /to-folder';
    const { id } = await scene.exited({
      Image: 'localhost/layers:latest',
      Cmd: ['sh', '-c', script],
    });
    const [link, ...others] = await fetched(scene, 'compat', id, '/to-folder');
    assert.deepEqual([link?.name, link?.type], ['to-folder', 'symlink']);
    assert.equal(link?.linkname, '/data/hidden');
    assert.deepEqual(others, []);
    const followed = await fetched(scene, 'compat', id, '/to-folder/');
    assert.ok(
      followed.some(({ name }) => name.endsWith('/new')),
      'the folder it leads to',
    );
  }),

  clause('compat.container.get-archive.200.inside-root', async (scene) => {
    const script = 'echo mine > /etc/mark; ln -s ../../../../etc /up; ln -s / /root-link';
    const { id } = await scene.exited({ Cmd: ['sh', '-c', script] });
    for (const path of ['/up/mark', '/root-link/etc/mark', '/../../../etc/mark', 'etc/mark']) {
      assert.equal(await fileText(scene, 'compat', id, path), 'mine\n', path);
    }
  }),

  clause('compat.container.get-archive.200.mounts', async (scene) => {
    const HostConfig = { Binds: [`${volumeName(scene)}:/kept`, '/etc:/bound:ro'] };
    const Cmd = ['sh', '-c', 'mkdir /kept/deep; echo mine > /kept/deep/file'];
    const { id } = await scene.exited({ Cmd, HostConfig });
    assert.equal(await fileText(scene, 'compat', id, '/kept/deep/file'), 'mine\n');
    assert.match(await fileText(scene, 'compat', id, '/bound/passwd'), /^root:/m);
  }),

  clause('compat.container.get-archive.200.not-running', async (scene) => {
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    const { id: exited } = await scene.exited();
    for (const id of [await scene.container(), await scene.running(), paused, exited]) {
      assert.match(await fileText(scene, 'compat', id, '/etc/passwd'), /^root:/);
    }
  }),

  clause('compat.container.get-archive.404.no-such-path', async (scene) => {
    const answer = await archive(scene, 'compat', 'GET', await scene.container(), '/no/such/path');
    assert.match(messageOf(answer.expect(404)), /no\/such\/path/);
  }),

  clause('compat.container.get-archive.200.path-stat-header', async (scene) => {
    const id = await layered(scene);
    const file = pathStat((await archive(scene, 'compat', 'GET', id, '/data/changed')).expect(200));
    assert.deepEqual([file.name, file.size, file.linkTarget], ['changed', 13, '']);
    assert.equal(file.mode, 0o644);
    assert.equal(Date.parse(file.mtime), fixtureTime.getTime());
    const folder = pathStat((await archive(scene, 'compat', 'GET', id, '/data')).expect(200));
    assert.deepEqual([folder.name, folder.mode], ['data', 2 ** 31 + 0o750]);
  }),

  clause('compat.container.get-archive.400.no-path', async (scene) => {
    const id = await scene.container();
    for (const query of ['', '?path=']) {
      (await scene.send('GET', scene.compat(`/containers/${id}/archive${query}`))).expect(400);
    }
  }),

  clause('compat.container.get-archive.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/archive?path=/etc`),
    );
  }),

  clause('compat.container.get-archive.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/archive?path=/etc`),
    );
  }),
];
