import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { eventsTo, written } from '../../suite/containers.ts';
import { createLibpod } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

interface Image {
  Id: string;
  RepoTags: string[] | null;
  Author: string;
  Comment: string;
  ManifestType: string;
  RootFS: { Layers: string[] };
  Config: { Cmd?: string[]; Env: string[]; Labels?: Record<string, string>; WorkingDir?: string };
}

async function send(scene: Scene, id: string, query = '') {
  const answer = await scene.send('POST', scene.libpod(`/commit?container=${id}${query}`));
  const { Id } = (answer.status < 300 ? answer.json : {}) as { Id?: string };
  if (Id) scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${Id}?force=true`)));
  return answer;
}

/** Commits a container; the image is removed at the end. */
async function commit(scene: Scene, id: string, query = ''): Promise<Image> {
  const { Id } = (await send(scene, id, query)).expect(200, 201).json as { Id: string };
  return image(scene, Id);
}

async function image(scene: Scene, name: string): Promise<Image> {
  const answer = await scene.send('GET', scene.libpod(`/images/${name}/json`));
  return answer.expect(200).json as Image;
}

const changes = (...lines: string[]) =>
  lines.map((line) => `&changes=${encodeURIComponent(line)}`).join('');

export default [
  clause('libpod.container.commit.201.id', async (scene) => {
    const answer = (await send(scene, await createLibpod(scene))).expect(200, 201);
    const { Id } = answer.json as { Id: string };
    assert.match(Id, /^[0-9a-f]{64}$/);
    assert.equal((await image(scene, Id)).Id, Id);
  }),

  clause('libpod.container.commit.201.content', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'echo kept > /made; rm /bin/vi'] });
    const { Id, RootFS } = await commit(scene, id);
    const base = (await image(scene, scene.image)).RootFS.Layers;
    assert.deepEqual(RootFS.Layers.slice(0, -1), base, 'the layers of its image lie below');
    const look = await scene.exited({ Image: Id, Cmd: ['sh', '-c', 'cat /made; ls /bin/vi'] });
    assert.equal((await written(scene, look.id)).stdout, 'kept\n');
  }),

  clause('libpod.container.commit.201.named', async (scene) => {
    const id = await createLibpod(scene);
    const repo = `localhost/${scene.name('i')}`;
    const tagged = await commit(scene, id, `&repo=${repo}&tag=mine`);
    assert.deepEqual(tagged.RepoTags, [`${repo}:mine`]);
    const latest = await commit(scene, id, `&repo=${repo}&author=another`);
    assert.deepEqual(latest.RepoTags, [`${repo}:latest`]);
    assert.deepEqual((await commit(scene, id, '&author=nobody')).RepoTags ?? [], []);
  }),

  clause('libpod.container.commit.201.author', async (scene) => {
    const id = await createLibpod(scene);
    const oci = await commit(scene, id, '&author=Ann+Other');
    assert.equal(oci.Author, 'Ann Other');
    const docker = await commit(scene, id, '&author=Ann+Other&format=docker&comment=why+it+is');
    assert.deepEqual([docker.Author, docker.Comment], ['Ann Other', 'why it is']);
  }),

  clause('libpod.container.commit.201.changes', async (scene) => {
    const id = await createLibpod(scene);
    const query = changes('CMD ["echo", "changed"]', 'ENV MINE=yes', 'WORKDIR /tmp', 'LABEL a=b');
    const { Config } = await commit(scene, id, query);
    assert.deepEqual([Config.Cmd, Config.WorkingDir], [['echo', 'changed'], '/tmp']);
    assert.ok(Config.Env.includes('MINE=yes'), Config.Env.join(' '));
    assert.equal(Config.Labels?.['a'], 'b');
  }),

  clause('libpod.container.commit.201.format', async (scene) => {
    const id = await createLibpod(scene);
    const types = new Map<string, string>();
    for (const query of ['', '&format=oci', '&format=docker'])
      types.set(query, (await commit(scene, id, query)).ManifestType);
    const oci = 'application/vnd.oci.image.manifest.v1+json';
    assert.deepEqual([...types.values()].slice(0, 2), [oci, oci]);
    assert.match(types.get('&format=docker') ?? '', /docker\.distribution\.manifest\.v2/);
  }),

  clause('libpod.container.commit.201.pause', async (scene) => {
    for (const pause of [true, false]) {
      const id = await scene.running();
      await commit(scene, id, `&pause=${pause}`);
      assert.equal((await scene.inspect(id)).State.Status, 'running', 'it runs on');
      const rename = `/containers/${id}/rename?name=${scene.name()}`;
      (await scene.send('POST', scene.compat(rename))).expect(204);
      const told = (await eventsTo(scene, id, 'rename')).map(({ Action }) => Action);
      assert.equal(told.includes('pause'), pause, told.join(' '));
    }
  }),

  clause('libpod.container.commit.400.parameters', async (scene) => {
    const answer = (await send(scene, await createLibpod(scene), '&pause=perhaps')).expect(400);
    assert.match(messageOf(answer), /pause/i);
  }),

  clause('libpod.container.commit.404.unknown', async (scene) => {
    const path = (name: string) => scene.libpod(`/commit?container=${name}`);
    await unknownNameAnswers404(scene, 'POST', path);
  }),

  clause('libpod.container.commit.500.comment-oci', async (scene) => {
    const answer = await send(scene, await createLibpod(scene), '&comment=why');
    assert.match(messageOf(answer.expect(500)), /docker/);
  }),

  clause('libpod.container.commit.500.bad-change', async (scene) => {
    const answer = await send(scene, await createLibpod(scene), changes('NONSENSE x'));
    assert.match(messageOf(answer.expect(500)), /NONSENSE/i);
  }),
];
