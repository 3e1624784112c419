import assert from 'node:assert/strict';
import { file, tar } from '../../fixtures/index.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';
import { readTar } from './tar.ts';
import type { Member } from './tar.ts';

/** Asks for a path of a container, or sends a tar to it. */
export async function archive(
  scene: Scene,
  tree: Tree,
  method: 'GET' | 'HEAD' | 'PUT',
  id: string,
  path: string,
  { query = '', body }: { query?: string; body?: Buffer } = {},
): Promise<Answer> {
  const target = `/containers/${id}/archive?path=${encodeURIComponent(path)}${query}`;
  return scene.send(method, scene[tree](target), body ? { body } : {});
}

/** A tar of one file, `one`, that says `first`. */
export const one = () => tar([file('one', 'first\n')]);

/** The members of the tar that a path of a container comes as. */
export async function fetched(
  scene: Scene,
  tree: Tree,
  id: string,
  path: string,
  query = '',
): Promise<Member[]> {
  return readTar((await archive(scene, tree, 'GET', id, path, { query })).expect(200).bytes);
}

/** The text of one file of a container. */
export async function fileText(
  scene: Scene,
  tree: Tree,
  id: string,
  path: string,
): Promise<string> {
  const members = await fetched(scene, tree, id, path);
  assert.equal(members.length, 1, `${path} is one file`);
  return String(members[0]!.content);
}

/** Unpacks a tar into a folder of a container. */
export async function put(
  scene: Scene,
  tree: Tree,
  id: string,
  path: string,
  body: Buffer,
  query = '',
): Promise<void> {
  (await archive(scene, tree, 'PUT', id, path, { body, query })).expect(200);
}

/** The content of X-Docker-Container-Path-Stat. */
export interface PathStat {
  name: string;
  size: number;
  /** As Go has it: permission bits, folder 1 << 31, symbolic link 1 << 27. */
  mode: number;
  mtime: string;
  linkTarget: string;
}

export function pathStat(answer: Answer): PathStat {
  const header = answer.headers['x-docker-container-path-stat'];
  assert.equal(typeof header, 'string', 'X-Docker-Container-Path-Stat is there');
  return JSON.parse(Buffer.from(String(header), 'base64').toString()) as PathStat;
}
