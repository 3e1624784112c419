import type { CheckpointReport } from '../../../engine/containers/checkpoint/checkpoint.ts';
import { parsePublished } from '../../../engine/containers/publish.ts';
import type { Engine } from '../../../engine/engine.ts';
import { newName } from '../../../engine/images/names.ts';
import type { Image } from '../../../storage/types.ts';
import type { Handlers } from '../../handler.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Checkpoints of containers, and containers of checkpoints. */
export function checkpointHandlers(engine: Pick<Engine, 'containers' | 'images'>) {
  const { containers } = engine;
  return {
    'libpod.container.checkpoint': async ({ path, query }) => {
      const { keep = false, leaveRunning = false, tcpEstablished = false } = query;
      const report = await containers.checkpoint(
        path.name,
        given({
          keep,
          leaveRunning,
          tcpEstablished,
          fileLocks: query.fileLocks,
          preCheckpoint: query.preCheckpoint,
          withPrevious: query.withPrevious,
          image: query.createImage ? newName(query.createImage, undefined, 'libpod') : undefined,
          export: query.export ? { rootFs: !query.ignoreRootFS, volumes: true } : undefined,
        }),
      );
      const { archive: source } = report;
      if (source) return { kind: 'stream', status: 200, contentType: 'application/x-tar', source };
      const duration = { runtime_checkpoint_duration: report.duration };
      const value = encode(report, path.name, query.printStats ? duration : undefined);
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.restore': async ({ path, query, input }) => {
      const { keep = false, tcpEstablished = false, fileLocks } = query;
      const { ignoreStaticIP: ignoreStaticIp = false } = query;
      const { ignoreStaticMAC: ignoreStaticMac = false } = query;
      const wish = { keep, tcpEstablished, fileLocks, ignoreStaticIp, ignoreStaticMac };
      const published = (query.publishPorts ?? []).flatMap((text) => text.split(/\s+/));
      const imported = given({
        ...wish,
        name: nonZero(query.name),
        ignoreRootFs: query.ignoreRootFS ?? false,
        ignoreVolumes: query.ignoreVolumes,
        pod: nonZero(query.pod),
        ports: published.filter((text) => text !== '').map(parsePublished),
      });
      const image = query.import ? undefined : checkpointImage(engine, path.name);
      const report = query.import
        ? await containers.restoreArchive(input, imported)
        : image
          ? await containers.restoreImage(image, imported)
          : await containers.restore(path.name, wish);
      const duration = { runtime_restore_duration: report.duration };
      const value = encode(report, path.name, query.printStats ? duration : undefined);
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}

/** A name that no container has may be an image's. */
function checkpointImage(
  { containers, images }: Pick<Engine, 'containers' | 'images'>,
  name: string,
): Image | undefined {
  const isImage = !containers.exists(name) && images.exists(name, 'libpod');
  return isImage ? images.find(name, 'libpod').image : undefined;
}

function encode(
  { id, figures }: CheckpointReport,
  input: string,
  durations: Record<string, number> | undefined,
) {
  return {
    Err: null,
    Id: id,
    RawInput: input,
    ...durations,
    criu_statistics: durations ? figures : null,
  };
}
