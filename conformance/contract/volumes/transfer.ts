import assert from 'node:assert/strict';
import { file, tar } from '../../../fixtures/index.ts';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { createVolume, runOnce } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';

const exportPath = (scene: Scene, name: string) => scene.libpod(`/volumes/${name}/export`);
const importPath = (scene: Scene, name: string) => scene.libpod(`/volumes/${name}/import`);
const at = (name: string) => ({ Binds: [`${name}:/data`] });

/** A volume with a file in it. */
async function filled(scene: Scene): Promise<string> {
  const { Name } = await createVolume(scene, 'libpod');
  await runOnce(
    scene,
    'cd /data; echo mine > mine; chmod 640 mine; chown 7:8 mine; ln -s mine link',
    at(Name),
  );
  return Name;
}

export default [
  clause('libpod.volume.export.200.archive', async (scene) => {
    const name = await filled(scene);
    const answer = (await scene.send('GET', exportPath(scene, name))).expect(200);
    const members = await readTar(answer.bytes);
    const find = (wanted: string) => members.find(({ name: each }) => each.endsWith(wanted));
    const mine = find('mine');
    assert.equal(mine?.content.toString(), 'mine\n');
    assert.deepEqual([mine.uid, mine.gid, mine.mode & 0o777], [7, 8, 0o640]);
    assert.equal(find('link')?.linkname, 'mine');
  }),

  clause('libpod.volume.export.404.unknown', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) => exportPath(scene, name));
  }),

  clause('libpod.volume.import.204.imported', async (scene) => {
    const name = await filled(scene);
    const body = await tar([file('theirs', 'theirs\n', { mode: 0o604, uid: 9, gid: 10 })]);
    (await scene.send('POST', importPath(scene, name), { body })).expect(204);
    const { stdout } = await probe(
      scene,
      'cd /data; cat *s mine; stat -c "%u %g %a" theirs',
      at(name),
    );
    assert.equal(stdout, 'theirs\nmine\n9 10 604\n');
  }),

  clause('libpod.volume.import.any.damaged', async (scene) => {
    const name = await filled(scene);
    const whole = await tar([file('mine', 'theirs'), file('big', 'x'.repeat(2000))]);
    for (const body of [Buffer.alloc(1024, 'no tar'), whole.subarray(0, 2100)]) {
      messageOf((await scene.send('POST', importPath(scene, name), { body })).expect(400, 500));
      assert.equal(
        (await probe(scene, 'cat /data/mine; ls /data', at(name))).stdout,
        'mine\nlink\nmine\n',
      );
    }
  }),

  clause('libpod.volume.import.404.unknown', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => importPath(scene, name));
  }),
];
