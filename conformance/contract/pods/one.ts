import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeExists, volumeName } from '../../suite/containers.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { createPod, inspectPod, memberOf, removePod, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';

/** A request of every operation that takes a pod's name. */
const REQUESTS: [operation: string, method: string, path: (name: string) => string][] = [
  ['exists', 'GET', (name) => `${name}/exists`],
  ['inspect', 'GET', (name) => `${name}/json`],
  ['kill', 'POST', (name) => `${name}/kill`],
  ['pause', 'POST', (name) => `${name}/pause`],
  ['remove', 'DELETE', (name) => name],
  ['restart', 'POST', (name) => `${name}/restart`],
  ['start', 'POST', (name) => `${name}/start`],
  ['stats', 'GET', (name) => `stats?namesOrIDs=${name}`],
  ['stop', 'POST', (name) => `${name}/stop`],
  ['top', 'GET', (name) => `${name}/top`],
  ['unpause', 'POST', (name) => `${name}/unpause`],
];

/** Parameters of every operation that has one of a type, with values that are not of it. */
const WRONG: [operation: string, method: string, path: string, wrong: string[]][] = [
  ['remove', 'DELETE', '?', ['force=perhaps']],
  ['stop', 'POST', '/stop?', ['t=soon']],
  ['top', 'GET', '/top?', ['stream=perhaps', 'delay=soon']],
];

async function exists(scene: Scene, path: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.libpod(`${path}/exists`));
  return answer.expect(204, 404).status === 204;
}

export default [
  ...REQUESTS.map(([operation, method, path]) =>
    clause(`libpod.pod.${operation}.404.unknown`, (scene) =>
      unknownNameAnswers404(scene, method, (name) => scene.libpod(`/pods/${path(name)}`)),
    ),
  ),

  ...WRONG.map(([operation, method, path, wrong]) =>
    clause(`libpod.pod.${operation}.400.parameters`, async (scene) => {
      const { id } = await runningPod(scene);
      for (const parameter of wrong) {
        const whole = scene.libpod(`/pods/${id}${path}&${parameter}`);
        const answer = (await scene.send(method, whole)).expect(400);
        const [name = ''] = parameter.split('=');
        assert.ok(messageOf(answer).includes(name), `the message names ${name}: ${answer.text}`);
      }
      assert.equal((await inspectPod(scene, id)).State, 'Running', 'nothing has happened');
    }),
  ),

  clause('libpod.pod.exists.204.found', async (scene) => {
    const name = scene.name('p');
    const id = await createPod(scene, { name });
    for (const one of [name, id, id.slice(0, 20)]) {
      const answer = await scene.send('GET', scene.libpod(`/pods/${one}/exists`));
      assert.equal(answer.expect(204).text, '');
    }
  }),

  clause('libpod.pod.inspect.200.fields', async (scene) => {
    const name = scene.name('p');
    const { id, members } = await runningPod(scene, { name });
    const pod = await inspectPod(scene, name);
    assert.deepEqual([pod.Id, pod.Name, pod.State], [id, name, 'Running']);
    assert.ok(Math.abs(Date.parse(pod.Created) - Date.now()) < 60_000, pod.Created);
    assert.deepEqual(pod.SharedNamespaces?.toSorted(), ['ipc', 'net', 'uts']);
    assert.equal(pod.NumContainers, 2);
    const [member] = (pod.Containers ?? []).filter(({ Id }) => Id !== pod.InfraContainerID);
    const { Name } = await inspectLibpod(scene, members[0]!);
    assert.deepEqual(member, { Id: members[0], Name, State: 'running' });
  }),

  clause('libpod.pod.inspect.200.infra-config', async (scene) => {
    const portmappings = [{ container_port: 80, host_ip: '127.0.0.1', host_port: 18_423 }];
    const pod = await inspectPod(scene, await createPod(scene, { portmappings }));
    assert.ok(pod.Containers?.some(({ Id }) => Id === pod.InfraContainerID));
    assert.deepEqual(pod.InfraConfig?.PortBindings, {
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '18423' }],
    });
    assert.equal(pod.InfraConfig?.Networks?.length, 1);
    assert.equal(pod.InfraConfig?.HostNetwork, false);
    const bare = await inspectPod(scene, await createPod(scene, { no_infra: true }));
    assert.ok(!bare.InfraContainerID && !bare.InfraConfig);
  }),

  clause('libpod.pod.remove.200.removed', async (scene) => {
    const id = await createPod(scene);
    const member = await memberOf(scene, id);
    const infra = (await inspectPod(scene, id)).InfraContainerID;
    const report = (await removePod(scene, id)).expect(200).json as { Id: string; Err: unknown };
    assert.deepEqual([report.Id, report.Err], [id, null]);
    for (const path of [`/pods/${id}`, `/containers/${member}`, `/containers/${infra}`])
      assert.ok(!(await exists(scene, path)), path);
  }),

  clause('libpod.pod.remove.200.infra', async (scene) => {
    const { id } = await runningPod(scene, {}, []);
    (await removePod(scene, id)).expect(200);
    assert.ok(!(await exists(scene, `/pods/${id}`)));
  }),

  clause('libpod.pod.remove.200.force', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [{}, {}]);
    (await removePod(scene, id, 'force=true')).expect(200);
    for (const path of [`/pods/${id}`, ...members.map((one) => `/containers/${one}`)])
      assert.ok(!(await exists(scene, path)), path);
  }),

  clause('libpod.pod.remove.200.volumes', async (scene) => {
    const id = await createPod(scene);
    const named = volumeName(scene);
    const member = await memberOf(scene, id, {
      volumes: [{ Name: named, Dest: '/named' }, { Dest: '/anonymous' }],
    });
    const { Mounts } = await inspectLibpod(scene, member);
    const anonymous = Mounts.find(({ Destination }) => Destination === '/anonymous')?.Name ?? '';
    (await removePod(scene, id)).expect(200);
    assert.ok(!(await volumeExists(scene, anonymous)), 'the anonymous one is gone');
    assert.ok(await volumeExists(scene, named), 'the named one stays');
  }),

  clause('libpod.pod.remove.500.running', async (scene) => {
    const { id, members } = await runningPod(scene);
    messageOf((await removePod(scene, id)).expect(500));
    assert.ok(await exists(scene, `/pods/${id}`));
    assert.equal((await inspectLibpod(scene, members[0]!)).State.Status, 'running');
  }),
];
