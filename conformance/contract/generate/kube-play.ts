import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import {
  generated,
  kubeContainer,
  only,
  play,
  playContexts,
  podObject,
  takeDown,
  tryPlay,
} from '../../suite/kube.ts';
import type { KubeObject, Played } from '../../suite/kube.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { subnetPrefix } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

interface PodInspected {
  Id: string;
  Name: string;
  State: string;
  Containers: { Id: string; Name: string; State: string }[];
}

async function inspectPod(scene: Scene, name: string): Promise<PodInspected> {
  const answer = await scene.send('GET', scene.libpod(`/pods/${name}/json`));
  return answer.expect(200).json as PodInspected;
}

async function podExists(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.libpod(`/pods/${name}/exists`));
  return answer.expect(204, 404).status === 204;
}

/** A workload whose template is the Pod's. */
function workload(kind: string, pod: KubeObject, rest: object = {}): KubeObject {
  const { metadata, spec } = pod;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: metadata.name },
    spec: { template: { metadata, spec: { ...spec, restartPolicy: 'Always' } }, ...rest },
  } as unknown as KubeObject;
}

export default [
  clause('libpod.kube.play.200.report', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    pod.spec.containers.push(kubeContainer(scene, { name: 'other' }));
    const report = await play(scene, [pod], 'network=none&start=false');
    assert.equal(report.Pods.length, 1);
    const [made] = report.Pods;
    const told = await inspectPod(scene, pod.metadata.name);
    assert.equal(made?.ID, told.Id);
    assert.equal(made.Containers.length, 2);
    for (const id of made.Containers) assert.ok(told.Containers.some((one) => one.Id === id));
  }),

  clause('libpod.kube.play.200.pod', async (scene) => {
    const pod = podObject(scene, scene.name('p'), {
      command: ['sleep'],
      args: ['1000'],
      env: [{ name: 'A', value: 'b c' }],
      workingDir: '/tmp',
      ports: [{ containerPort: 80, hostPort: 47_812, hostIP: '127.0.0.1' }],
    });
    const { Pods } = await play(scene, [pod], 'start=false');
    const { Config, Path, Args, ImageName } = await inspectLibpod(
      scene,
      Pods[0]?.Containers[0] ?? '',
    );
    assert.deepEqual([Path, ...Args], ['sleep', '1000']);
    assert.ok(Config.Env.includes('A=b c'));
    assert.deepEqual([Config.WorkingDir, ImageName], ['/tmp', scene.image]);
    const [port] = onlyPorts(await generated(scene, [pod.metadata.name]));
    assert.deepEqual([port?.containerPort, port?.hostPort], [80, 47_812]);
  }),

  clause('libpod.kube.play.200.names', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const { Pods } = await play(scene, [pod], 'network=none&start=false');
    const { Name } = await inspectLibpod(scene, Pods[0]?.Containers[0] ?? '');
    assert.equal(Name, `${pod.metadata.name}-main`);
  }),

  clause('libpod.kube.play.200.deployment', async (scene) => {
    const deployment = workload('Deployment', podObject(scene, scene.name('p')), { replicas: 1 });
    const { Pods } = await play(scene, [deployment]);
    const told = await inspectPod(scene, Pods[0]?.ID ?? '');
    assert.ok(told.Name.startsWith(`${deployment.metadata.name}-pod`), told.Name);
    assert.equal(told.State, 'Running');
  }),

  clause('libpod.kube.play.200.daemon-set', async (scene) => {
    const set = workload('DaemonSet', podObject(scene, scene.name('p')));
    const { Pods } = await play(scene, [set], 'network=none&start=false');
    const told = await inspectPod(scene, Pods[0]?.ID ?? '');
    assert.equal(told.Name, `${set.metadata.name}-pod`);
  }),

  clause('libpod.kube.play.200.unknown-kind', async (scene) => {
    const pod = podObject(scene, scene.name('p'), { nonsense: { a: 1 } }, { nonsense: [] });
    const other = { apiVersion: 'example.org/v1', kind: 'Nonsense', metadata: { name: 'x' } };
    const { Pods } = await play(scene, [other, pod, other], 'network=none&start=false');
    assert.equal(Pods.length, 1);
  }),

  clause('libpod.kube.play.200.start', async (scene) => {
    const state = async (query: string) => {
      const pod = podObject(scene, scene.name('p'));
      const { Pods } = await play(scene, [pod], query);
      return (await inspectLibpod(scene, Pods[0]?.Containers[0] ?? '')).State.Status;
    };
    assert.equal(await state('network=none'), 'running');
    assert.equal(await state('network=none&start=true'), 'running');
    assert.match(await state('network=none&start=false'), /^(created|configured)$/);
  }),

  clause('libpod.kube.play.200.network', async (scene) => {
    const { name } = await network(scene, `${subnetPrefix()}.0/24`);
    const pod = podObject(scene, scene.name('p'));
    await play(scene, [pod], `network=${name}`);
    const { Containers } = await inspectPod(scene, pod.metadata.name);
    const infra = Containers.find((one) => one.Name.endsWith('-infra'));
    const { NetworkSettings } = await inspectLibpod(scene, infra?.Id ?? '');
    assert.deepEqual(Object.keys(NetworkSettings.Networks), [name]);
  }),

  clause('libpod.kube.play.200.publish', async (scene) => {
    const ports = [{ containerPort: 80, hostPort: 47_813 }];
    const pod = podObject(scene, scene.name('p'), { ports });
    const query = 'start=false&publishPorts=127.0.0.1:47814:80&publishPorts=47815:81/udp';
    await play(scene, [pod], query);
    const told = onlyPorts(await generated(scene, [pod.metadata.name])).map(
      ({ containerPort, hostPort, protocol = 'TCP' }) => `${hostPort}:${containerPort}/${protocol}`,
    );
    assert.deepEqual(told.toSorted(), ['47814:80/TCP', '47815:81/UDP']);
  }),

  clause('libpod.kube.play.200.static-ip', async (scene) => {
    const prefix = subnetPrefix();
    const { name } = await network(scene, `${prefix}.0/24`);
    const pod = podObject(scene, scene.name('p'));
    const query = `network=${name}&staticIPs=${prefix}.77&staticMACs=92:d0:c6:0a:29:35`;
    await play(scene, [pod], query);
    const { Containers } = await inspectPod(scene, pod.metadata.name);
    const infra = Containers.find((one) => one.Name.endsWith('-infra'));
    const { NetworkSettings } = await inspectLibpod(scene, infra?.Id ?? '');
    const { IPAddress, MacAddress } = NetworkSettings.Networks[name] ?? {};
    assert.deepEqual([IPAddress, MacAddress], [`${prefix}.77`, '92:d0:c6:0a:29:35']);
  }),

  clause('libpod.kube.play.200.replace', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const [first] = (await play(scene, [pod])).Pods;
    const [second] = (await play(scene, [pod], 'network=none&replace=true')).Pods;
    assert.notEqual(first?.ID, second?.ID);
    assert.equal((await inspectPod(scene, pod.metadata.name)).Id, second?.ID);
  }),

  clause('libpod.kube.generate.200.pod', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    pod.spec.containers.push(kubeContainer(scene, { name: 'other' }));
    await play(scene, [pod], 'network=none&start=false');
    const made = only(await generated(scene, [pod.metadata.name]), 'Pod');
    assert.equal(made.metadata.name, pod.metadata.name);
    const names = made.spec.containers.map(({ name }) => name);
    assert.equal(names.length, 2, `without the infra container: ${names.join(', ')}`);
    assert.ok(names.some((name) => name.endsWith('main')));
    assert.ok(names.some((name) => name.endsWith('other')));
  }),

  clause('libpod.kube.generate.200.replayable', async (scene) => {
    const pod = podObject(scene, scene.name('p'), { env: [{ name: 'A', value: 'yes' }] });
    await play(scene, [pod], 'network=none&start=false');
    const first = only(await generated(scene, [pod.metadata.name]), 'Pod');
    (await scene.send('DELETE', scene.libpod(`/pods/${pod.metadata.name}?force=true`))).expect(200);
    await play(scene, [first], 'network=none&start=false');
    const second = only(await generated(scene, [pod.metadata.name]), 'Pod');
    const { name: _, ...container } = first.spec.containers[0] ?? {};
    const { name: __, ...again } = second.spec.containers[0] ?? {};
    assert.deepEqual(again, container);
  }),

  clause('libpod.kube.generate.500.in-pod', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const { Pods } = await play(scene, [pod], 'network=none&start=false');
    const path = scene.libpod(`/generate/kube?names=${Pods[0]?.Containers[0]}`);
    messageOf((await scene.send('GET', path)).expect(500));
  }),

  clause('libpod.kube.play.400.parameters', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    for (const parameter of ['start=perhaps', 'tlsVerify=perhaps']) {
      const message = messageOf((await tryPlay(scene, [pod], parameter)).expect(400));
      assert.ok(message.includes(parameter.split('=')[0] ?? ''), message);
    }
    assert.equal(await podExists(scene, pod.metadata.name), false, 'nothing was made');
  }),

  clause('libpod.kube.play.200.publish-all', async (scene) => {
    const ports = [{ containerPort: 47_813 }];
    const published = async (query: string) => {
      const pod = podObject(scene, scene.name('p'), { ports });
      (await tryPlay(scene, [pod], `start=false&${query}`, '5.0.0')).expect(200);
      const { containers } = only(await generated(scene, [pod.metadata.name]), 'Pod').spec;
      return (containers[0]?.ports ?? []).map(({ hostPort }) => hostPort);
    };
    assert.deepEqual(await published('publishAllPorts=true'), [47_813]);
    assert.deepEqual(await published('publishAllPorts=false'), []);
  }),

  clause('libpod.kube.play.200.service-container', async (scene) => {
    const pods = ['one', 'two'].map((name) => podObject(scene, scene.name(name)));
    const { ServiceContainerID: id } = await play(
      scene,
      pods,
      'network=none&serviceContainer=true',
    );
    scene.defer(() => scene.send('DELETE', scene.libpod(`/containers/${id}?force=true`)));
    assert.equal((await inspectLibpod(scene, id)).State.Status, 'running');
    const [first, second] = pods.map(({ metadata }) => metadata.name);
    const stop = (name: string) => scene.send('POST', scene.libpod(`/pods/${name}/stop`));
    (await stop(first ?? '')).expect(200);
    assert.equal((await inspectLibpod(scene, id)).State.Status, 'running');
    const ended = scene.wait(id);
    (await stop(second ?? '')).expect(200);
    await ended;
    const path = scene.compat(`/containers/${id}/wait?condition=removed`);
    const removed = scene.send('POST', path);
    (await takeDown(scene, pods)).expect(200);
    (await removed).expect(200, 404);
    assert.equal((await scene.send('GET', scene.libpod(`/containers/${id}/exists`))).status, 404);
  }),

  clause('libpod.kube.play.200.build', async (scene) => {
    const [name, other] = [scene.name('image'), scene.name('image')];
    const image = `localhost/${name}:v1`;
    scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${image}?force=true`)));
    const pod = podObject(scene, scene.name('p'), { image, imagePullPolicy: 'Never' });
    const label = async (value: string, query: string) => {
      const text = `FROM ${scene.image}\nLABEL is=${value}\n`;
      const contexts = { [`${name}/Containerfile`]: text };
      const { Pods } = (
        await playContexts(scene, [pod], contexts, `network=none&start=false&${query}`)
      ).expect(200).json as Played;
      const { Config } = await inspectLibpod(scene, Pods[0]?.Containers[0] ?? '');
      (await takeDown(scene, [pod])).expect(200);
      return Config.Labels?.['is'];
    };
    assert.equal(await label('first', ''), 'first');
    assert.equal(await label('second', ''), 'first', 'it is there');
    assert.equal(await label('second', 'build=true'), 'second');
    const missing = podObject(scene, scene.name('p'), {
      image: `localhost/${other}`,
      imagePullPolicy: 'Never',
    });
    const contexts = { [`${other}/Containerfile`]: `FROM ${scene.image}\n` };
    (await playContexts(scene, [missing], contexts, 'network=none&build=false')).expect(500);
  }),

  clause('libpod.kube.play.500.service-start', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const answer = await tryPlay(scene, [pod], 'serviceContainer=true&start=false&network=none');
    messageOf(answer.expect(500));
    assert.ok(!(await podExists(scene, pod.metadata.name)));
  }),

  clause('libpod.kube.play.400.static-ip', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    for (const parameter of ['staticIPs=10.0.0', 'staticMACs=92:d0']) {
      messageOf((await tryPlay(scene, [pod], parameter)).expect(400));
    }
  }),

  clause('libpod.kube.play.500.bad-yaml', async (scene) => {
    for (const body of ['{', 'a: b: c', '\tx: 1']) {
      const answer = await scene.send('POST', scene.libpod('/play/kube'), { body });
      messageOf(answer.expect(500));
    }
  }),

  clause('libpod.kube.play.500.nothing-to-play', async (scene) => {
    for (const kind of ['Nonsense', 'ConfigMap']) {
      const answer = await tryPlay(scene, [{ apiVersion: 'v1', kind, metadata: { name: 'x' } }]);
      messageOf(answer.expect(500));
    }
  }),

  clause('libpod.kube.play.500.wrong-type', async (scene) => {
    const pod = podObject(scene, scene.name('p'), { command: 'sleep 1000' });
    const message = messageOf((await tryPlay(scene, [pod], 'network=none')).expect(500));
    assert.match(message, /Kube Pod/);
  }),

  clause('libpod.kube.play.500.name-in-use', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const [made] = (await play(scene, [pod])).Pods;
    const message = messageOf((await tryPlay(scene, [pod], 'network=none')).expect(500));
    assert.ok(message.includes(pod.metadata.name), message);
    assert.equal((await inspectPod(scene, pod.metadata.name)).Id, made?.ID);
  }),

  clause('libpod.kube.play-new.200.pod', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    scene.defer(() => scene.send('DELETE', scene.libpod(`/pods/${pod.metadata.name}?force=true`)));
    const path = scene.libpod('/kube/play?network=none&start=false');
    const body = JSON.stringify(pod);
    const headers = { 'content-type': 'application/x-yaml' };
    const { Pods } = (await scene.send('POST', path, { headers, body })).expect(200).json as Played;
    const { Id, Containers } = await inspectPod(scene, pod.metadata.name);
    assert.deepEqual(
      Pods.map(({ ID }) => ID),
      [Id],
    );
    assert.equal(Containers.length, 2);
  }),

  clause('libpod.kube.play-new.500.bad-yaml', async (scene) => {
    const answer = await scene.send('POST', scene.libpod('/kube/play'), { body: '{' });
    messageOf(answer.expect(500));
  }),
];

function onlyPorts(objects: readonly KubeObject[]) {
  return only(objects, 'Pod').spec.containers[0]?.ports ?? [];
}

/** A network of this test's own. */
async function network(scene: Scene, subnet: string): Promise<{ name: string }> {
  const name = scene.name('n');
  const json = { name, driver: 'bridge', subnets: [{ subnet }] };
  (await scene.send('POST', scene.libpod('/networks/create'), { json })).expect(200);
  scene.defer(() => scene.send('DELETE', scene.libpod(`/networks/${name}?force=true`)));
  return { name };
}
