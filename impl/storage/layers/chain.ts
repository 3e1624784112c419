import { digestOf } from '../blobs.ts';
import type { Digest } from '../types.ts';

/**
 * Chain ids of a stack of layers, base first (OCI image-spec config.md, "Layer ChainID"): one name
 * for a layer together with all below it.
 */
export function chainIds(diffIds: readonly Digest[]): Digest[] {
  const chain: Digest[] = [];
  for (const diffId of diffIds) chain.push(nextChainId(chain.at(-1), diffId));
  return chain;
}

export function nextChainId(parent: Digest | undefined, diffId: Digest): Digest {
  return parent === undefined ? diffId : digestOf(Buffer.from(`${parent} ${diffId}`));
}
