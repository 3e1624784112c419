import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters, volumeName } from '../../suite/containers.ts';
import { createVolume } from '../../suite/objects.ts';
import type { EventMessage, Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';
import { now, past, Watch, watch } from '../../suite/watch.ts';

async function remove(scene: Scene, id: string): Promise<void> {
  (await scene.send('DELETE', scene.compat(`/containers/${id}`))).expect(204);
}

/** Names of a container's events without those that only one engine tells. */
function life(events: EventMessage[]): string[] {
  const known = ['create', 'start', 'die', 'destroy'];
  return events.map(({ Action }) => Action).filter((action) => known.includes(action));
}

export default [
  clause('compat.system.events.200.headers-first', async (scene) => {
    const only = filters({ container: [scene.name()] });
    // Nothing happens to a container that is not there: what waits for an event says nothing.
    const response = await scene.open('GET', scene.compat(`/events?${only}`));
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers['content-type']), /json/);
  }),

  clause('compat.system.events.200.shape', async (scene) => {
    const events = await watch(scene, 'compat', { type: ['container'] });
    const id = await scene.container();
    const event = await events.until(({ Actor }) => Actor.ID === id, 'of the new container');
    assert.deepEqual([event.Type, event.Action], ['container', 'create']);
    assert.ok(Math.abs(event.time * 1000 - Date.now()) < 5000, 'time is in seconds');
    assert.equal(Math.floor(event.timeNano / 1e9), event.time);
  }),

  clause('compat.system.events.200.container-life', async (scene) => {
    const name = scene.name();
    const events = await watch(scene, 'compat', { container: [name] });
    const Cmd = ['sh', '-c', 'exit 3'];
    const id = await scene.container({ Cmd, Labels: { role: 'witness' } }, `?name=${name}`);
    (await scene.send('POST', scene.compat(`/containers/${id}/start`))).expect(204);
    await scene.settled(id);
    await remove(scene, id);
    await events.action('destroy');
    assert.deepEqual(life(events.told), ['create', 'start', 'die', 'destroy']);
    for (const { Action, Actor } of events.told) {
      assert.equal(Actor.ID, id, Action);
      assert.equal(Actor.Attributes['name'], name, Action);
      assert.equal(Actor.Attributes['image'], scene.image, Action);
      assert.equal(Actor.Attributes['role'], 'witness', Action);
    }
    assert.equal((await events.action('die')).Actor.Attributes['exitCode'], '3');
  }),

  clause('compat.system.events.200.old-members', async (scene) => {
    const name = scene.name();
    const events = await watch(scene, 'compat', { container: [name] });
    const id = await scene.container({}, `?name=${name}`);
    const event = (await events.action('create')) as EventMessage & Record<string, unknown>;
    assert.deepEqual([event['status'], event['id'], event['from']], ['create', id, scene.image]);
  }),

  clause('compat.system.events.200.new-only', async (scene) => {
    const before = await scene.container();
    // With `until` but without `since` Docker tells what is kept, too.
    const stream = await scene.open('GET', scene.compat('/events'));
    const events = new Watch(new Reading(stream));
    const after = await scene.container();
    await events.until(({ Actor }) => Actor.ID === after, 'of the second container');
    assert.ok(!events.told.some(({ Actor }) => Actor.ID === before), 'nothing of the first one');
  }),

  clause('compat.system.events.any.since', async (scene) => {
    const names = [scene.name(), scene.name(), scene.name()];
    const make = (at: number) => scene.container({}, `?name=${names[at]}`);
    const since = now();
    const first = await make(0);
    const wanted = { container: names, event: ['create'] };
    const events = await watch(scene, 'compat', wanted, since);
    await events.until(({ Actor }) => Actor.ID === first, 'of the past');
    const second = await make(1);
    await events.until(({ Actor }) => Actor.ID === second, 'of now');
    const third = await make(2);
    await events.until(({ Actor }) => Actor.ID === third, 'of now');
    assert.deepEqual(
      events.told.map(({ Actor }) => Actor.ID),
      [first, second, third],
    );
  }),

  clause('compat.system.events.any.until', async (scene) => {
    const id = await scene.container();
    const only = filters({ container: [id] });
    const until = now() + 2;
    const stream = new Reading(
      await scene.open('GET', scene.compat(`/events?since=0&until=${until}&${only}`)),
    );
    await stream.until('"create"', 'an event create');
    await stream.end(4000);
    assert.ok(Date.now() >= until * 1000 - 50, 'it did not end before its time');
    const kept = await past(scene, 'compat', `since=0&until=${now()}&${only}`);
    assert.equal(kept[0]?.Actor.ID, id, 'a time that has passed brings what is kept');
  }),

  clause('compat.system.events.any.filters', async (scene) => {
    const name = scene.name();
    const volume = volumeName(scene);
    const since = now();
    const id = await scene.container({}, `?name=${name}`);
    await createVolume(scene, 'compat', { Name: volume });
    await scene.container({ Image: scene.image });
    const found = async (wanted: Record<string, string[]>) =>
      past(scene, 'compat', `since=${since}&until=${now() + 1}&${filters(wanted)}`);
    for (const container of [name, id, id.slice(0, 12)]) {
      const events = await found({
        type: ['container'],
        event: ['create'],
        container: [container],
      });
      assert.deepEqual(
        events.map(({ Actor }) => Actor.ID),
        [id],
        container,
      );
    }
    const ofVolume = await found({ volume: [volume] });
    assert.deepEqual(
      ofVolume.map(({ Type, Action }) => [Type, Action]),
      [['volume', 'create']],
    );
    assert.deepEqual(await found({ type: ['volume'], container: [name] }), [], 'all have to pass');
    const ofImage = await found({ type: ['container'], image: [scene.image] });
    assert.ok(
      ofImage.some(({ Actor }) => Actor.ID === id),
      'events of the image’s containers',
    );
  }),

  clause('compat.system.events.any.filter-label', async (scene) => {
    const label = scene.name('l');
    const events = await watch(scene, 'compat', { label: [`${label}=red`], event: ['create'] });
    const all = await watch(scene, 'compat', { label: [label], event: ['create'] });
    const blue = await scene.container({ Labels: { [label]: 'blue' } });
    const red = await scene.container({ Labels: { [label]: 'red' } });
    await all.until(({ Actor }) => Actor.ID === red, 'of the red one');
    await events.until(({ Actor }) => Actor.ID === red, 'of the red one');
    const ids = (watched: Watch) => watched.told.map(({ Actor }) => Actor.ID);
    assert.deepEqual([ids(events), ids(all)], [[red], [blue, red]]);
  }),

  clause('compat.system.events.any.filters-both-forms', async (scene) => {
    const since = now();
    const name = scene.name();
    const id = await scene.container({}, `?name=${name}`);
    for (const container of [[name], { [name]: true }]) {
      const events = await watch(scene, 'compat', { container }, since);
      assert.equal((await events.action('create')).Actor.ID, id);
    }
  }),

  clause('compat.system.events.any.stream', async (scene) => {
    const id = await scene.container();
    const only = filters({ container: [id] });
    const path = scene.compat(`/events?stream=false&since=0&${only}`);
    const events = new Watch(new Reading(await scene.open('GET', path)));
    await events.reading.end(3000);
    assert.equal(events.told[0]?.Actor.ID, id);
  }),

  clause('compat.system.events.400.time', async (scene) => {
    for (const times of [`since=never-a-time&until=${now()}`, 'since=0&until=never-a-time']) {
      const path = scene.compat(`/events?${times}`);
      const answer = (await scene.send('GET', path)).expect(400);
      assert.ok(messageOf(answer).length > 0, times);
    }
  }),

  clause('compat.system.events.400.since-after-until', async (scene) => {
    const path = scene.compat(`/events?since=${now()}&until=${now() - 100}`);
    (await scene.send('GET', path)).expect(400);
  }),

  clause('compat.system.events.400.filters', async (scene) => {
    const path = scene.compat(`/events?until=${now()}&filters=no-json`);
    assert.ok(messageOf((await scene.send('GET', path)).expect(400)).length > 0);
  }),
];
