import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, ready } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';

/** What tests look at in Docker's figures. */
interface Stats {
  cpu_stats: { cpu_usage: { total_usage: number } };
  memory_stats: { usage?: number; limit?: number };
  pids_stats: { current?: number };
  blkio_stats: object;
  networks?: Record<string, { rx_bytes: number; tx_bytes: number }>;
}

interface Report {
  Error: unknown;
  Stats: { ContainerID: string; CPUNano: number; MemUsage: number; PIDs: number }[] | null;
}

const BUSY = ['sh', '-c', 'echo ready; while :; do :; done'];

/** So many objects of a stream, with the times in milliseconds when they came. */
async function some(scene: Scene, path: string, count: number) {
  const stream = new Reading(await scene.open('GET', scene.libpod(path)));
  const times: number[] = [];
  const lines = () => stream.text.split('\n').slice(0, -1).filter(Boolean);
  await stream.until(() => {
    while (times.length < lines().length) times.push(performance.now());
    return times.length >= count;
  }, `${count} objects`);
  return { stream, times, objects: lines().map((line) => JSON.parse(line) as unknown) };
}

async function report(scene: Scene, query = ''): Promise<Report> {
  const answer = await scene.send('GET', scene.libpod(`/containers/stats?stream=false${query}`));
  const lines = answer.expect(200).lines as Report[];
  assert.equal(lines.length, 1, 'one report');
  return lines[0]!;
}

const idsOf = ({ Stats }: Report) => (Stats ?? []).map(({ ContainerID }) => ContainerID).toSorted();

export default [
  clause('libpod.container.stats.200.figures', async (scene) => {
    const id = await ready(scene, BUSY, { HostConfig: { NetworkMode: 'default' } });
    const answer = await scene.send('GET', scene.libpod(`/containers/${id}/stats?stream=false`));
    const stats = answer.expect(200).json as Stats;
    assert.ok(stats.cpu_stats.cpu_usage.total_usage > 0, 'processor time');
    assert.ok((stats.memory_stats.usage ?? 0) > 0 && (stats.memory_stats.limit ?? 0) > 0, 'memory');
    assert.ok((stats.pids_stats.current ?? 0) >= 1, 'pids');
    assert.ok(stats.blkio_stats, 'block devices');
    assert.ok(Object.keys(stats.networks ?? {}).length > 0, 'networks');
  }),

  clause('libpod.container.stats.200.stream', async (scene) => {
    const id = await scene.running();
    const { stream } = await some(scene, `/containers/${id}/stats?stream=true`, 2);
    assert.ok(!stream.ended, 'it goes on');
    (await act(scene, id, 'kill')).expect(204);
    await stream.end(10_000);
  }),

  clause('libpod.container.stats.200.once', async (scene) => {
    const path = scene.libpod(`/containers/${await scene.running()}/stats?stream=false`);
    assert.equal((await scene.send('GET', path)).expect(200).lines.length, 1);
  }),

  clause('libpod.container.stats.409.not-running', async (scene) => {
    const path = scene.libpod(`/containers/${await scene.container()}/stats?stream=false`);
    (await scene.send('GET', path)).expect(409);
  }),

  clause('libpod.container.stats-all.200.report', async (scene) => {
    const id = await ready(scene, BUSY);
    const { Error, Stats } = await report(scene, `&containers=${id}`);
    assert.equal(Error, null);
    const [entry] = Stats ?? [];
    assert.equal(entry?.ContainerID, id);
    assert.ok(entry.CPUNano > 0 && entry.MemUsage > 0 && entry.PIDs >= 1, JSON.stringify(entry));
  }),

  clause(
    'libpod.container.stats-all.200.all-running',
    async (scene) => {
      const running = [await scene.running(), await scene.running()];
      const ids = idsOf(await report(scene));
      for (const id of running) assert.ok(ids.includes(id), id);
    },
    { serial: true },
  ),

  clause('libpod.container.stats-all.200.named', async (scene) => {
    const [a, b] = [await scene.running(), await scene.running()];
    await scene.running();
    assert.deepEqual(idsOf(await report(scene, `&containers=${a}`)), [a]);
    const both = await report(scene, `&containers=${a}&containers=${b}`);
    assert.deepEqual(idsOf(both), [a, b].toSorted());
  }),

  clause('libpod.container.stats-all.200.once', async (scene) => {
    await report(scene, `&containers=${await scene.running()}`);
  }),

  clause('libpod.container.stats-all.200.stream', async (scene) => {
    const id = await scene.running();
    const path = `/containers/stats?stream=true&interval=1&containers=${id}`;
    const { stream, objects } = await some(scene, path, 2);
    for (const object of objects) assert.deepEqual(idsOf(object as Report), [id]);
    assert.ok(!stream.ended, 'it goes on');
    stream.leave();
  }),

  clause('libpod.container.stats-all.200.interval', async (scene) => {
    const id = await scene.running();
    const path = `/containers/stats?stream=true&interval=2&containers=${id}`;
    const { times } = await some(scene, path, 2);
    const gap = times[1]! - times[0]!;
    assert.ok(gap > 1500 && gap < 4000, `${gap} ms between two reports`);
  }),
];
