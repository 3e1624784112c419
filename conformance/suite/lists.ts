import assert from 'node:assert/strict';
import { filters } from './containers.ts';
import type { Scene } from './scene.ts';

/** What tests look at in an entry of the compat tree's list of containers. */
export interface Listed {
  Id: string;
  Names: string[];
  Image: string;
  ImageID: string;
  Command: string;
  Created: number;
  State: string;
  Status: string;
  Labels: Record<string, string>;
  Ports: { IP?: string; PrivatePort: number; PublicPort?: number; Type: string }[];
  Mounts: unknown[];
  SizeRw?: number;
  SizeRootFs?: number;
  HostConfig?: { NetworkMode: string };
  NetworkSettings?: { Networks: object };
}

/** Containers that fit the filters, whatever their state; without filters those that run. */
export async function list(
  scene: Scene,
  wanted?: Record<string, string[] | Record<string, boolean>>,
  query = '',
): Promise<Listed[]> {
  const what = wanted ? `all=true&${filters(wanted)}` : '';
  const answer = await scene.send('GET', scene.compat(`/containers/json?${what}&${query}`));
  return answer.expect(200).json as Listed[];
}

export function idsOf(entries: unknown): string[] {
  assert.ok(Array.isArray(entries), 'a list');
  return (entries as Listed[]).map(({ Id }) => Id);
}

/** Containers that bear a label of this test alone, so that a list can be kept to them. */
export function labelled(scene: Scene) {
  const label = scene.name('l');
  const make = (body: Record<string, unknown> = {}, query = '') =>
    scene.container({ Labels: { [label]: '' }, ...body }, query);
  return { label, make };
}

/**
 * Which of some containers a filter lets through.
 * @param named their ids by the names that the test gives them
 * @returns those names, sorted
 */
export async function chosen(
  scene: Scene,
  label: string,
  named: Record<string, string>,
  wanted: Record<string, string[] | Record<string, boolean>>,
  query = '',
): Promise<string[]> {
  const ids = idsOf(await list(scene, { label: [label], ...wanted }, query));
  return ids.map((id) => Object.keys(named).find((name) => named[name] === id) ?? id).toSorted();
}
