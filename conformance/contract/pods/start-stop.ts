import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { STUBBORN, timeOf } from '../../suite/containers.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { actOn, createPod, inspectPod, memberOf, runningPod, statesIn } from '../../suite/pods.ts';
import type { PodReport } from '../../suite/pods.ts';
import type { Answer } from '../../suite/send.ts';
import type { Scene } from '../../suite/scene.ts';

/** A report without errors. */
function isClean(answer: Answer, id: string): void {
  const { Id, Errs } = answer.expect(200).json as PodReport;
  assert.deepEqual([Id, Errs ?? []], [id, []]);
}

/** A report of 409 with an error per failed container. */
function tells(answer: Answer, id: string, failed: number): void {
  const report = answer.expect(409).json as PodReport;
  assert.equal(report.Id, id);
  assert.equal(report.Errs?.length, failed, answer.text);
}

async function statesAre(scene: Scene, id: string, state: string): Promise<void> {
  const states = await statesIn(scene, id);
  assert.deepEqual([...new Set(Object.values(states))], [state], JSON.stringify(states));
}

const pidOf = async (scene: Scene, id: string) => (await inspectLibpod(scene, id)).State.Pid;

/** A pod with one container that can run, and one whose program is not there. */
async function halfBroken(scene: Scene): Promise<{ id: string; good: string }> {
  const id = await createPod(scene);
  const good = await memberOf(scene, id);
  await memberOf(scene, id, { command: ['/not/there'] });
  return { id, good };
}

export default [
  clause('libpod.pod.start.200.started', async (scene) => {
    const id = await createPod(scene);
    await memberOf(scene, id);
    await memberOf(scene, id);
    isClean(await actOn(scene, id, 'start'), id);
    await statesAre(scene, id, 'running');
    (await actOn(scene, id, 'stop?t=0')).expect(200);
    isClean(await actOn(scene, id, 'start'), id);
    await statesAre(scene, id, 'running');
  }),

  clause('libpod.pod.start.200.infra-first', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [{}, {}]);
    const startedAt = async (one: string) => (await inspectLibpod(scene, one)).State.StartedAt;
    const infra = (await inspectPod(scene, id)).InfraContainerID ?? '';
    const first = await startedAt(infra);
    for (const one of members) assert.ok((await startedAt(one)) > first, 'the infra is older');
  }),

  clause('libpod.pod.start.304.already', async (scene) => {
    const { id, members } = await runningPod(scene);
    const pid = await pidOf(scene, members[0]!);
    (await actOn(scene, id, 'start')).expect(304);
    assert.equal(await pidOf(scene, members[0]!), pid, 'it runs on');
  }),

  clause('libpod.pod.start.409.partial', async (scene) => {
    const { id, good } = await halfBroken(scene);
    tells(await actOn(scene, id, 'start'), id, 1);
    assert.equal((await statesIn(scene, id))[good], 'running');
  }),

  clause('libpod.pod.stop.200.stopped', async (scene) => {
    const { id } = await runningPod(scene, {}, [{}, {}]);
    isClean(await actOn(scene, id, 'stop'), id);
    await statesAre(scene, id, 'exited');
  }),

  clause('libpod.pod.stop.200.timeout', async (scene) => {
    const stubborn = { command: STUBBORN, stop_timeout: 20 };
    const { id, members } = await runningPod(scene, {}, [stubborn]);
    await scene.logged(members[0]!, 'ready');
    const took = await timeOf(async () => isClean(await actOn(scene, id, 'stop?t=1'), id));
    assert.ok(took >= 900 && took < 15_000, `${took} ms`);
    assert.equal((await inspectLibpod(scene, members[0]!)).State.ExitCode, 137);
  }),

  clause('libpod.pod.stop.200.partly', async (scene) => {
    const { id, members } = await runningPod(scene);
    const other = await memberOf(scene, id);
    isClean(await actOn(scene, id, 'stop'), id);
    const states = await statesIn(scene, id);
    assert.equal(states[members[0]!], 'exited');
    assert.equal(states[other], 'created');
  }),

  clause('libpod.pod.stop.304.already', async (scene) => {
    const id = await createPod(scene);
    (await actOn(scene, id, 'stop')).expect(304);
    (await actOn(scene, id, 'start')).expect(200);
    (await actOn(scene, id, 'stop?t=0')).expect(200);
    (await actOn(scene, id, 'stop')).expect(304);
  }),

  clause('libpod.pod.stop.409.partial', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [{}, {}]);
    const path = scene.libpod(`/containers/${members[0]}/pause`);
    (await scene.send('POST', path)).expect(204);
    tells(await actOn(scene, id, 'stop?t=0'), id, 1);
    const states = await statesIn(scene, id);
    assert.deepEqual(
      members.map((one) => states[one]),
      ['paused', 'exited'],
    );
  }),

  clause('libpod.pod.restart.200.restarted', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [{}, {}]);
    const path = scene.libpod(`/containers/${members[1]}/kill`);
    const pids = await Promise.all(members.map((one) => pidOf(scene, one)));
    (await scene.send('POST', path)).expect(204);
    await scene.wait(members[1]!);
    isClean(await actOn(scene, id, 'restart'), id);
    await statesAre(scene, id, 'running');
    for (const one of members) assert.ok(!pids.includes(await pidOf(scene, one)), 'a new process');
  }),

  clause('libpod.pod.restart.409.partial', async (scene) => {
    const { id, good } = await halfBroken(scene);
    tells(await actOn(scene, id, 'restart'), id, 1);
    assert.equal((await statesIn(scene, id))[good], 'running');
  }),

  clause('libpod.pod.pause.200.paused', async (scene) => {
    const { id } = await runningPod(scene, {}, [{}, {}]);
    isClean(await actOn(scene, id, 'pause'), id);
    await statesAre(scene, id, 'paused');
  }),

  clause('libpod.pod.unpause.200.unpaused', async (scene) => {
    const { id } = await runningPod(scene, {}, [{}, {}]);
    (await actOn(scene, id, 'pause')).expect(200);
    isClean(await actOn(scene, id, 'unpause'), id);
    await statesAre(scene, id, 'running');
  }),
];
