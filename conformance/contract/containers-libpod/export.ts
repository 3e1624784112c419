import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ready } from '../../suite/containers.ts';
import { createLibpod } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';

interface Change {
  Path: string;
  Kind: number;
}

/** The members of a container's archive by name, without `./` in front and a slash at the end. */
async function exported(scene: Scene, id: string) {
  const answer = await scene.send('GET', scene.libpod(`/containers/${id}/export`));
  const members = await readTar(answer.expect(200).bytes);
  return new Map(
    members.map((member) => [member.name.replace(/^\.?\//, '').replace(/\/$/, ''), member]),
  );
}

async function changes(scene: Scene, id: string): Promise<Change[]> {
  const answer = await scene.send('GET', scene.libpod(`/containers/${id}/changes`));
  const list = answer.expect(200).json;
  assert.ok(Array.isArray(list), 'an array');
  return list as Change[];
}

export default [
  clause('libpod.container.export.200.tar', async (scene) => {
    const id = await ready(scene, ['sh', '-c', 'echo made > /tmp/made; echo ready; sleep 99']);
    const members = await exported(scene, id);
    assert.equal(String(members.get('tmp/made')?.content), 'made\n');
    assert.ok(members.has('bin/sh'), 'files of the image are there');
    assert.equal(members.get('etc')?.type, 'directory');
  }),

  clause('libpod.container.export.200.stopped', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'echo made > /made'] });
    assert.equal(String((await exported(scene, id)).get('made')?.content), 'made\n');
    assert.ok((await exported(scene, await createLibpod(scene))).has('bin/sh'));
  }),

  clause('libpod.container.export.200.no-volumes', async (scene) => {
    const Cmd = ['sh', '-c', 'echo kept > /kept/file; echo ready; sleep 99'];
    const id = await ready(scene, Cmd, { Volumes: { '/kept': {} } });
    const members = await exported(scene, id);
    assert.ok(!members.has('kept/file'), 'what is in the volume is not');
    assert.ok(!members.has('proc/1'), 'nor what is in proc');
  }),

  clause('libpod.container.changes.200.array', async (scene) => {
    const untouched = await changes(scene, await createLibpod(scene));
    // Podman makes /etc/mtab and the like before anything has run.
    assert.ok(untouched.every(({ Path }) => /^\/(etc|run|dev|proc|sys)(\/|$)/.test(Path)));
    const { id } = await scene.exited({ Cmd: ['touch', '/new'] });
    const one = (await changes(scene, id)).find(({ Path }) => Path === '/new');
    assert.deepEqual(one, { Path: '/new', Kind: 1 });
  }),

  clause('libpod.container.changes.200.kinds', async (scene) => {
    const script = 'echo more >> /etc/passwd; echo new > /made; rm /bin/vi';
    const { id } = await scene.exited({ Cmd: ['sh', '-c', script] });
    const kinds = new Map((await changes(scene, id)).map(({ Path, Kind }) => [Path, Kind]));
    assert.equal(kinds.get('/etc/passwd'), 0);
    assert.equal(kinds.get('/made'), 1);
    assert.equal(kinds.get('/bin/vi'), 2);
    assert.equal(kinds.get('/bin/sh'), undefined);
  }),

  clause('libpod.container.changes.200.parents', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'mkdir -p /usr/a/b; touch /bin/new'] });
    const kinds = new Map((await changes(scene, id)).map(({ Path, Kind }) => [Path, Kind]));
    assert.equal(kinds.get('/bin'), 0);
    assert.equal(kinds.get('/usr/a'), 1);
    assert.equal(kinds.get('/usr/a/b'), 1);
  }),
];
