import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeName } from '../../suite/containers.ts';
import { askForKube, generated, only, onlyContainer } from '../../suite/kube.ts';
import { createLibpod } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

/** A container with a bit of everything, published on a port that nobody uses. */
async function furnished(scene: Scene, name: string): Promise<string> {
  return createLibpod(scene, {
    name,
    netns: { nsmode: 'bridge' },
    command: ['sleep', '1000'],
    env: { A: 'b c' },
    portmappings: [{ container_port: 80, host_port: 47_811, host_ip: '127.0.0.1' }],
    volumes: [{ Name: volumeName(scene), Dest: '/data', Options: ['ro'] }],
    mounts: [{ type: 'bind', source: '/etc', destination: '/host', options: ['rbind', 'ro'] }],
  });
}

export default [
  clause('libpod.kube.generate.200.yaml', async (scene) => {
    const name = scene.name();
    const id = await furnished(scene, name);
    const objects = await generated(scene, [id]);
    const pod = only(objects, 'Pod');
    assert.equal(pod.apiVersion, 'v1');
    const container = onlyContainer(objects);
    assert.equal(container.name, name);
    assert.equal(container.image, scene.image);
    assert.deepEqual(container.command, ['sleep', '1000']);
    assert.deepEqual(container.env?.find((one) => one.name === 'A')?.value, 'b c');
    const [port] = container.ports ?? [];
    assert.deepEqual([port?.containerPort, port?.hostPort], [80, 47_811]);
    const mounts = container.volumeMounts ?? [];
    assert.deepEqual(mounts.map(({ mountPath }) => mountPath).sort(), ['/data', '/host']);
    const named = new Set(pod.spec.volumes?.map((volume) => volume['name']));
    for (const mount of mounts) {
      assert.equal(mount.readOnly, true);
      assert.ok(named.has(mount.name), `the Pod has the volume ${mount.name}`);
    }
  }),

  clause('libpod.kube.generate.200.image-defaults', async (scene) => {
    const id = await createLibpod(scene, { command: [] });
    const objects = await generated(scene, [id]);
    const { restartPolicy = 'Always' } = only(objects, 'Pod').spec;
    assert.match(restartPolicy, /^(Always|OnFailure|Never)$/);
    const container = onlyContainer(objects);
    for (const member of ['command', 'args', 'env', 'workingDir'] as const) {
      assert.equal(container[member], undefined, `no ${member}`);
    }
    assert.equal(container.securityContext?.runAsUser, undefined);
  }),

  clause('libpod.kube.generate.200.security', async (scene) => {
    const id = await createLibpod(scene, {
      user: '1234:4321',
      cap_add: ['CAP_NET_ADMIN'],
      cap_drop: ['CAP_KILL'],
      read_only_filesystem: true,
    });
    const context = onlyContainer(await generated(scene, [id])).securityContext;
    assert.deepEqual([context?.runAsUser, context?.runAsGroup], [1234, 4321]);
    assert.ok(context?.capabilities?.add?.includes('CAP_NET_ADMIN'));
    assert.ok(context?.capabilities?.drop?.includes('CAP_KILL'));
    assert.equal(context?.readOnlyRootFilesystem, true);
    const privileged = await createLibpod(scene, { privileged: true });
    const { securityContext } = onlyContainer(await generated(scene, [privileged]));
    assert.equal(securityContext?.privileged, true);
  }),

  clause(
    'libpod.kube.generate.200.resources',
    async (scene) => {
      const id = await createLibpod(scene, {
        resource_limits: {
          memory: { limit: 64 * 1024 * 1024 },
          cpu: { quota: 50_000, period: 100_000 },
        },
      });
      const { limits } = onlyContainer(await generated(scene, [id])).resources ?? {};
      assert.deepEqual([limits?.['memory'], limits?.['cpu']], ['64Mi', '500m']);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('libpod.kube.generate.200.several', async (scene) => {
    const names = [scene.name(), scene.name()];
    for (const name of names) await createLibpod(scene, { name });
    const { containers } = only(await generated(scene, names), 'Pod').spec;
    assert.deepEqual(
      containers.map(({ name }) => name),
      names,
    );
  }),

  clause('libpod.kube.generate.200.service', async (scene) => {
    const id = await furnished(scene, scene.name());
    const objects = await generated(scene, [id], 'service=true');
    const service = only(objects, 'Service');
    assert.deepEqual(
      service.spec.ports?.map(({ port }) => port),
      [80],
    );
    const { labels = {} } = only(objects, 'Pod').metadata;
    for (const [label, value] of Object.entries(service.spec.selector ?? {})) {
      assert.equal(labels[label], value, 'the Pod is selected');
    }
    const without = await generated(scene, [id], 'service=false');
    assert.deepEqual(
      without.map(({ kind }) => kind),
      ['Pod'],
    );
  }),

  clause('libpod.kube.generate.200.volume', async (scene) => {
    const name = volumeName(scene);
    (await scene.send('POST', scene.libpod('/volumes/create'), { json: { Name: name } })).expect(
      201,
    );
    const claim = only(await generated(scene, [name]), 'PersistentVolumeClaim');
    assert.equal(claim.metadata.name, name);
  }),

  clause('libpod.kube.generate.200.type', async (scene) => {
    const id = await createLibpod(scene);
    const objects = await generated(scene, [id], 'type=deployment&replicas=3');
    const { spec } = only(objects, 'Deployment');
    assert.equal(spec.replicas, 3);
    assert.equal(spec.template?.spec.containers[0]?.image, scene.image);
  }),

  clause('libpod.kube.generate.200.no-trunc', async (scene) => {
    const value = 'long '.repeat(20);
    const id = await createLibpod(scene, { annotations: { remark: value } });
    const told = async (query: string) => {
      const { annotations = {} } = only(await generated(scene, [id], query), 'Pod').metadata;
      return Object.entries(annotations).find(([key]) => key.startsWith('remark/'))?.[1];
    };
    assert.equal(await told('noTrunc=true'), value);
    assert.equal(await told('noTrunc=false'), value.slice(0, 63));
  }),

  clause('libpod.kube.generate.200.podman-only', async (scene) => {
    const name = scene.name();
    await createLibpod(scene, { name, remove: true });
    const told = async (query: string) => {
      const { annotations = {} } = only(await generated(scene, [name], query), 'Pod').metadata;
      return annotations[`io.podman.annotations.autoremove/${name}`];
    };
    assert.equal(await told('podmanOnly=true'), 'TRUE');
    assert.equal(await told('podmanOnly=false'), undefined);
  }),

  clause('libpod.kube.generate.400.names-missing', async (scene) => {
    messageOf((await scene.send('GET', scene.libpod('/generate/kube'))).expect(400));
  }),

  clause('libpod.kube.generate.400.parameters', async (scene) => {
    const id = await createLibpod(scene);
    const answer = (await askForKube(scene, [id], 'service=perhaps')).expect(400);
    assert.match(messageOf(answer), /service/);
  }),

  clause('libpod.kube.generate.500.unknown', async (scene) => {
    const name = scene.name('nobody');
    const message = messageOf((await askForKube(scene, [name])).expect(500));
    assert.ok(message.includes(name), message);
  }),

  clause('libpod.kube.generate-new.200.same', async (scene) => {
    const id = await furnished(scene, scene.name());
    const answer = await scene.send('GET', scene.libpod(`/kube/generate?names=${id}`));
    const without = (text: string) => text.replaceAll(/creationTimestamp.*/g, '');
    const older = (await askForKube(scene, [id])).expect(200).text;
    assert.equal(without(answer.expect(200).text), without(older));
  }),

  clause('libpod.kube.generate-new.400.names-missing', async (scene) => {
    messageOf((await scene.send('GET', scene.libpod('/kube/generate'))).expect(400));
  }),

  clause('libpod.kube.generate-new.500.unknown', async (scene) => {
    const name = scene.name('nobody');
    const path = scene.libpod(`/kube/generate?names=${name}`);
    assert.ok(messageOf((await scene.send('GET', path)).expect(500)).includes(name));
  }),
];
