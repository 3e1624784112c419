import assert from 'node:assert/strict';
import type { Scene } from './scene.ts';

/** A unit file: the values of every option, by section and name. */
export type Unit = Record<string, Record<string, string[]>>;

/** The units of a container or pod, by name, as texts. */
export async function unitTexts(
  scene: Scene,
  name: string,
  query = '',
): Promise<Record<string, string>> {
  const answer = await scene.send('GET', scene.libpod(`/generate/${name}/systemd?${query}`));
  return answer.expect(200).json as Record<string, string>;
}

/** The only unit of a container. */
export async function unitOf(scene: Scene, name: string, query = ''): Promise<Unit> {
  const texts = Object.values(await unitTexts(scene, name, query));
  assert.equal(texts.length, 1, 'one unit');
  return readUnit(texts[0] ?? '');
}

/** Reads a unit file: comments left out, continued lines put together. */
export function readUnit(text: string): Unit {
  const unit: Unit = {};
  let options: Record<string, string[]> = {};
  for (const line of text.replaceAll(/\s*\\\n\s*/g, ' ').split('\n')) {
    const [, section] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (section !== undefined) unit[section] = options = {};
    if (name !== undefined) (options[name] ??= []).push(value);
  }
  return unit;
}

/** The values of an option of the section Service. */
export function service(unit: Unit | undefined, option: string): string[] {
  return unit?.['Service']?.[option] ?? [];
}
