import assert from 'node:assert/strict';
import { fixtureTime } from '../../../fixtures/index.ts';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, volumeName } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';
import type { Member } from '../../suite/tar.ts';

/** The members of an export by name, without slashes and dots around it. */
async function exported(scene: Scene, id: string): Promise<Map<string, Member>> {
  const answer = await scene.send('GET', scene.compat(`/containers/${id}/export`));
  const members = await readTar(answer.expect(200).bytes);
  const bare = members.map(({ name }) => name.replace(/^\.?\/|\/$/g, ''));
  assert.equal(new Set(bare).size, bare.length, 'every entry is there once');
  return new Map(members.map((member, index) => [bare[index]!, member]));
}

export default [
  clause('compat.container.export.200.tar', async (scene) => {
    const script =
      'rm /data/original; echo mine > /data/added; chown 7:8 /data/added; chmod 640 /data/added; ln -s added /data/new-link';
    const { id } = await scene.exited({
      Image: 'localhost/layers:latest',
      Cmd: ['sh', '-c', script],
    });
    const members = await exported(scene, id);
    const { type, uid, gid, mode } = members.get('data')!;
    assert.deepEqual([type, uid, gid, mode & 0o777], ['directory', 1000, 2000, 0o750]);
    const changed = members.get('data/changed')!;
    assert.equal(String(changed.content), 'from layer 3\n');
    assert.equal(changed.mtime?.getTime(), fixtureTime.getTime());
    const added = members.get('data/added')!;
    assert.equal(String(added.content), 'mine\n');
    assert.deepEqual([added.uid, added.gid, added.mode & 0o777], [7, 8, 0o640]);
    for (const [name, to] of [
      ['data/link', 'changed'],
      ['data/new-link', 'added'],
    ] as const) {
      assert.deepEqual([members.get(name)?.type, members.get(name)?.linkname], ['symlink', to]);
    }
    assert.equal(members.get('data/setuid')!.mode & 0o7777, 0o4755);
    for (const gone of ['data/original', 'data/removed', 'data/hidden/old']) {
      assert.ok(!members.has(gone), `${gone} was deleted`);
    }
    assert.ok(members.has('data/linked') && members.has('data/hidden/new'));
    assert.ok(![...members.keys()].some((name) => name.includes('.wh.')), 'no whiteouts');
  }),

  clause('compat.container.export.200.no-volumes', async (scene) => {
    const volume = volumeName(scene);
    const { id } = await scene.exited({
      Cmd: ['sh', '-c', 'echo hidden > /kept/file; echo seen > /file'],
      HostConfig: { Binds: [`${volume}:/kept`, '/etc:/bound'] },
    });
    const members = await exported(scene, id);
    assert.equal(String(members.get('file')?.content), 'seen\n');
    for (const place of ['kept', 'bound']) {
      assert.equal(members.get(place)?.type, 'directory', place);
      const inside = [...members.keys()].filter((name) => name.startsWith(`${place}/`));
      assert.deepEqual(inside, []);
    }
  }),

  clause('compat.container.export.200.not-running', async (scene) => {
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    const { id: exited } = await scene.exited();
    for (const id of [await scene.container(), await scene.running(), paused, exited]) {
      assert.ok((await exported(scene, id)).has('bin/busybox'));
    }
  }),

  clause('compat.container.export.200.event-export', async (scene) => {
    const id = await scene.container();
    await exported(scene, id);
    assert.equal((await eventOf(scene, id, 'export')).Type, 'container');
  }),

  clause('compat.container.export.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/containers/${name}/export`));
  }),

  clause('compat.container.export.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/export`),
    );
  }),
];
