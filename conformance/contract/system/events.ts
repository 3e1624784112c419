import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters, volumeName } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { createVolume } from '../../suite/objects.ts';
import type { EventMessage, Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';
import { now, past, Watch, watch } from '../../suite/watch.ts';

const ids = (events: EventMessage[]) => events.map(({ Actor }) => Actor.ID);

/** Past events of this test, told at once: Podman 4.3 says nothing when `until` has passed. */
async function kept(scene: Scene, since: number, wanted: Record<string, string[]>) {
  return past(scene, 'libpod', `stream=false&since=${since}&${filters(wanted)}`);
}

/** A container that has lived and is gone. */
async function lifeOf(scene: Scene, name: string, Cmd: string[]): Promise<string> {
  const id = await scene.container({ Cmd }, `?name=${name}`);
  (await scene.send('POST', scene.libpod(`/containers/${id}/start`))).expect(204);
  await scene.settled(id);
  (await scene.send('DELETE', scene.libpod(`/containers/${id}`))).expect(200, 204);
  return id;
}

export default [
  clause('libpod.system.events.200.stream', async (scene) => {
    const name = scene.name();
    const path = scene.libpod(`/events?${filters({ container: [name] })}`);
    const events = new Watch(new Reading(await scene.open('GET', path)));
    const id = await scene.container({}, `?name=${name}`);
    assert.equal((await events.action('create')).Actor.ID, id);
    (await scene.send('POST', scene.libpod(`/containers/${id}/start`))).expect(204);
    await events.action('start');
    assert.ok(!events.reading.ended, 'it goes on');
  }),

  clause('libpod.system.events.200.headers-at-once', async (scene) => {
    const only = filters({ container: [scene.name()] });
    // Nothing happens to a container that is not there: what waits for an event says nothing.
    const response = await scene.open('GET', scene.libpod(`/events?${only}`));
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers['content-type']), /json/);
  }),

  clause('libpod.system.events.200.no-stream', async (scene) => {
    const id = await scene.container();
    const only = filters({ container: [id] });
    const path = scene.libpod(`/events?stream=false&${only}`);
    const events = new Watch(new Reading(await scene.open('GET', path)));
    await events.reading.end(3000);
    assert.deepEqual(ids(events.told).slice(0, 1), [id]);
  }),

  clause('libpod.system.events.200.since', async (scene) => {
    const name = scene.name();
    const since = now();
    const id = await scene.container({}, `?name=${name}`);
    const events = await watch(scene, 'libpod', { container: [name] }, since);
    assert.equal((await events.action('create')).Actor.ID, id);
    (await scene.send('POST', scene.libpod(`/containers/${id}/start`))).expect(204);
    await events.action('start');
    const actions = events.told.map(({ Action }) => Action);
    assert.ok(actions.indexOf('create') < actions.indexOf('start'), actions.join());
    const later = `stream=false&since=${now() + 100}&${filters({ container: [name] })}`;
    assert.deepEqual(await past(scene, 'libpod', later), []);
  }),

  clause('libpod.system.events.200.until', async (scene) => {
    const id = await scene.container();
    const until = now() + 2;
    const path = `/events?since=0&until=${until}&${filters({ container: [id] })}`;
    const stream = new Reading(await scene.open('GET', scene.libpod(path)));
    await stream.until('"create"', 'an event create');
    await stream.end(4000);
    assert.ok(Date.now() >= until * 1000 - 50, 'it did not end before its time');
  }),

  clause('libpod.system.events.200.filter-type', async (scene) => {
    const since = now();
    const volume = volumeName(scene);
    const id = await scene.container();
    await createVolume(scene, 'libpod', { Name: volume });
    const volumes = await kept(scene, since, { type: ['volume'] });
    assert.deepEqual([...new Set(volumes.map(({ Type }) => Type))], ['volume']);
    assert.ok(JSON.stringify(volumes).includes(volume), 'the new volume');
    const containers = await kept(scene, since, { type: ['container'] });
    assert.deepEqual([...new Set(containers.map(({ Type }) => Type))], ['container']);
    assert.ok(ids(containers).includes(id), 'the new container');
  }),

  clause('libpod.system.events.200.filter-event', async (scene) => {
    const since = now();
    const id = await lifeOf(scene, scene.name(), ['true']);
    const found = await kept(scene, since, { container: [id], event: ['died'] });
    assert.deepEqual(
      found.map(({ Action }) => Action),
      ['died'],
    );
  }),

  clause('libpod.system.events.200.filter-container', async (scene) => {
    const since = now();
    const name = scene.name();
    const id = await scene.container({}, `?name=${name}`);
    await scene.container();
    for (const container of [name, id, id.slice(0, 12)]) {
      const found = await kept(scene, since, { container: [container], event: ['create'] });
      assert.deepEqual(ids(found), [id], container);
    }
  }),

  clause('libpod.system.events.200.filter-label', async (scene) => {
    const since = now();
    const label = scene.name('l');
    const red = await scene.container({ Labels: { [label]: 'red' } });
    const blue = await scene.container({ Labels: { [label]: 'blue' } });
    const event = ['create'];
    assert.deepEqual(ids(await kept(scene, since, { event, label: [label] })), [red, blue]);
    assert.deepEqual(ids(await kept(scene, since, { event, label: [`${label}=red`] })), [red]);
  }),

  clause('libpod.system.events.200.filter-image', async (scene) => {
    const image = await ownImage(scene, {});
    const events = await watch(scene, 'libpod', { image: [image] });
    const other = await ownImage(scene, {});
    for (const one of [other, image]) {
      (await scene.send('DELETE', scene.libpod(`/images/${one}`))).expect(200);
    }
    await events.action('untag');
    assert.ok(!events.reading.text.includes(other), 'none of another image');
  }),

  clause('libpod.system.events.200.filter-and-or', async (scene) => {
    const since = now();
    const id = await lifeOf(scene, scene.name(), ['true']);
    const other = await scene.container();
    const found = await kept(scene, since, { container: [id, other], event: ['create', 'died'] });
    assert.deepEqual(
      found.map(({ Action, Actor }) => [Action, Actor.ID]),
      [
        ['create', id],
        ['died', id],
        ['create', other],
      ],
    );
  }),

  clause('libpod.system.events.200.container-life', async (scene) => {
    const since = now();
    const name = scene.name();
    const id = await lifeOf(scene, name, ['sh', '-c', 'exit 3']);
    const found = await kept(scene, since, { container: [id] });
    const life = ['create', 'init', 'start', 'died', 'remove'];
    const actions = found.map(({ Action }) => Action);
    assert.deepEqual(
      actions.filter((action) => life.includes(action)),
      life,
    );
    for (const { Action, Actor } of found) {
      assert.equal(Actor.Attributes['name'], name, Action);
      assert.equal(Actor.Attributes['image'], scene.image, Action);
    }
    const died = found.find(({ Action }) => Action === 'died');
    assert.equal(died?.Actor.Attributes['containerExitCode'], '3');
  }),

  clause('libpod.system.events.200.names', async (scene) => {
    const since = now();
    const id = await lifeOf(scene, scene.name(), ['true']);
    const actions = (await kept(scene, since, { container: [id] })).map(({ Action }) => Action);
    assert.ok(actions.includes('died') && actions.includes('remove'), actions.join());
    assert.ok(!actions.includes('die') && !actions.includes('destroy'), actions.join());
  }),

  clause('libpod.system.events.400.filters', async (scene) => {
    for (const wrong of ['no-json', '["a"]']) {
      const path = `/events?stream=false&filters=${encodeURIComponent(wrong)}`;
      assert.ok(messageOf((await scene.send('GET', scene.libpod(path))).expect(400)), wrong);
    }
  }),

  clause('libpod.system.events.400.parameters', async (scene) => {
    const path = scene.libpod('/events?stream=perhaps');
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /stream/);
  }),

  clause('libpod.system.events.any.since', async (scene) => {
    const answer = await scene.send('GET', scene.libpod('/events?stream=false&since=never-a-time'));
    const [first] = answer.lines as { message?: string }[];
    assert.ok(first?.message, `an error before any event: ${answer.text.slice(0, 300)}`);
  }),
];
