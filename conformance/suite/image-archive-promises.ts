import assert from 'node:assert/strict';
import { dockerArchive, file } from '../../fixtures/index.ts';
import type { FixtureImage } from '../../fixtures/index.ts';
import { imageExists } from './images.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';

// What both trees promise of archives of images.

/** An image of this test with one layer, and its name, which goes at the end. */
export function fresh(scene: Scene, tree: Tree): { image: FixtureImage; name: string } {
  const name = `localhost/${scene.name('i')}:latest`;
  scene.defer(() => scene.send('DELETE', scene[tree](`/images/${name}?force=true`)));
  return { image: { names: [name], config: {}, layers: [[file('only', name)]] }, name };
}

/** Every name in a docker-archive of two images is there when it is loaded; two names of the first. */
export async function loadsDockerArchive(scene: Scene, tree: Tree): Promise<[string, string]> {
  const [first, second] = [fresh(scene, tree), fresh(scene, tree)];
  const other = fresh(scene, tree).name;
  first.image.names.push(other);
  const body = await dockerArchive([first.image, second.image]);
  (await scene.send('POST', scene[tree]('/images/load'), { body })).expect(200);
  for (const name of [first.name, other, second.name]) {
    assert.ok(await imageExists(scene, name), name);
  }
  return [first.name, other];
}
