import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createPod, inspectPod, memberOf, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';

interface Top {
  Titles: string[];
  Processes: string[][];
}

interface Stats {
  CPU: string;
  MemUsage: string;
  Mem: string;
  NetIO: string;
  BlockIO: string;
  PIDS: string;
  Pod: string;
  CID: string;
  Name: string;
}

async function ask(scene: Scene, id: string, query = '') {
  return scene.send('GET', scene.libpod(`/pods/${id}/top?${query}`));
}

async function top(scene: Scene, id: string, query = ''): Promise<Top> {
  return (await ask(scene, id, query)).expect(200).json as Top;
}

async function stats(scene: Scene, query: string): Promise<Stats[]> {
  const answer = await scene.send('GET', scene.libpod(`/pods/stats?${query}`));
  return answer.expect(200).json as Stats[];
}

/** A container of one shell, which has written `ready` once its name is its own. */
const waiting = (name: string) => ({
  command: ['sh', '-c', 'mkfifo /fifo; echo ready; read line < /fifo', name],
});

const short = (ids: readonly string[]) => ids.map((id) => id.slice(0, 12)).toSorted();
const cids = (figures: readonly Stats[]) => figures.map(({ CID }) => CID).toSorted();

/** Every container of a pod. */
async function containersOf(scene: Scene, id: string): Promise<string[]> {
  return ((await inspectPod(scene, id)).Containers ?? []).map(({ Id }) => Id);
}

export default [
  clause('libpod.pod.top.200.table', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [waiting('one'), waiting('two')]);
    for (const member of members) await scene.logged(member, 'ready');
    const { Titles, Processes } = await top(scene, id);
    for (const row of Processes) assert.equal(row.length, Titles.length, row.join('|'));
    const commands = Processes.map((row) => row[Titles.indexOf('COMMAND')] ?? '');
    assert.ok(commands.length >= 3, 'the infra container is there too');
    for (const name of ['one', 'two'])
      assert.ok(
        commands.some((command) => command.trimEnd().endsWith(` ${name}`)),
        name,
      );
  }),

  clause('libpod.pod.top.200.descriptors', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [waiting('one')]);
    await scene.logged(members[0]!, 'ready');
    const { Titles, Processes } = await top(scene, id, 'ps_args=pid,comm');
    assert.deepEqual(Titles, ['PID', 'COMMAND']);
    assert.ok(Processes.some(([pid, command]) => pid === '1' && command === 'sh'));
  }),

  clause('libpod.pod.top.200.default-once', async (scene) => {
    const { id } = await runningPod(scene);
    assert.equal((await ask(scene, id)).expect(200).lines.length, 1);
  }),

  clause('libpod.pod.top.200.stream', async (scene) => {
    const { id } = await runningPod(scene);
    const path = scene.libpod(`/pods/${id}/top?stream=true&delay=1`);
    const stream = new Reading(await scene.open('GET', path));
    await stream.until((text) => text.split('Titles').length > 2, 'two tables');
    assert.ok(!stream.ended);
    stream.leave();
  }),

  clause('libpod.pod.top.400.delay', async (scene) => {
    const { id } = await runningPod(scene);
    for (const delay of ['0', '-1'])
      assert.match(
        messageOf((await ask(scene, id, `stream=true&delay=${delay}`)).expect(400)),
        /delay/,
      );
  }),

  clause('libpod.pod.top.500.not-running', async (scene) => {
    const id = await createPod(scene);
    await memberOf(scene, id);
    messageOf((await ask(scene, id)).expect(500));
  }),

  clause(
    'libpod.pod.stats.200.array',
    async (scene) => {
      const { id } = await runningPod(scene, {}, [{}, {}]);
      const figures = (await stats(scene, '')).filter(({ Pod }) => id.startsWith(Pod));
      assert.deepEqual(cids(figures), short(await containersOf(scene, id)));
      for (const one of figures) {
        assert.match(one.CPU, /^([\d.]+%|--)$/);
        assert.match(one.MemUsage, /^[\d.]+[kMG]?B \/ [\d.]+[kMGT]?B$/);
        assert.ok(Number(one.PIDS) >= 1, one.PIDS);
      }
    },
    // Podman fails when a pod goes meanwhile.
    { serial: true },
  ),

  clause('libpod.pod.stats.200.named', async (scene) => {
    const one = await runningPod(scene);
    const other = await runningPod(scene);
    await runningPod(scene);
    const { Name } = await inspectPod(scene, other.id);
    const both = [...(await containersOf(scene, one.id)), ...(await containersOf(scene, other.id))];
    const query = `namesOrIDs=${one.id}&namesOrIDs=${Name}`;
    assert.deepEqual(cids(await stats(scene, query)), short(both));
  }),

  clause(
    'libpod.pod.stats.200.all',
    async (scene) => {
      const { id } = await runningPod(scene);
      await memberOf(scene, id);
      const figures = (await stats(scene, 'all=true')).filter(({ Pod }) => id.startsWith(Pod));
      assert.ok(figures.length >= 2, 'those that run of a pod that runs in part');
    },
    { serial: true },
  ),

  clause('libpod.pod.stats.400.parameters', async (scene) => {
    for (const parameter of ['all=perhaps', 'stream=perhaps', 'delay=soon']) {
      const answer = await scene.send('GET', scene.libpod(`/pods/stats?${parameter}`));
      const [name = ''] = parameter.split('=');
      assert.ok(messageOf(answer.expect(400)).includes(name), answer.text);
    }
  }),

  clause('libpod.pod.stats.500.conflict', async (scene) => {
    const { id } = await runningPod(scene);
    const path = scene.libpod(`/pods/stats?all=true&namesOrIDs=${id}`);
    messageOf((await scene.send('GET', path)).expect(500));
  }),
];
