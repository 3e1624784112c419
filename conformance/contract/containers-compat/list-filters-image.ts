import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf } from '../../suite/containers.ts';
import { chosen, labelled } from '../../suite/lists.ts';

const EXPOSED = { ExposedPorts: { '8080/tcp': {}, '5353/udp': {} } };

export default [
  clause('compat.container.list.any.filter-ancestor', async (scene) => {
    const { label, make } = labelled(scene);
    const repo = `localhost/${scene.name('i')}`;
    const base = await make();
    const commit = scene.compat(`/commit?container=${base}&repo=${repo}&tag=built`);
    scene.defer(() => scene.send('DELETE', scene.compat(`/images/${repo}:built?force=true`)));
    (await scene.send('POST', commit, { json: {} })).expect(201);
    const named = {
      base,
      other: await make({ Image: 'localhost/volume:latest' }),
      built: await make({ Image: `${repo}:built` }),
    };
    const Image = String((await scene.inspect(base))['Image']);
    for (const ancestor of [scene.image, 'localhost/busybox', Image, Image.slice(7, 19)]) {
      const found = await chosen(scene, label, named, { ancestor: [ancestor] });
      assert.deepEqual(found, ['base', 'built'], ancestor);
    }
    const found = await chosen(scene, label, named, { ancestor: [`${repo}:built`] });
    assert.deepEqual(found, ['built']);
  }),

  clause('compat.container.list.any.filter-expose', async (scene) => {
    const { label, make } = labelled(scene);
    const onBridge = { ...EXPOSED, HostConfig: { NetworkMode: 'default' } };
    const named = { exposing: await make(onBridge), other: await make() };
    // Docker looks at the ports of the running container.
    (await act(scene, named.exposing, 'start')).expect(204);
    for (const expose of ['8080', '8080/tcp', '8000-8100/tcp', '5353/udp']) {
      const found = await chosen(scene, label, named, { expose: [expose] });
      assert.deepEqual(found, ['exposing'], expose);
    }
    for (const expose of ['8080/udp', '8081', '9000-9010']) {
      assert.deepEqual(await chosen(scene, label, named, { expose: [expose] }), [], expose);
    }
  }),

  clause('compat.container.list.any.filter-publish', async (scene) => {
    const { label, make } = labelled(scene);
    const HostConfig = {
      NetworkMode: 'default',
      PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    };
    const named = {
      publishing: await make({ ...EXPOSED, HostConfig }),
      exposing: await make(EXPOSED),
    };
    (await act(scene, named.publishing, 'start')).expect(204);
    const { Ports } = (await scene.inspect(named.publishing)).NetworkSettings;
    const port = Number(Ports['8080/tcp']?.[0]?.HostPort);
    for (const publish of [`${port}`, `${port}/tcp`, `${port - 1}-${port + 1}/tcp`]) {
      const found = await chosen(scene, label, named, { publish: [publish] });
      assert.deepEqual(found, ['publishing'], publish);
    }
    for (const publish of [`${port}/udp`, '5353/udp', `${port + 1}`]) {
      assert.deepEqual(await chosen(scene, label, named, { publish: [publish] }), [], publish);
    }
  }),

  clause('compat.container.list.any.filter-health', async (scene) => {
    const { label, make } = labelled(scene);
    const check = (Interval: number, ...Test: string[]) => ({ Test, Interval, Retries: 1 });
    const [soon, hour] = [50e6, 3600e9];
    const named = {
      healthy: await make({ Healthcheck: check(soon, 'CMD', 'true') }),
      unhealthy: await make({ Healthcheck: check(soon, 'CMD', 'false') }),
      starting: await make({ Healthcheck: check(hour, 'CMD', 'true') }),
      none: await make(),
    };
    for (const id of Object.values(named)) (await act(scene, id, 'start')).expect(204);
    for (const health of ['healthy', 'unhealthy'] as const) {
      await eventOf(scene, named[health], `health_status: ${health}`);
    }
    for (const health of Object.keys(named)) {
      assert.deepEqual(await chosen(scene, label, named, { health: [health] }), [health]);
    }
  }),
];
