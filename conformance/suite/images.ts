import assert from 'node:assert/strict';
import { dockerArchive, file } from '../../fixtures/index.ts';
import type { FixtureImage } from '../../fixtures/index.ts';
import type { Scene } from './scene.ts';

/** What tests look at in an entry of the compat tree's list of images. */
export interface ListedImage {
  Id: string;
  ParentId: string;
  RepoTags: string[] | null;
  RepoDigests: string[] | null;
  Created: number;
  Size: number;
  SharedSize: number;
  Containers: number;
  Labels: Record<string, string> | null;
}

/** What tests look at in an image of the compat tree. */
export interface InspectedImage {
  Id: string;
  RepoTags: string[];
  RepoDigests: string[];
  Created: string;
  Architecture: string;
  Os: string;
  Size: number;
  Config: Record<string, unknown>;
  RootFS: { Type: string; Layers: string[] };
  [member: string]: unknown;
}

/** The image as the compat tree shows it. */
export async function inspectImage(scene: Scene, name: string): Promise<InspectedImage> {
  const answer = await scene.send('GET', scene.compat(`/images/${name}/json`));
  return answer.expect(200).json as InspectedImage;
}

/** The id of an image, 64 hexadecimal digits. */
export async function imageId(scene: Scene, name: string): Promise<string> {
  return (await inspectImage(scene, name)).Id.replace('sha256:', '');
}

/** Whether an image is found by this name or id. */
export async function imageExists(scene: Scene, name: string): Promise<boolean> {
  // Podman 4.3 answers 500 for a whole id that it does not have, 404 for the beginning of one.
  const id = /^(?:sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/.exec(name)?.[1];
  const answer = await scene.send('GET', scene.compat(`/images/${id ?? name}/json`));
  return answer.expect(200, 404).status === 200;
}

/** Gives an image another name, which goes at the end of the test. */
export async function tag(scene: Scene, image: string, repo: string, name = 'latest') {
  const path = scene.compat(`/images/${image}/tag?repo=${encodeURIComponent(repo)}&tag=${name}`);
  (await scene.send('POST', path)).expect(201);
  scene.defer(() => scene.send('DELETE', scene.compat(`/images/${repo}:${name}?noprune=true`)));
}

/** Loads an archive; the answer's whole text. */
export async function load(scene: Scene, body: Buffer, query = ''): Promise<string> {
  const answer = await scene.send('POST', scene.compat(`/images/load${query}`), { body });
  return answer.expect(200).text;
}

/**
 * Loads an image without a name that only this test uses; it goes at the end.
 * @returns its id, 64 hexadecimal digits
 */
export async function unnamedImage(scene: Scene, image: Partial<FixtureImage> = {}) {
  const layers = [[file('only', scene.name())]];
  const text = await load(
    scene,
    await dockerArchive([{ config: {}, layers, ...image, names: [] }]),
  );
  const [id] = /[0-9a-f]{64}/.exec(text) ?? [];
  assert.ok(id, `the answer has the id: ${text}`);
  scene.defer(() => scene.send('DELETE', scene.compat(`/images/${id}?force=true`)));
  return id;
}

/**
 * Makes an image from a new container of another; it goes at the end, last first.
 * @returns its id, 64 hexadecimal digits
 */
export async function commit(scene: Scene, from: string, repo?: string): Promise<string> {
  const container = await scene.container({ Image: from });
  const named = repo ? `&repo=${repo}&tag=latest` : '';
  const answer = await scene.send('POST', scene.compat(`/commit?container=${container}${named}`), {
    json: {},
  });
  const id = (answer.expect(200, 201).json as { Id: string }).Id.replace('sha256:', '');
  (await scene.send('DELETE', scene.compat(`/containers/${container}`))).expect(204);
  scene.defer(() => scene.send('DELETE', scene.compat(`/images/${id}?force=true`)));
  return id;
}
