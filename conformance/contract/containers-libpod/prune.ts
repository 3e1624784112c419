import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, filters } from '../../suite/containers.ts';
import { listLibpod } from '../../suite/libpod.ts';
import { labelled } from '../../suite/lists.ts';
import type { Scene } from '../../suite/scene.ts';

// Every prune here is kept to the containers of its test by a label; these tests run alone.
const serial = { serial: true };

interface Report {
  Id: string;
  Size: number;
  Err?: string | null;
}

async function prune(scene: Scene, wanted: Record<string, string[]>): Promise<Report[]> {
  const answer = await scene.send('POST', scene.libpod(`/containers/prune?${filters(wanted)}`));
  const reports = answer.expect(200).json;
  assert.ok(Array.isArray(reports), `a list: ${answer.text}`);
  return reports as Report[];
}

const ids = (reports: { Id: string }[]) => reports.map(({ Id }) => Id).toSorted();

/** Ids of what is left of a label, sorted. */
async function left(scene: Scene, label: string): Promise<string[]> {
  return ids(await listLibpod(scene, { label: [label] }, 'all=true'));
}

export default [
  clause(
    'libpod.container.prune.200.removed',
    async (scene) => {
      const { label, make } = labelled(scene);
      const created = await make();
      const [running, paused, exited] = [await make(), await make(), await make({ Cmd: ['true'] })];
      for (const id of [running, paused, exited]) (await act(scene, id, 'start')).expect(204);
      (await act(scene, paused, 'pause')).expect(204);
      await scene.settled(exited);
      const reports = await prune(scene, { label: [label] });
      assert.deepEqual(ids(reports), [created, exited].toSorted());
      assert.deepEqual(await left(scene, label), [paused, running].toSorted());
    },
    serial,
  ),

  clause(
    'libpod.container.prune.200.report',
    async (scene) => {
      const { label, make } = labelled(scene);
      assert.deepEqual(await prune(scene, { label: [label] }), []);
      const id = await make({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] });
      (await act(scene, id, 'start')).expect(204);
      await scene.settled(id);
      const [report, ...others] = await prune(scene, { label: [label] });
      assert.deepEqual([report?.Id, others], [id, []]);
      const size = report?.Size ?? 0;
      assert.ok(size >= 100_000 && size < 200_000, `${size} bytes`);
    },
    serial,
  ),

  clause(
    'libpod.container.prune.200.filter-until',
    async (scene) => {
      const { label, make } = labelled(scene);
      const id = await make();
      const ahead = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
      for (const until of ['1h', ahead(-60)]) {
        assert.deepEqual(await prune(scene, { label: [label], until: [until] }), [], until);
      }
      assert.deepEqual(await left(scene, label), [id]);
      assert.deepEqual(ids(await prune(scene, { label: [label], until: [ahead(60)] })), [id]);
    },
    serial,
  ),

  clause(
    'libpod.container.prune.200.filter-label',
    async (scene) => {
      const { label, make } = labelled(scene);
      const red = await make({ Labels: { [label]: 'red' } });
      const kept = await make({ Labels: { [label]: 'red', [`${label}-keep`]: '' } });
      const blue = await make({ Labels: { [label]: 'blue' } });
      const wanted = { label: [`${label}=red`], 'label!': [`${label}-keep`] };
      assert.deepEqual(ids(await prune(scene, wanted)), [red]);
      assert.deepEqual(await left(scene, label), [blue, kept].toSorted());
    },
    serial,
  ),
];
