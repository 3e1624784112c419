import { dockerArchive, file, images } from '../../fixtures/index.ts';
import type { FixtureImage } from '../../fixtures/index.ts';
import { isBefore4 } from '../targets/target.ts';
import { parseAddress } from '../tap/address.ts';
import type { Scene } from './scene.ts';
import { send } from './send.ts';

/** Loads every fixture image that a test may name; loading one twice changes nothing. */
export async function ensureImage(url: string): Promise<void> {
  for (const image of Object.values(images)) {
    const answer = await send(parseAddress(url), 'POST', '/v1.41/images/load', {
      body: await dockerArchive([image()]),
    });
    answer.expect(200);
  }
}

/** Podman 3's prunes pass over filters, so that what all tests need is loaded again at the end. */
export function fixturesReturn(scene: Scene): void {
  const { facts, url } = scene.target;
  if (isBefore4(facts)) scene.defer(() => ensureImage(url));
}

/**
 * Loads an image that only this test uses, and removes it at the end. Without layers it has one
 * file of its own and nothing that could be run.
 * @returns its name
 */
export async function ownImage(scene: Scene, image: Partial<FixtureImage>): Promise<string> {
  const name = `localhost/${scene.name('i')}:latest`;
  const layers = [[file('only', name)]];
  const body = await dockerArchive([{ config: {}, layers, ...image, names: [name] }]);
  (await scene.send('POST', scene.compat('/images/load'), { body })).expect(200);
  scene.defer(() => scene.send('DELETE', scene.compat(`/images/${name}?force=true`)));
  return name;
}
