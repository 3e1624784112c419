import type { SystemPruneReport } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Handlers } from '../handler.ts';
import { filtersOf } from '../shared/filters.ts';
import { given } from '../shared/given.ts';
import { encodePruned } from './pods/encode.ts';

const commonFilters = ['label', 'label!', 'until'];

type Parts = Pick<Engine, 'containers' | 'images' | 'networks' | 'pods' | 'volumes'>;

export function libpodSystemPrune(engine: Parts) {
  return {
    'libpod.system.prune': async ({ query }) => {
      const { all, volumes } = query;
      const value = await prune(engine, query.filters ?? {}, { all, volumes });
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}

/** Pods and containers go first: what only they held is free then. Their verb refuses filters that there are not, before anything went. */
async function prune(
  { containers, images, networks, pods, volumes }: Parts,
  filters: Readonly<Record<string, readonly string[]>>,
  wanted: { all: boolean; volumes: boolean },
): Promise<SystemPruneReport> {
  const prunedPods = await pods.prune(filters);
  const gone = await containers.prune(filtersOf(filters), 'libpod');
  const networkNames = await networks.prune({ filters, allowed: commonFilters });
  const prunedImages = await images.pruneLibpod({ all: wanted.all, filters });
  const query = { filters, allowed: commonFilters, namesArePatterns: true };
  const prunedVolumes = wanted.volumes ? await volumes.prune(query) : [];
  const sizes = [...gone, ...prunedImages, ...prunedVolumes].map(({ size }) => size);
  return {
    PodPruneReport: prunedPods.length > 0 ? encodePruned(prunedPods) : null,
    ContainerPruneReports: gone.map(({ id, size, error }) =>
      given({ Id: id, Size: size, Err: error?.message }),
    ),
    ImagePruneReports: prunedImages.map(({ id, size }) => ({ Id: id, Size: size })),
    NetworkPruneReports: networkNames.map((name) => ({ Name: name, Error: null })),
    VolumePruneReports: prunedVolumes.map(({ name, size }) => ({ Id: name, Size: size })),
    ReclaimedSpace: sizes.reduce((sum, size) => sum + size, 0),
  };
}
