import type { LibpodDiskUsage } from '../../../spec/generated/schemas.gen.ts';
import { repositoryOfName } from '../../engine/images/names.ts';
import type { DiskUsage, System } from '../../engine/system/system.ts';
import type { Handlers } from '../handler.ts';
import { goTime } from '../shared/go-time.ts';

export function libpodDiskUsage(system: System) {
  return {
    'libpod.system.df': async () => {
      const usage = await system.usage(['image', 'container', 'volume'], 'libpod');
      return { kind: 'json', status: 200, value: encode(usage) };
    },
  } satisfies Handlers;
}

function encode(usage: DiskUsage): LibpodDiskUsage {
  return {
    ImagesSize: usage.layers,
    Images: usage.images.flatMap(encodeImage),
    Containers: usage.containers.map((view) => ({
      ContainerID: view.id,
      Image: view.image?.id ?? '',
      Command: [view.path, ...view.args],
      LocalVolumes: view.mounts.filter(({ type }) => type === 'volume').length,
      Size: view.size?.rootFs ?? 0,
      RWSize: view.size?.rw ?? 0,
      Created: goTime(view.created),
      Status: view.state.status,
      Names: view.name,
    })),
    Volumes: usage.volumes.map(({ volume, size, users }) => ({
      VolumeName: volume.name,
      Links: users,
      Size: size,
      ReclaimableSize: users === 0 ? size : 0,
    })),
  };
}

/** A line per name; an image without one has a line too. */
function encodeImage({ image, size, shared, unique, containers }: DiskUsage['images'][number]) {
  const names = image.names.length > 0 ? image.names : ['<none>:<none>'];
  return names.map((name) => {
    const repository = repositoryOfName(name);
    return {
      Repository: repository,
      Tag: name.slice(repository.length + 1),
      ImageID: image.id,
      Created: goTime(image.created),
      Size: size,
      SharedSize: shared,
      UniqueSize: unique,
      Containers: containers,
    };
  });
}
