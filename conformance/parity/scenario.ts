import type { SendOptions } from '../suite/send.ts';
import { IMAGE } from '../suite/scene.ts';
import type { Pair } from './pair.ts';

/** A story told to two engines at once; every answer in it is compared whole. */
export interface Scenario {
  readonly name: string;
  /** It needs engines that have the libpod tree. */
  readonly libpod: boolean;
  readonly tell: (pair: Pair) => Promise<void>;
}

export function compatScenario(name: string, tell: Scenario['tell']): Scenario {
  return { name, libpod: false, tell };
}

export function libpodScenario(name: string, tell: Scenario['tell']): Scenario {
  return { name, libpod: true, tell };
}

/** Makes a container that stays, through the compat tree; returns its name. */
export async function makeContainer(pair: Pair, body: object = {}): Promise<string> {
  const name = pair.name('c');
  const { HostConfig, ...rest } = body as { HostConfig?: object };
  pair.later('compat', `/containers/${name}?force=true&v=true`);
  await pair.compat('POST', `/containers/create?name=${name}`, {
    json: {
      Image: IMAGE,
      Cmd: ['sleep', '1000'],
      HostConfig: { NetworkMode: 'none', ...HostConfig },
      ...rest,
    },
  });
  return name;
}

/** The same through the libpod tree. */
export async function makeLibpodContainer(pair: Pair, spec: object = {}): Promise<string> {
  const name = pair.name('c');
  pair.later('libpod', `/containers/${name}?force=true&v=true`);
  const json = {
    name,
    image: IMAGE,
    command: ['sleep', '1000'],
    netns: { nsmode: 'none' },
    ...spec,
  };
  await pair.libpod('POST', '/containers/create', { json });
  return name;
}

/** `filters=` of a query. */
export function filters(map: Record<string, readonly string[]>): string {
  return `filters=${encodeURIComponent(JSON.stringify(map))}`;
}

/** A body that is an archive. */
export function archive(body: Buffer): SendOptions {
  return { body, headers: { 'content-type': 'application/x-tar' } };
}
