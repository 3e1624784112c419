import assert from 'node:assert/strict';
import { file, images } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { fixturesReturn, ownImage } from '../../suite/fixtures.ts';
import { imageExists, unnamedImage } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

// Prunes look at every image; a label keeps them to those of the test.
const serial = { serial: true };

async function prune(scene: Scene, wanted: Record<string, string[]>, query = '') {
  fixturesReturn(scene);
  const path = scene.libpod(`/images/prune?${filters(wanted)}${query}`);
  return (await scene.send('POST', path)).expect(200).json as { Id: string; Size: number }[];
}

/** An unnamed and a named image without containers, and a named one that a container uses. */
async function three(scene: Scene) {
  const label = scene.name('l');
  const config = { Labels: { [label]: '' } };
  const all = {
    unnamed: await unnamedImage(scene, { config }),
    named: await ownImage(scene, { config }),
    used: await ownImage(scene, { ...images.busybox(), config }),
  };
  await scene.running({ Image: all.used });
  const left = async () => {
    const kept: string[] = [];
    for (const [key, name] of Object.entries(all)) {
      if (await imageExists(scene, name)) kept.push(key);
    }
    return kept;
  };
  return { label, left, ...all };
}

export default [
  clause(
    'libpod.image.prune.200.dangling',
    async (scene) => {
      const { label, left } = await three(scene);
      await prune(scene, { label: [label] });
      assert.deepEqual(await left(), ['named', 'used']);
    },
    serial,
  ),

  clause(
    'libpod.image.prune.200.all',
    async (scene) => {
      const { label, left } = await three(scene);
      await prune(scene, { label: [label] }, '&all=true');
      assert.deepEqual(await left(), ['used']);
    },
    serial,
  ),

  clause(
    'libpod.image.prune.200.report',
    async (scene) => {
      const label = scene.name('l');
      const config = { Labels: { [label]: '' } };
      const layers = [[file('big', Buffer.alloc(100_000, label))]];
      const id = await unnamedImage(scene, { config, layers });
      const reports = await prune(scene, { label: [label] });
      assert.deepEqual(
        reports.map(({ Id }) => Id),
        [id],
      );
      assert.ok(reports[0]!.Size >= 100_000, `${reports[0]!.Size} bytes`);
      assert.deepEqual(await prune(scene, { label: [label] }), []);
    },
    serial,
  ),

  clause(
    'libpod.image.prune.200.filter-dangling',
    async (scene) => {
      const { label, left } = await three(scene);
      await prune(scene, { label: [label], dangling: ['false'] });
      assert.deepEqual(await left(), ['used']);
    },
    serial,
  ),

  clause(
    'libpod.image.prune.200.filter-label',
    async (scene) => {
      const label = scene.name('l');
      const make = (value: string) =>
        unnamedImage(scene, { config: { Labels: { [label]: value } } });
      const [red, blue] = [await make('red'), await make('blue')];
      await prune(scene, { label: [`${label}=red`] });
      assert.ok(!(await imageExists(scene, red)) && (await imageExists(scene, blue)), 'label');
      const kept = await make('kept');
      await prune(scene, { label: [label], 'label!': [`${label}=kept`] });
      assert.ok(!(await imageExists(scene, blue)) && (await imageExists(scene, kept)), 'label!');
    },
    serial,
  ),

  clause(
    'libpod.image.prune.200.filter-until',
    async (scene) => {
      const label = scene.name('l');
      const created = new Date('2024-06-02T00:00:00Z');
      const id = await unnamedImage(scene, { config: { Labels: { [label]: '' } }, created });
      await prune(scene, { label: [label], until: ['2024-06-01T00:00:00Z'] });
      assert.ok(await imageExists(scene, id), 'newer ones are kept');
      await prune(scene, { label: [label], until: ['1h'] });
      assert.ok(!(await imageExists(scene, id)), 'it is gone');
    },
    serial,
  ),

  clause(
    'libpod.image.prune.400.parameters',
    async (scene) => {
      const { label, left } = await three(scene);
      const path = scene.libpod(`/images/prune?${filters({ label: [label] })}&all=perhaps`);
      assert.match(messageOf((await scene.send('POST', path)).expect(400)), /all/);
      assert.deepEqual(await left(), ['unnamed', 'named', 'used']);
    },
    serial,
  ),
];
