import { checkStorage } from '../../engine/system/check.ts';
import type { Engine } from '../../engine/engine.ts';
import { parseDuration } from '../../engine/time.ts';
import { BadParameter } from '../../errors.ts';
import type { Handlers } from '../handler.ts';

export function libpodSystemCheck(engine: Engine) {
  return {
    'libpod.system.check': async ({ query }) => {
      const { repair, repair_lossy: lossy, unreferenced_layer_max_age: age } = query;
      // Layers that nobody refers to are collected at every start, whatever their age.
      if (parseDuration(age) === undefined) {
        throw new BadParameter(`unreferenced_layer_max_age: "${age}" is no duration`);
      }
      const report = await checkStorage(engine, { repair, lossy });
      const value = {
        Errors: [report.images, report.containers].some((found) => Object.keys(found).length > 0),
        Layers: null,
        ROLayers: null,
        RemovedLayers: null,
        Images: orNull(report.images),
        ROImages: null,
        RemovedImages: orNull(report.removedImages),
        Containers: orNull(report.containers),
        RemovedContainers: orNull(report.removedContainers),
      };
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}

function orNull<T extends object>(found: T): T | null {
  return Object.keys(found).length === 0 ? null : found;
}
