import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { eventOf, eventsTo, volumeName, written } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

interface ImageConfig {
  Cmd: string[] | null;
  Env: string[];
  Labels: Record<string, string> | null;
  WorkingDir: string;
  User: string;
  ExposedPorts?: Record<string, object>;
}

interface Image {
  Id: string;
  RepoTags: string[] | null;
  Author: string;
  Config: ImageConfig;
}

/** Commits a container; the image is removed at the end. */
async function commit(scene: Scene, id: string, query = '', json: unknown = {}) {
  const path = scene.compat(`/commit?container=${id}${query}`);
  const answer = await scene.send('POST', path, json === undefined ? {} : { json });
  if (answer.status === 201) {
    const { Id } = answer.json as { Id: string };
    scene.defer(() => scene.send('DELETE', scene.compat(`/images/${Id}?force=true`)));
  }
  return answer;
}

/** Commits a container and gives the image's id. */
async function committed(scene: Scene, id: string, query = '', json: unknown = {}) {
  return ((await commit(scene, id, query, json)).expect(201).json as { Id: string }).Id;
}

/** An id without the algorithm in front; that it is there has a clause of its own. */
const bare = (id: string) => id.replace(/^sha256:/, '');

async function image(scene: Scene, name: string): Promise<Image> {
  const answer = await scene.send('GET', scene.compat(`/images/${name}/json`));
  return answer.expect(200).json as Image;
}

const changes = (...lines: string[]) =>
  lines.map((line) => `&changes=${encodeURIComponent(line)}`).join('');

export default [
  clause('compat.container.commit.201.image', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'echo kept > /made'] });
    const Image = await committed(scene, id);
    assert.match(Image, /^sha256:[0-9a-f]{64}$/);
    const { id: other } = await scene.exited({ Image, Cmd: ['cat', '/made'] });
    assert.equal((await written(scene, other)).stdout, 'kept\n');
  }),

  clause('compat.container.commit.201.content', async (scene) => {
    const volume = volumeName(scene);
    const { id } = await scene.exited({
      Image: 'localhost/layers:latest',
      Cmd: ['sh', '-c', 'rm -r /data/hidden; echo x > /kept/inside; echo mine > /data/changed'],
      HostConfig: { Binds: [`${volume}:/kept`] },
    });
    const Image = await committed(scene, id);
    const script = 'cat /data/changed; ls /data/hidden /kept 2>/dev/null; true';
    const { id: other } = await scene.exited({ Image, Cmd: ['sh', '-c', script] });
    assert.equal((await written(scene, other)).stdout, 'mine\n/kept:\n');
  }),

  clause('compat.container.commit.201.config', async (scene) => {
    const id = await scene.container({
      Cmd: ['echo', 'container'],
      Env: ['ONE=container', 'TWO=container'],
      Labels: { one: 'container' },
      WorkingDir: '/tmp',
    });
    const body = { Env: ['TWO=body'], Labels: { two: 'body' } };
    const query = changes('ENV THREE=change', 'LABEL three=change');
    const { Config } = await image(scene, await committed(scene, id, query, body));
    assert.deepEqual([Config.Cmd, Config.WorkingDir], [['echo', 'container'], '/tmp']);
    for (const entry of ['ONE=container', 'TWO=body', 'THREE=change']) {
      assert.ok(Config.Env.includes(entry), `${entry} is among ${Config.Env.join(' ')}`);
    }
    assert.deepEqual(Config.Labels, { one: 'container', two: 'body', three: 'change' });
  }),

  clause('compat.container.commit.201.event-commit', async (scene) => {
    const id = await scene.container();
    const Image = await committed(scene, id);
    const { Type, Actor } = await eventOf(scene, id, 'commit');
    assert.equal(Type, 'container');
    assert.ok(
      Object.values(Actor.Attributes).some((value) => Image.endsWith(value) && value.length >= 64),
      `the id is among ${JSON.stringify(Actor.Attributes)}`,
    );
  }),

  clause('compat.container.commit.any.repo-tag', async (scene) => {
    const id = await scene.container();
    const repo = `localhost/${scene.name('i')}`;
    const tagged = await committed(scene, id, `&repo=${repo}&tag=mine`);
    assert.equal(bare((await image(scene, `${repo}:mine`)).Id), bare(tagged));
    const latest = await committed(scene, id, `&repo=${repo}&comment=other`);
    assert.equal(bare((await image(scene, `${repo}:latest`)).Id), bare(latest));
    const nameless = await committed(scene, id, '&comment=nameless');
    assert.deepEqual((await image(scene, nameless)).RepoTags ?? [], []);
  }),

  clause('compat.container.commit.any.comment-author', async (scene) => {
    const query = '&comment=why+it+is&author=Ann+Other+%3Cann%40example.org%3E';
    const Id = await committed(scene, await scene.container(), query);
    assert.equal((await image(scene, Id)).Author, 'Ann Other <ann@example.org>');
    const history = await scene.send('GET', scene.compat(`/images/${Id}/history`));
    const [newest] = history.expect(200).json as { Comment: string }[];
    assert.equal(newest?.Comment, 'why it is');
  }),

  clause('compat.container.commit.any.pause', async (scene) => {
    for (const [query, expected] of [
      ['', true],
      ['&pause=true', true],
      ['&pause=false', false],
    ] as const) {
      const id = await scene.running();
      await committed(scene, id, query);
      assert.equal((await scene.inspect(id)).State.Status, 'running', 'it runs on');
      const rename = `/containers/${id}/rename?name=${scene.name()}`;
      (await scene.send('POST', scene.compat(rename))).expect(204);
      const told = (await eventsTo(scene, id, 'rename')).map(({ Action }) => Action);
      assert.equal(told.includes('pause'), expected, `${query}: ${told.join(' ')}`);
    }
  }),

  clause('compat.container.commit.any.changes', async (scene) => {
    const id = await scene.container();
    const query = changes(
      'CMD ["echo", "changed"]\nENV MINE=yes',
      'EXPOSE 8080/tcp',
      'USER 1000',
      'WORKDIR /tmp',
      'LABEL org.example.mine=yes',
    );
    const { Config } = await image(scene, await committed(scene, id, query));
    assert.deepEqual(Config.Cmd, ['echo', 'changed']);
    assert.ok(Config.Env.includes('MINE=yes'), Config.Env.join(' '));
    assert.ok(Config.ExposedPorts?.['8080/tcp']);
    assert.deepEqual([Config.User, Config.WorkingDir], ['1000', '/tmp']);
    assert.equal(Config.Labels?.['org.example.mine'], 'yes');
  }),

  clause('compat.container.commit.any.body-optional', async (scene) => {
    const id = await scene.container();
    await committed(scene, id, '', undefined);
    await committed(scene, id, '', null);
    const headers = { 'content-type': 'application/json' };
    const path = scene.compat(`/commit?container=${id}`);
    const { Id } = (await scene.send('POST', path, { headers, body: '' })).expect(201)
      .json as Image;
    scene.defer(() => scene.send('DELETE', scene.compat(`/images/${Id}?force=true`)));
  }),

  clause('compat.container.commit.400.reference', async (scene) => {
    const id = await scene.container();
    for (const query of ['&repo=Not%20A%20Name', '&repo=name&tag=not%2Fa%2Ftag']) {
      (await commit(scene, id, query)).expect(400);
    }
  }),

  clause('compat.container.commit.400.changes', async (scene) => {
    const id = await scene.container();
    for (const line of ['NONSENSE x', 'RUN true', 'FROM other']) {
      (await commit(scene, id, changes(line))).expect(400);
    }
  }),

  clause('compat.container.commit.404.no-such-container', async (scene) => {
    const path = (name: string) => scene.compat(`/commit?container=${name}`);
    await unknownNameAnswers404(scene, 'POST', path, {});
  }),

  clause('compat.container.commit.400.ambiguous-prefix', async (scene) => {
    const path = (name: string) => scene.compat(`/commit?container=${name}`);
    await ambiguousPrefixAnswers400(scene, 'POST', path, {});
  }),
];
