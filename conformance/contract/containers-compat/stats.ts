import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { MAY_PING, ready, timeOf } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';

interface Cpu {
  cpu_usage: { total_usage: number };
  system_cpu_usage?: number;
}

interface Stats {
  name: string;
  id: string;
  read: string;
  preread: string;
  pids_stats: { current?: number };
  cpu_stats: Cpu;
  precpu_stats: Cpu;
  memory_stats: { usage?: number; limit?: number };
  networks?: Record<string, { rx_bytes: number; tx_bytes: number; tx_packets: number }>;
}

const ZERO_TIME = '0001-01-01T00:00:00Z';
const BUSY = ['sh', '-c', 'echo ready; while :; do :; done'];

async function once(scene: Scene, id: string, query = '&one-shot=true'): Promise<Stats> {
  const path = scene.compat(`/containers/${id}/stats?stream=false${query}`);
  return (await scene.send('GET', path)).expect(200).json as Stats;
}

/** So many objects of the stream, which must come within this time; then the client leaves. */
async function some(scene: Scene, id: string, count: number): Promise<Stats[]> {
  const response = await scene.open('GET', scene.compat(`/containers/${id}/stats`));
  assert.equal(response.statusCode, 200);
  const stream = new Reading(response);
  const late = new Error(`not ${count} objects within ${count + 1} s`);
  const timer = setTimeout(() => stream.leave(late), (count + 1) * 1000);
  const lines = () => stream.text.split('\n').filter((line) => line.trim() !== '');
  await stream.until((text) => text.endsWith('\n') && lines().length >= count, `${count} objects`);
  clearTimeout(timer);
  stream.leave();
  return lines().map((line) => JSON.parse(line) as Stats);
}

export default [
  clause('compat.container.stats.200.shape', async (scene) => {
    const name = scene.name();
    const id = await scene.running({}, `?name=${name}`);
    const [stats] = await some(scene, id, 1);
    assert.deepEqual([stats?.name, stats?.id], [`/${name}`, id]);
    assert.ok(Math.abs(Date.parse(stats?.read ?? '') - Date.now()) < 60_000, stats?.read);
  }),

  clause('compat.container.stats.200.cpu-grows', async (scene) => {
    const id = await ready(scene, BUSY);
    const [first, second] = await some(scene, id, 2);
    assert.ok(first && second);
    const total = ({ cpu_usage }: Cpu) => cpu_usage.total_usage;
    assert.ok(total(second.cpu_stats) > total(first.cpu_stats), 'a busy program takes time');
    assert.deepEqual(second.precpu_stats, first.cpu_stats);
    assert.equal(second.preread, first.read);
  }),

  clause(
    'compat.container.stats.200.memory',
    async (scene) => {
      const Memory = 64 * 1024 * 1024;
      // The kernel counts little memory late.
      const fill = 'x=$(yes | head -c 4000000); echo ready; sleep 1000';
      const Cmd = ['sh', '-c', fill];
      const id = await ready(scene, Cmd, { HostConfig: { Memory } });
      const limited = (await once(scene, id)).memory_stats;
      assert.equal(limited.limit, Memory);
      const { usage = 0 } = limited;
      assert.ok(usage > 0 && usage < Memory, `usage ${usage}`);
      const free = (await once(scene, await scene.running())).memory_stats;
      assert.ok((free.limit ?? 0) > Memory, `limit ${free.limit}`);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('compat.container.stats.200.networks', async (scene) => {
    const Cmd = [
      'sh',
      '-c',
      'ping -c 3 -i 0.1 "$(ip route | sed -n "s/^default via \\([^ ]*\\).*/\\1/p")"; echo ready; sleep 1000',
    ];
    const id = await ready(scene, Cmd, { HostConfig: { NetworkMode: 'default', ...MAY_PING } });
    const { eth0 } = (await once(scene, id)).networks ?? {};
    assert.ok(eth0, 'eth0, as the container names it');
    assert.ok(eth0.tx_packets >= 3 && eth0.tx_bytes >= 3 * 84, JSON.stringify(eth0));
    assert.ok(eth0.rx_bytes >= 3 * 84, JSON.stringify(eth0));
    assert.equal((await once(scene, await scene.running())).networks, undefined);
  }),

  clause('compat.container.stats.200.pids', async (scene) => {
    const Cmd = ['sh', '-c', 'sleep 1001 & sleep 1002 & echo ready; wait'];
    const stats = await once(scene, await ready(scene, Cmd));
    assert.equal(stats.pids_stats.current, 3);
  }),

  clause('compat.container.stats.any.stream', async (scene) => {
    const id = await scene.running();
    const objects = await some(scene, id, 3);
    const times = objects.map(({ read }) => Date.parse(read));
    for (const gap of [times[1]! - times[0]!, times[2]! - times[1]!]) {
      assert.ok(gap > 500 && gap < 2000, `${gap} ms between two objects`);
    }
    const stream = new Reading(await scene.open('GET', scene.compat(`/containers/${id}/stats`)));
    await stream.until('\n');
    (await scene.send('DELETE', scene.compat(`/containers/${id}?force=true`))).expect(204);
    await stream.end(5000);
  }),

  clause('compat.container.stats.any.no-stream', async (scene) => {
    const stats = await once(scene, await ready(scene, BUSY), '');
    const before = stats.precpu_stats.cpu_usage.total_usage;
    assert.ok(before > 0 && before < stats.cpu_stats.cpu_usage.total_usage, `${before} before`);
    assert.ok(Date.parse(stats.preread) < Date.parse(stats.read), stats.preread);
  }),

  clause('compat.container.stats.any.one-shot', async (scene) => {
    const id = await ready(scene, BUSY);
    let stats: Stats | undefined;
    const time = await timeOf(async () => (stats = await once(scene, id)));
    assert.ok(time < 900, `it took ${time} ms`);
    assert.ok(stats && stats.cpu_stats.cpu_usage.total_usage > 0);
    assert.equal(stats.precpu_stats.cpu_usage.total_usage, 0);
    assert.equal(stats.preread, ZERO_TIME);
  }),

  clause('compat.container.stats.400.one-shot-with-stream', async (scene) => {
    const id = await scene.running();
    const path = scene.compat(`/containers/${id}/stats?stream=true&one-shot=true`);
    const response = await scene.open('GET', path);
    assert.equal(response.statusCode, 400);
  }),

  clause('compat.container.stats.200.not-running', async (scene) => {
    const name = scene.name();
    const { id: exited } = await scene.exited();
    for (const id of [await scene.container({}, `?name=${name}`), exited]) {
      const stats = await once(scene, id, '');
      assert.equal(stats.id, id);
      assert.equal(stats.cpu_stats.cpu_usage.total_usage, 0);
      assert.equal(stats.memory_stats.usage ?? 0, 0);
      assert.equal(stats.pids_stats.current ?? 0, 0);
    }
    assert.equal((await once(scene, name, '')).name, `/${name}`);
  }),

  clause('compat.container.stats.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/stats?stream=false`),
    );
  }),

  clause('compat.container.stats.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/stats?stream=false`),
    );
  }),
];
