import { peers } from './peers.ts';
import { reference } from './reference.ts';
import type { Target } from './target.ts';
import { urlTarget } from './url.ts';

const named = new Map<string, Target>([reference, ...peers].map((target) => [target.name, target]));

/**
 * @param name `reference`, `podman`, … or `url:unix:///path`
 * @throws RangeError when there is no such target
 */
export function targetByName(name: string): Target {
  if (name.startsWith('url:')) return urlTarget(name.slice(4));
  const target = named.get(name);
  if (!target) {
    throw new RangeError(
      `no target ${name}; there are ${[...named.keys()].join(', ')} and url:ADDRESS`,
    );
  }
  return target;
}
