import type { Scene } from './scene.ts';
import { isBefore4 } from '../targets/target.ts';
import type { Answer, SendOptions } from './send.ts';

/** What tests look at in a manifest list. */
export interface InspectedList {
  schemaVersion: number;
  mediaType: string;
  manifests: {
    mediaType: string;
    digest: string;
    size: number;
    platform: { architecture: string; os: string; variant?: string; features?: string[] };
    annotations?: Record<string, string>;
  }[];
}

/** A path of the forms before version 4, or from it on. */
export const before4 = (path: string) => `/v3.0.0/libpod/manifests${path}`;
export const from4 = (path: string) => `/v4.0.0/libpod/manifests${path}`;

/** Whether the target has the newer forms. */
export function isNew(scene: Scene): boolean {
  return !isBefore4(scene.target.facts);
}

/** A name for a list, which goes at the end. */
export function listName(scene: Scene): string {
  const name = `localhost/${scene.name('m')}:latest`;
  scene.defer(() =>
    isNew(scene)
      ? scene.send('DELETE', from4(`/${name}`))
      : scene.send('DELETE', scene.libpod(`/images/${name}?force=true`)),
  );
  return name;
}

/** Makes a list in the form that every engine with the libpod tree has. @returns its name */
export async function createList(scene: Scene, images: readonly string[] = []): Promise<string> {
  const name = listName(scene);
  const query = new URLSearchParams({ name });
  (await scene.send('POST', before4(`/create?${query.toString()}`))).expect(200);
  for (const image of images) (await add(scene, name, { images: [stored(image)] })).expect(200);
  return name;
}

/** How every engine understands that an image of this host is meant. */
export const stored = (image: string) => `containers-storage:${image}`;

export function add(scene: Scene, name: string, json: object): Promise<Answer> {
  return scene.send('POST', before4(`/${name}/add`), { json });
}

export function modify(
  scene: Scene,
  name: string,
  json: object,
  options: SendOptions = {},
): Promise<Answer> {
  return scene.send('PUT', from4(`/${name}`), { json, ...options });
}

export async function inspectList(scene: Scene, name: string): Promise<InspectedList> {
  const answer = await scene.send('GET', scene.libpod(`/manifests/${name}/json`));
  const list = answer.expect(200).json as InspectedList;
  // Podman has null for none.
  return { ...list, manifests: list.manifests ?? [] };
}
