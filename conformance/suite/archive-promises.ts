import assert from 'node:assert/strict';
import { folder, tar } from '../../fixtures/index.ts';
import { archive, fileText, one, put } from './archive.ts';
import { compressedForms } from './compressed.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';

// What both trees promise of a container's files; each is told the tree and gives the test.

/** A tar is unpacked in whatever form it is compressed. */
export const compressed = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.container();
  for (const [form, body] of await compressedForms(await one())) {
    await put(scene, tree, id, '/tmp', await tar([folder(form)]));
    const answer = await archive(scene, tree, 'PUT', id, `/tmp/${form}`, { body });
    assert.equal(answer.status, 200, `${form}: ${answer.text}`);
    assert.equal(await fileText(scene, tree, id, `/tmp/${form}/one`), 'first\n', form);
  }
};
