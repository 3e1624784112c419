import type { CheckpointReport } from '../../../engine/containers/checkpoint/checkpoint.ts';
import type { Containers } from '../../../engine/containers/containers.ts';
import type { Handlers } from '../../handler.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Checkpoints of containers, and containers of checkpoints. */
export function checkpointHandlers(containers: Containers) {
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
      const report = query.import
        ? await containers.restoreArchive(
            input,
            given({
              ...wish,
              name: nonZero(query.name),
              ignoreRootFs: query.ignoreRootFS ?? false,
              ignoreVolumes: query.ignoreVolumes,
            }),
          )
        : await containers.restore(path.name, wish);
      const duration = { runtime_restore_duration: report.duration };
      const value = encode(report, path.name, query.printStats ? duration : undefined);
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
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
