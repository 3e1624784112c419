import type { DockerDiskUsage, DockerImageSummary } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import { familiar } from '../../engine/images/names.ts';
import type { DiskUsage, DiskUsageKind } from '../../engine/system/system.ts';
import type { Handlers } from '../handler.ts';
import { encodeSummary } from './containers/list-encode.ts';
import { encodeVolume } from './volumes.ts';

const everything: readonly DiskUsageKind[] = ['container', 'image', 'volume'];

export function compatDiskUsage(engine: Engine) {
  return {
    'compat.system.df': async ({ query: { type } }) => {
      const kinds = type?.length ? everything.filter((kind) => type.includes(kind)) : everything;
      const usage = await engine.system.usage(kinds, 'compat');
      return { kind: 'json', status: 200, value: encode(engine, usage) };
    },
  } satisfies Handlers;
}

function encode(engine: Engine, usage: DiskUsage): DockerDiskUsage {
  const facts = {
    networkId: (name: string) => engine.network.byName(name)?.id,
    privateCgroup: engine.runtime.layout.kind === 'v2',
  };
  const now = Date.now();
  return {
    LayersSize: usage.layers,
    Images: usage.images.map(encodeImage),
    Containers: usage.containers.map((view) => encodeSummary(view, facts, now)),
    Volumes: usage.volumes.map(({ volume, size, users }) => ({
      ...encodeVolume(engine.volumes, volume),
      UsageData: { Size: size, RefCount: users },
    })),
    BuildCache: [],
    BuilderSize: 0,
  };
}

function encodeImage({
  image,
  size,
  shared,
  containers,
}: DiskUsage['images'][number]): DockerImageSummary {
  return {
    Id: `sha256:${image.id}`,
    ParentId: '',
    RepoTags: image.names.length > 0 ? image.names.map(familiar) : ['<none>:<none>'],
    RepoDigests: image.repoDigests.length > 0 ? image.repoDigests.map(familiar) : ['<none>@<none>'],
    Created: Math.floor(image.created / 1000),
    Size: size,
    SharedSize: shared,
    VirtualSize: size,
    Labels: image.config.config?.Labels ?? {},
    Containers: containers,
  };
}
