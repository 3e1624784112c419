import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, filters, volumeExists } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { idsOf } from '../../suite/lists.ts';
import type { Scene } from '../../suite/scene.ts';

/** Sends a body of create as it is; the container, if there is one, is removed at the end. */
export async function create(scene: Scene, json: unknown, query = '') {
  const answer = await scene.send('POST', scene.compat(`/containers/create${query}`), { json });
  if (answer.status === 201) {
    const { Id } = answer.json as { Id: string };
    scene.discardLater(Id);
  }
  return answer;
}

async function volumeNames(scene: Scene): Promise<string[]> {
  const answer = (await scene.send('GET', scene.compat('/volumes'))).expect(200);
  const { Volumes } = answer.json as { Volumes: { Name: string }[] | null };
  return (Volumes ?? []).map(({ Name }) => Name).toSorted();
}

async function allIds(scene: Scene): Promise<string[]> {
  const answer = await scene.send('GET', scene.compat('/containers/json?all=true'));
  return idsOf(answer.expect(200).json).toSorted();
}

export default [
  clause('compat.container.create.201.id-and-warnings', async (scene) => {
    const body = { Image: scene.image, Cmd: ['true'], HostConfig: { NetworkMode: 'none' } };
    const { Id, Warnings } = (await create(scene, body)).expect(201).json as {
      Id: string;
      Warnings: string[];
    };
    assert.match(Id, /^[0-9a-f]{64}$/);
    assert.deepEqual(Warnings, []);
  }),

  clause('compat.container.create.201.state-created', async (scene) => {
    const id = await scene.container();
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Status, State.Running, State.Pid], ['created', false, 0]);
    assert.match(State.StartedAt, /^0001-01-01/);
    assert.ok((await allIds(scene)).includes(id), 'it is listed');
  }),

  clause('compat.container.create.201.event-create', async (scene) => {
    const name = scene.name();
    const id = await scene.container({}, `?name=${name}`);
    const { Type, Actor } = await eventOf(scene, id, 'create');
    assert.deepEqual([Type, Actor.ID], ['container', id]);
    const { name: told, image } = Actor.Attributes;
    assert.deepEqual([told, image], [name, scene.image]);
  }),

  clause('compat.container.create.any.name-given', async (scene) => {
    const name = `${scene.name()}_a.B-9`;
    const id = await scene.container({}, `?name=${name}`);
    const { Id, Name } = await scene.inspect(name);
    assert.deepEqual([Id, Name], [id, `/${name}`]);
  }),

  clause('compat.container.create.any.name-with-slash', async (scene) => {
    const name = scene.name();
    const id = await scene.container({}, `?name=/${name}`);
    assert.equal((await scene.inspect(id)).Name, `/${name}`);
  }),

  clause('compat.container.create.any.name-invented', async (scene) => {
    const names = [];
    for (const query of ['', '', '?name=']) {
      names.push((await scene.inspect(await scene.container({}, query))).Name);
    }
    for (const name of names) assert.match(name, /^\/[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
    assert.equal(new Set(names).size, 3, `different names: ${names.join(' ')}`);
  }),

  clause('compat.container.create.400.name-form', async (scene) => {
    for (const bad of ['-dash', '.dot', '_line', 'with space', 'with/slash', 'dollar$', 'ä1']) {
      const query = `?name=${encodeURIComponent(bad)}`;
      const answer = await create(scene, { Image: scene.image, Cmd: ['true'] }, query);
      assert.equal(answer.status, 400, `${bad}: ${answer.status} ${answer.text}`);
    }
  }),

  clause('compat.container.create.400.no-body', async (scene) => {
    const headers = { 'content-type': 'application/json' };
    for (const body of ['', 'not json', '{"Image":']) {
      const path = scene.compat('/containers/create');
      const answer = await scene.send('POST', path, { headers, body });
      assert.equal(answer.status, 400, `body "${body}": ${answer.status} ${answer.text}`);
    }
  }),

  clause('compat.container.create.400.value', async (scene) => {
    const cases: [object, RegExp][] = [
      [{ Mounts: [{ Type: 'volume', Source: 'x' }] }, /target|destination/i],
      [{ Mounts: [{ Type: 'nonsense', Target: '/x' }] }, /nonsense/],
      [{ PortBindings: { '80x/tcp': [{ HostPort: '1' }] } }, /80x|port/],
      [{ PortBindings: { '80/tcp': [{ HostPort: 'many' }] } }, /many|port/],
      [{ LogConfig: { Type: 'nonsense' } }, /nonsense/],
      [{ Memory: 1024 }, /memory/i],
      [{ RestartPolicy: { Name: 'nonsense' } }, /nonsense/],
    ];
    for (const [HostConfig, named] of cases) {
      const answer = await create(scene, { Image: scene.image, Cmd: ['true'], HostConfig });
      const what = `${JSON.stringify(HostConfig)}: ${answer.status} ${answer.text}`;
      assert.equal(answer.status, 400, what);
      assert.match(messageOf(answer), named);
    }
  }),

  clause('compat.container.create.400.no-command', async (scene) => {
    const Image = await ownImage(scene, {});
    for (const body of [{ Image }, { Image, Cmd: [], Entrypoint: [] }]) {
      (await create(scene, body)).expect(400);
    }
  }),

  clause('compat.container.create.404.no-such-image', async (scene) => {
    const Image = `localhost/${scene.name('i')}:latest`;
    const answer = (await create(scene, { Image, Cmd: ['true'] })).expect(404);
    assert.ok(messageOf(answer).includes(Image), `the message names it: ${answer.text}`);
    (await scene.send('GET', scene.compat(`/images/${Image}/json`))).expect(404);
  }),

  clause('compat.container.create.404.platform', async (scene) => {
    const body = { Image: scene.image, Cmd: ['true'] };
    (await create(scene, body, '?platform=linux/s390x')).expect(404);
  }),

  clause('compat.container.create.201.platform-warning', async (scene) => {
    const Image = await ownImage(scene, { architecture: 's390x' });
    const answer = (await create(scene, { Image, Cmd: ['true'] })).expect(201);
    const { Warnings } = answer.json as { Warnings: string[] };
    assert.match(Warnings.join('\n'), /platform|s390x/);
  }),

  clause('compat.container.create.409.name-in-use', async (scene) => {
    const name = scene.name();
    const id = await scene.container({}, `?name=${name}`);
    const Labels = { [name]: '' };
    const body = { Image: scene.image, Cmd: ['true'], Labels };
    const answer = (await create(scene, body, `?name=${name}`)).expect(409);
    const message = messageOf(answer);
    assert.ok(message.includes(name) && message.includes(id), `it names both: ${message}`);
    const query = filters({ label: [name] });
    const list = await scene.send('GET', scene.compat(`/containers/json?all=true&${query}`));
    assert.deepEqual(list.json, []);
  }),

  clause(
    'compat.container.create.any.failed-leaves-nothing',
    async (scene) => {
      const before = { ids: await allIds(scene), volumes: await volumeNames(scene) };
      // Two mounts at one place, beside a volume of the container's own.
      const answer = await create(scene, {
        Image: scene.image,
        Cmd: ['true'],
        Volumes: { '/own': {} },
        HostConfig: { Binds: ['/tmp:/twice', '/etc:/twice'] },
      });
      assert.ok(answer.status >= 400, `${answer.status} ${answer.text}`);
      assert.deepEqual({ ids: await allIds(scene), volumes: await volumeNames(scene) }, before);
    },
    { serial: true },
  ),

  clause('compat.container.create.any.auto-remove', async (scene) => {
    const id = await scene.container({
      Cmd: ['true'],
      Volumes: { '/own': {} },
      HostConfig: { AutoRemove: true },
    });
    const volume = (await scene.inspect(id)).Mounts[0]?.Name;
    assert.ok(volume, 'an anonymous volume');
    const gone = scene.send('POST', scene.compat(`/containers/${id}/wait?condition=removed`));
    (await act(scene, id, 'start')).expect(204);
    (await gone).expect(200, 404);
    (await scene.send('GET', scene.compat(`/containers/${id}/json`))).expect(404);
    assert.ok(!(await volumeExists(scene, volume)), 'its volume is gone');
  }),
];
