import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import type { Scene } from '../../suite/scene.ts';

/** What this script has changed, as `kind path`, sorted; the image is `localhost/layers`. */
async function changes(scene: Scene, script: string): Promise<string[]> {
  const Cmd = ['sh', '-c', script];
  const { id, exitCode } = await scene.exited({ Image: 'localhost/layers:latest', Cmd });
  assert.equal(exitCode, 0, script);
  const answer = await scene.send('GET', scene.compat(`/containers/${id}/changes`));
  const list = (answer.expect(200).json ?? []) as { Path: string; Kind: number }[];
  return list.map(({ Path, Kind }) => `${Kind} ${Path}`).toSorted();
}

export default [
  clause('compat.container.changes.200.kinds', async (scene) => {
    const script = 'echo more >> /data/changed; touch /data/added; rm /data/original';
    const found = await changes(scene, script);
    for (const change of ['0 /data/changed', '1 /data/added', '2 /data/original']) {
      assert.ok(found.includes(change), `${change} is among ${found.join(', ')}`);
    }
  }),

  clause('compat.container.changes.200.parents', async (scene) => {
    const found = await changes(scene, 'touch /data/hidden/added');
    const expected = ['0 /data', '0 /data/hidden', '1 /data/hidden/added'];
    assert.deepEqual(
      found.filter((change) => change.includes('/data')),
      expected,
    );
  }),

  clause('compat.container.changes.200.new-folder-contents', async (scene) => {
    const found = await changes(scene, 'mkdir -p /made/deep; touch /made/deep/file');
    const expected = ['1 /made', '1 /made/deep', '1 /made/deep/file'];
    assert.deepEqual(
      found.filter((change) => change.includes('/made')),
      expected,
    );
  }),

  clause('compat.container.changes.200.none', async (scene) => {
    const id = await scene.container();
    const answer = await scene.send('GET', scene.compat(`/containers/${id}/changes`));
    assert.deepEqual(answer.expect(200).json ?? [], []);
  }),

  clause('compat.container.changes.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/changes`),
    );
  }),

  clause('compat.container.changes.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/changes`),
    );
  }),
];
