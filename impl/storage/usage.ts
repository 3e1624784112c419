import type { Digest, Image, Layer, Usage } from './types.ts';

export function usageOf(
  images: readonly Image[],
  layerOf: (chainId: Digest) => Layer | undefined,
): Usage {
  const users = new Map<Digest, number>();
  for (const { layers } of images)
    for (const chainId of layers) users.set(chainId, (users.get(chainId) ?? 0) + 1);
  const sizeOf = (chainIds: Iterable<Digest>) =>
    [...chainIds].reduce((sum, chainId) => sum + (layerOf(chainId)?.size ?? 0), 0);
  return {
    images: images.map(({ id, layers, size }) => {
      const shared = sizeOf(layers.filter((chainId) => (users.get(chainId) ?? 0) > 1));
      return { id, size, shared, unique: size - shared };
    }),
    layers: sizeOf(users.keys()),
  };
}
