import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, listLibpod, tryCreate } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

const none = { nsmode: 'none' };

/** Options that exclude each other. */
const CONFLICTS = [
  { rootfs: '/tmp' },
  { hostname: 'other', utsns: { nsmode: 'host' } },
  { init: true, systemd: 'always' },
];

/** What is there that a create could leave behind, of a label or name of this test. */
async function remains(scene: Scene, label: string, name: string) {
  const containers = await listLibpod(scene, { label: [label] }, 'all=true');
  const volumes = scene.libpod(`/volumes/json?${filters({ name: [name] })}`);
  return [containers.length, ((await scene.send('GET', volumes)).json as unknown[] | null) ?? []];
}

export default [
  clause('libpod.container.create.201.id', async (scene) => {
    const body = { image: scene.image, command: ['true'], netns: none };
    const answer = (await tryCreate(scene, body)).expect(201);
    const { Id, Warnings } = answer.json as { Id: string; Warnings: string[] };
    assert.match(Id, /^[0-9a-f]{64}$/);
    assert.deepEqual(Warnings, []);
  }),

  clause('libpod.container.create.201.created', async (scene) => {
    const id = await createLibpod(scene);
    const { Name, State } = await inspectLibpod(scene, id);
    assert.deepEqual([State.Status, State.Running, State.Pid], ['created', false, 0]);
    assert.equal((await inspectLibpod(scene, Name)).Id, id);
  }),

  clause('libpod.container.create.201.name-given', async (scene) => {
    const name = `${scene.name()}_a.B-9`;
    const id = await createLibpod(scene, { name });
    const told = await inspectLibpod(scene, name);
    assert.deepEqual([told.Id, told.Name], [id, name]);
  }),

  clause('libpod.container.create.201.name-random', async (scene) => {
    const names = [];
    for (const spec of [{}, {}, { name: '' }]) {
      names.push((await inspectLibpod(scene, await createLibpod(scene, spec))).Name);
    }
    for (const name of names) assert.match(name, /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
    assert.equal(new Set(names).size, 3, `different names: ${names.join(' ')}`);
  }),

  clause('libpod.container.create.400.body-malformed', async (scene) => {
    const headers = { 'content-type': 'application/json' };
    const bodies = ['', 'not json', '{"image":', '{"command":"text"}', '{"terminal":"yes"}'];
    for (const body of bodies) {
      const path = scene.libpod('/containers/create');
      const answer = await scene.send('POST', path, { headers, body });
      assert.equal(answer.status, 400, `body ${body}: ${answer.status} ${answer.text}`);
    }
  }),

  clause('libpod.container.create.400.no-image-no-rootfs', async (scene) => {
    messageOf((await tryCreate(scene, { command: ['true'], netns: none })).expect(400));
  }),

  clause('libpod.container.create.400.conflicting-options', async (scene) => {
    for (const conflict of CONFLICTS) {
      const body = { image: scene.image, command: ['true'], netns: none, ...conflict };
      const answer = await tryCreate(scene, body);
      assert.equal(answer.status, 400, `${JSON.stringify(conflict)}: ${answer.text}`);
    }
  }),

  clause('libpod.container.create.404.image', async (scene) => {
    const image = `localhost/${scene.name('i')}:latest`;
    const answer = (await tryCreate(scene, { image, netns: none })).expect(404);
    assert.ok(messageOf(answer).includes(image), `the message names it: ${answer.text}`);
  }),

  clause('libpod.container.create.409.name-in-use', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, { name });
    const body = { image: scene.image, command: ['true'], netns: none, name };
    const message = messageOf((await tryCreate(scene, body)).expect(409));
    assert.ok(message.includes(name) && message.includes(id), `it names both: ${message}`);
  }),

  clause('libpod.container.create.any.nothing-left', async (scene) => {
    const [name, label, volume] = [scene.name(), scene.name('l'), scene.name('v')];
    const body = {
      image: scene.image,
      command: ['true'],
      netns: none,
      name,
      labels: { [label]: '' },
      volumes: [{ Name: volume, Dest: '/data' }],
    };
    const answer = await tryCreate(scene, { ...body, cap_add: ['CAP_NONSENSE'] });
    assert.ok(answer.status >= 400, `${answer.status} ${answer.text}`);
    assert.deepEqual(await remains(scene, label, volume), [0, []]);
    const { volumes: _, ...plain } = body;
    await createLibpod(scene, plain);
  }),

  clause('libpod.container.create.201.warnings', async (scene) => {
    const portmappings = [{ container_port: 80, host_port: 8080 }];
    const body = { image: scene.image, netns: { nsmode: 'none' }, portmappings };
    const { Warnings } = (await tryCreate(scene, body)).expect(201).json as { Warnings: string[] };
    assert.match(Warnings.join('\n'), /port mappings have been discarded/i);
  }),
];
