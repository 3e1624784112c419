import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, tryCreate } from '../../suite/libpod.ts';
import {
  actOn,
  createPod,
  inspectPod,
  memberOf,
  outputIn,
  removePod,
  runningPod,
  tryPod,
} from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';

/** Which namespaces a process is in, as lines `ipc:[4026531839]`. */
const NAMESPACES = 'for kind in ipc net pid uts; do readlink /proc/self/ns/$kind; done';

/** Those kinds of namespaces that two members of a pod share. */
async function shared(scene: Scene, spec: object): Promise<string[]> {
  const { members } = await runningPod(scene, spec, [{}, {}]);
  const [one = [], other = []] = await Promise.all(
    members.map(async (id) => (await outputIn(scene, id, NAMESPACES)).trim().split(/\s+/)),
  );
  return one.filter((link) => other.includes(link)).map((link) => link.replace(/:.*/, ''));
}

export default [
  clause('libpod.pod.create.200.id', async (scene) => {
    const answer = (await tryPod(scene, { name: scene.name('p') })).expect(200, 201);
    assert.match((answer.json as { Id: string }).Id, /^[0-9a-f]{64}$/);
  }),

  clause('libpod.pod.create.200.created', async (scene) => {
    const name = scene.name('p');
    const id = await createPod(scene, { name });
    for (const one of [name, id, id.slice(0, 20)]) {
      const pod = await inspectPod(scene, one);
      assert.deepEqual([pod.Id, pod.Name, pod.State], [id, name, 'Created']);
    }
    const unnamed = await inspectPod(scene, await createPod(scene, { name: undefined }));
    assert.match(unnamed.Name, /^\w+$/);
  }),

  clause('libpod.pod.create.200.infra', async (scene) => {
    const pod = await inspectPod(scene, await createPod(scene));
    assert.ok(pod.CreateInfra);
    assert.deepEqual(
      (pod.Containers ?? []).map(({ Id }) => Id),
      [pod.InfraContainerID],
    );
    const bare = await inspectPod(scene, await createPod(scene, { no_infra: true }));
    assert.ok(!bare.CreateInfra);
    assert.equal(bare.NumContainers, 0);
  }),

  clause('libpod.pod.create.200.shared-namespaces', async (scene) => {
    assert.deepEqual(await shared(scene, {}), ['ipc', 'net', 'uts']);
    assert.deepEqual(await shared(scene, { shared_namespaces: ['pid', 'net'] }), ['net', 'pid']);
  }),

  clause('libpod.pod.create.200.ports', async (scene) => {
    const command = ['httpd', '-f', '-p', '80', '-h', '/var/www'];
    const portmappings = [{ container_port: 80, host_ip: '127.0.0.1' }];
    const { id } = await runningPod(scene, { portmappings }, [{ command }]);
    const infra = (await inspectPod(scene, id)).InfraContainerID ?? '';
    const { Ports } = (await inspectLibpod(scene, infra)).NetworkSettings;
    const port = Ports['80/tcp']?.[0]?.HostPort;
    // The server may not listen yet.
    const once = `wget -qO- http://127.0.0.1:${port}/ && exit; sleep 0.1`;
    const { stdout } = await probe(scene, `for i in $(seq 50); do ${once}; done`, {
      NetworkMode: 'host',
    });
    assert.match(stdout, /Hello from busybox/);
  }),

  clause('libpod.pod.create.200.labels', async (scene) => {
    const labels = { [scene.name('l')]: 'one', other: '' };
    const { Labels } = await inspectPod(scene, await createPod(scene, { labels }));
    assert.deepEqual(Labels, labels);
  }),

  clause('libpod.pod.create.200.hostname', async (scene) => {
    const { members } = await runningPod(scene, { hostname: 'counter' });
    assert.equal((await outputIn(scene, members[0]!, 'hostname')).trim(), 'counter');
    const name = scene.name('p');
    const unnamed = await runningPod(scene, { name });
    assert.equal((await outputIn(scene, unnamed.members[0]!, 'hostname')).trim(), name);
  }),

  clause('libpod.pod.create.200.infra-options', async (scene) => {
    const infra_name = scene.name('infra');
    const infra_command = ['sh', '-c', 'sleep 77', 'infra'];
    const infra = { infra_image: scene.image, infra_command, infra_name };
    const { id } = await runningPod(scene, infra, []);
    const { InfraContainerID } = await inspectPod(scene, id);
    const container = await inspectLibpod(scene, infra_name);
    assert.equal(container.Id, InfraContainerID);
    assert.equal(container.ImageName, scene.image);
    assert.deepEqual([container.Path, ...container.Args].slice(0, 4), infra_command);
  }),

  clause('libpod.pod.create.200.create-command', async (scene) => {
    const pod_create_command = ['podman', 'pod', 'create', '--name', 'web'];
    const { CreateCommand } = await inspectPod(
      scene,
      await createPod(scene, { pod_create_command }),
    );
    assert.deepEqual(CreateCommand, pod_create_command);
  }),

  clause('libpod.pod.create.200.exit-policy', async (scene) => {
    for (const [exit_policy, wanted] of [
      ['stop', 'Exited'],
      ['continue', 'Degraded'],
    ]) {
      const { id, members } = await runningPod(scene, { exit_policy });
      (await scene.send('POST', scene.libpod(`/containers/${members[0]}/kill`))).expect(204);
      await scene.wait(members[0]!);
      const infra = (await inspectPod(scene, id)).InfraContainerID ?? '';
      if (exit_policy === 'stop') await scene.wait(infra);
      assert.equal((await inspectPod(scene, id)).State, wanted, exit_policy);
    }
  }),

  clause('libpod.pod.create.200.restart-policy', async (scene) => {
    const pod = await createPod(scene, { restart_policy: 'on-failure', restart_tries: 2 });
    const policy = async (spec: object) =>
      (await inspectLibpod(scene, await memberOf(scene, pod, spec))).HostConfig.RestartPolicy;
    assert.deepEqual(await policy({}), { Name: 'on-failure', MaximumRetryCount: 2 });
    assert.equal((await policy({ restart_policy: 'always' })).Name, 'always');
  }),

  clause('libpod.pod.create.400.body-malformed', async (scene) => {
    for (const body of ['{"name": ', '{"name": 5}', '{"labels": "x"}']) {
      const headers = { 'content-type': 'application/json' };
      const path = scene.libpod('/pods/create');
      messageOf((await scene.send('POST', path, { body, headers })).expect(400));
    }
  }),

  clause('libpod.pod.create.400.infra-conflict', async (scene) => {
    for (const option of [
      { infra_command: ['sleep', '1'] },
      { infra_image: scene.image },
      { infra_name: 'infra' },
      { shared_namespaces: ['net'] },
      { hostadd: ['a:1.2.3.4'] },
      { dns_server: ['1.1.1.1'] },
    ]) {
      const answer = await tryPod(scene, { name: scene.name('p'), no_infra: true, ...option });
      messageOf(answer.expect(400));
    }
  }),

  clause('libpod.pod.create.400.name', async (scene) => {
    for (const name of ['a/b', '.hidden', 'with space', '-x']) {
      assert.match(messageOf((await tryPod(scene, { name })).expect(400)), /name/);
    }
  }),

  clause('libpod.pod.create.400.share-unknown', async (scene) => {
    const spec = { name: scene.name('p'), shared_namespaces: ['net', 'mount'] };
    assert.match(messageOf((await tryPod(scene, spec)).expect(400)), /mount/);
    assert.equal((await removePod(scene, spec.name)).status, 404, 'there is no pod');
  }),

  clause('libpod.pod.create.409.name-in-use', async (scene) => {
    const name = scene.name('p');
    const id = await createPod(scene, { name });
    assert.match(messageOf((await tryPod(scene, { name })).expect(409)), new RegExp(name));
    assert.equal((await inspectPod(scene, name)).Id, id, 'the first one keeps it');
  }),

  clause('libpod.container.create.404.pod', async (scene) => {
    const pod = scene.name('p');
    const spec = { image: scene.image, command: ['true'], pod };
    assert.match(messageOf((await tryCreate(scene, spec)).expect(404)), new RegExp(pod));
  }),

  clause('libpod.container.create.400.pod-network', async (scene) => {
    const pod = await createPod(scene);
    const container = { image: scene.image, command: ['true'], pod };
    for (const option of [
      { portmappings: [{ container_port: 80 }] },
      { hostadd: ['a:1.2.3.4'] },
      { cni_networks: ['podman'] },
    ]) {
      messageOf((await tryCreate(scene, { ...container, ...option })).expect(400));
    }
    assert.equal((await inspectPod(scene, pod)).NumContainers, 1);
  }),

  clause('libpod.container.remove.409.infra', async (scene) => {
    const pod = await createPod(scene);
    const infra = (await inspectPod(scene, pod)).InfraContainerID ?? '';
    for (const query of ['', '?force=true']) {
      const path = scene.libpod(`/containers/${infra}${query}`);
      messageOf((await scene.send('DELETE', path)).expect(409));
    }
    await createLibpod(scene, { pod: (await inspectPod(scene, pod)).Id, netns: {} });
    await memberOf(scene, pod);
    (await actOn(scene, pod, 'start')).expect(200);
  }),
];
