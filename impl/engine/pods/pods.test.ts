import assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Conflict, InternalError, NotFound, NotModified } from '../../errors.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import { TestEngine } from '../test-support.ts';
import { defaultSharing } from './config.ts';
import type { PodConfig } from './config.ts';

let host: TestEngine;
before(async () => (host = await TestEngine.open()));
after(() => host.close());

const sleep = ['sleep', '1000'];

/** A pod without a network, infra container included. */
function podConfig(change: Partial<PodConfig> = {}): PodConfig {
  const infra = emptyContainerConfig('libpod');
  return {
    labels: {},
    exitPolicy: 'continue',
    shared: [...defaultSharing],
    sharesParent: true,
    infra: { ...infra, namespaces: { network: { mode: 'none' } } },
    ...change,
  };
}

/** A pod of running containers; returns its id and theirs. */
async function running(count: number, change: Partial<PodConfig> = {}) {
  const { pods } = host.engine;
  const pod = await pods.create(podConfig(change));
  const members: string[] = [];
  for (let made = 0; made < count; made += 1) members.push(await join(pod));
  await pods.start(pod);
  return { pod, members };
}

const join = (pod: string, change: Partial<ContainerConfig> = {}, command = sleep) =>
  host.create(command, { pod, namespaces: {}, stopTimeout: 0, ...change });

const pid = (id: string) => host.containers.view(id).state.pid;
const namespaceOf = (id: string, kind: string) => readlinkSync(`/proc/${pid(id)}/ns/${kind}`);
const stateOf = (id: string) => host.containers.view(id).state.status;

test('members share the namespaces and the control group of the infra container', async () => {
  const { pods } = host.engine;
  const { pod, members } = await running(2);
  const { infra, state, cgroup } = pods.inspect(pod);
  assert.ok(infra && cgroup.path);
  assert.equal(state, 'Running');
  assert.equal(infra.path, '/catatonit');
  for (const id of members) {
    for (const kind of ['ipc', 'net', 'uts'])
      assert.equal(namespaceOf(id, kind), namespaceOf(infra.id, kind), kind);
    assert.notEqual(namespaceOf(id, 'pid'), namespaceOf(infra.id, 'pid'));
    assert.equal(host.containers.view(id).state.cgroupPath, `${cgroup.path}/${id}`);
  }
  await pods.remove(pod, { force: true });
  assert.ok(!pods.exists(pod));
  for (const id of [...members, infra.id]) assert.ok(!host.containers.exists(id));
  for (const { path } of host.engine.runtime.layout.hierarchies)
    assert.ok(!existsSync(`${path}${cgroup.path}`), `${path} is clean`);
});

test('what one member writes to /dev/shm the other one reads', async () => {
  const { pods } = host.engine;
  const pod = await pods.create(podConfig());
  const script = (text: string) => ['sh', '-c', text];
  const writer = await join(pod, {}, script('echo hi > /dev/shm/note; echo wrote; sleep 1000'));
  await pods.start(pod);
  await host.logged(writer, 'wrote');
  const reader = await join(pod, {}, script('cat /dev/shm/note; hostname'));
  await host.containers.start(reader, 'libpod');
  const lines = (await host.output(reader)).split('\n');
  assert.deepEqual(lines, ['hi', pods.inspect(pod).name]);
  await pods.remove(pod, { force: true });
});

test('one failing container does not keep the others from starting', async () => {
  const { pods } = host.engine;
  const pod = await pods.create(podConfig());
  const good = await join(pod);
  const bad = await join(pod, {}, ['/nope']);
  const { errors } = await pods.start(pod);
  assert.equal(errors.length, 1);
  assert.match(errors[0] ?? '', new RegExp(bad));
  assert.equal(stateOf(good), 'running');
  assert.equal(pods.inspect(pod).state, 'Degraded');
  await pods.remove(pod, { force: true });
});

test('pause, unpause, restart, kill and stop work on every container', async () => {
  const { pods } = host.engine;
  const { pod, members } = await running(2);
  const states = () => new Set(pods.inspect(pod).members.map(({ state }) => state));
  await assert.rejects(pods.start(pod), NotModified);
  assert.deepEqual((await pods.pause(pod)).errors, []);
  assert.deepEqual(states(), new Set(['paused']));
  await assert.rejects(pods.stop(pod), NotModified);
  const pids = members.map(pid);
  assert.deepEqual((await pods.restart(pod)).errors, []);
  assert.deepEqual(states(), new Set(['running']));
  assert.ok(members.every((id) => !pids.includes(pid(id))));
  assert.equal((await pods.top(pod, 'pid,comm')).processes.length, 3);
  await pods.kill(pod, 'KILL');
  assert.deepEqual(states(), new Set(['exited']));
  await assert.rejects(pods.kill(pod, 'KILL'), Conflict);
  await assert.rejects(pods.stop(pod), NotModified);
  await assert.rejects(pods.top(pod, ''), InternalError);
  await pods.start(pod);
  assert.deepEqual((await pods.stop(pod, 0)).errors, []);
  assert.deepEqual(states(), new Set(['exited']));
  assert.deepEqual(await pods.prune({}), [{ id: pod }]);
});

test('the infra container goes only with its pod, which goes only with its containers', async () => {
  const { pods } = host.engine;
  const { pod } = await running(1);
  const infra = pods.inspect(pod).infra?.id ?? '';
  const options = { tree: 'libpod', force: true, volumes: true } as const;
  await assert.rejects(host.containers.remove(infra, options), Conflict);
  await assert.rejects(pods.remove(pod, { force: false }), InternalError);
  assert.equal(pods.inspect(pod).state, 'Running');
  await pods.stop(pod, 0);
  assert.deepEqual(
    (await host.containers.prune({})).map(({ id }) => id === infra),
    [false],
    'prune takes the other one only',
  );
  await pods.remove(pod, { force: false });
  assert.ok(!host.containers.exists(infra));
});

test('pods and containers share their names', async () => {
  const { pods } = host.engine;
  const pod = await pods.create(podConfig({ name: 'taken' }));
  await assert.rejects(pods.create(podConfig({ name: 'taken' })), Conflict);
  await assert.rejects(host.create(sleep, { name: 'taken' }), Conflict);
  const container = await host.create(sleep, { name: 'mine' });
  await assert.rejects(pods.create(podConfig({ name: 'mine' })), Conflict);
  await assert.rejects(host.containers.rename(container, 'taken'), Conflict);
  await host.remove(container);
  await pods.remove(pod, { force: false });
});

test('a pod whose infra container cannot be made is not there', async () => {
  const { pods } = host.engine;
  const infra = { ...emptyContainerConfig('libpod'), image: 'localhost/nope' };
  await assert.rejects(pods.create(podConfig({ name: 'half', infra })), NotFound);
  assert.ok(!pods.exists('half'));
  await pods.remove(await pods.create(podConfig({ name: 'half' })), { force: false });
});

test('without an infra container there is nothing to share', async () => {
  const { pods } = host.engine;
  const { infra: _, ...config } = podConfig({ sharesParent: false, shared: [] });
  const pod = await pods.create(config);
  await assert.rejects(pods.start(pod), Conflict);
  await assert.rejects(join(pod, { namespaces: { network: { mode: 'pod' } } }), /pod namespace/);
  const member = await join(pod, { namespaces: { network: { mode: 'none' } } });
  await pods.start(pod);
  assert.equal(stateOf(member), 'running');
  assert.equal(pods.inspect(pod).members.length, 1);
  await pods.remove(pod, { force: true });
});

test('with the exit policy stop the infra container ends with the last member', async () => {
  const { pods } = host.engine;
  const { pod, members } = await running(2, { exitPolicy: 'stop' });
  const infra = pods.inspect(pod).infra?.id ?? '';
  const ended = host.containers.wait(infra, ['exited']).result;
  await host.containers.stop(members[0] ?? '', { tree: 'libpod', timeout: 0 });
  assert.equal(stateOf(infra), 'running');
  await host.containers.stop(members[1] ?? '', { tree: 'libpod', timeout: 0 });
  await ended;
  assert.equal(pods.inspect(pod).state, 'Exited');
  await pods.remove(pod, { force: false });
});

test('two starts, a removal and a create at once: all or nothing is left', async () => {
  const { pods } = host.engine;
  for (let round = 0; round < 4; round += 1) {
    const pod = await pods.create(podConfig());
    await join(pod);
    const verbs = [
      pods.start(pod),
      pods.start(pod),
      join(pod),
      pods.remove(pod, { force: true }),
      pods.remove(pod, { force: true }),
    ];
    await Promise.allSettled(verbs);
    assert.ok(!pods.exists(pod), 'the removal won');
    assert.deepEqual(host.containers.membersOf(pod), []);
  }
  assert.deepEqual(
    readdirSync(`${host.root}/run/oci`).filter((name) => /^\w/.test(name)),
    [],
  );
});
