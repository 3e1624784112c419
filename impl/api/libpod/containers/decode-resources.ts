import type { ContainerCreate, ThrottleDevice } from '../../../../spec/generated/schemas.gen.ts';
import type { ResourceConfig } from '../../../engine/containers/config.ts';
import { given, nonEmpty, nonZero } from '../../shared/given.ts';

/** Limits of a libpod create request; they come in the runtime spec's own terms already. */
export function decodeResources(body: ContainerCreate): ResourceConfig {
  const limits = body.resource_limits ?? {};
  const cpu = given({
    ...limits.cpu,
    period: nonZero(body.cpu_period) ?? limits.cpu?.period,
    quota: nonZero(body.cpu_quota) ?? limits.cpu?.quota,
  });
  return given({
    cpu: nonEmpty(cpu),
    memory: nonEmpty(limits.memory ?? {}),
    // Podman takes 0 and -1 for no limit.
    pids: limits.pids?.limit === undefined ? undefined : { limit: limits.pids.limit || -1 },
    blockIO: nonEmpty(decodeBlockIo(body)),
    hugepageLimits: limits.hugepageLimits?.map(({ pageSize = '', limit = 0 }) => ({
      pageSize,
      limit,
    })),
    unified: nonEmpty({ ...limits.unified, ...body.unified }),
    rlimits: (body.r_limits ?? []).map(({ type = '', hard = 0, soft = 0 }) => ({
      type: `RLIMIT_${type.replace(/^rlimit_/i, '').toUpperCase()}`,
      hard,
      soft,
    })),
    oomScoreAdj: body.oom_score_adj ?? undefined,
    sysctl: body.sysctl ?? {},
  });
}

/** Devices are named by path beside the limits, and by number within them. */
function decodeBlockIo(body: ContainerCreate) {
  const limits = body.resource_limits?.blockIO ?? {};
  const weights = [
    ...Object.entries(body.weightDevice ?? {}).map(([path, { weight = 0 }]) => ({ path, weight })),
    ...(limits.weightDevice ?? []).map((device) => ({
      path: byNumber(device),
      weight: device.weight ?? 0,
    })),
  ];
  return given({
    weight: nonZero(limits.weight),
    weightDevice: weights.length > 0 ? weights : undefined,
    throttleReadBpsDevice: throttle(body.throttleReadBpsDevice, limits.throttleReadBpsDevice),
    throttleWriteBpsDevice: throttle(body.throttleWriteBpsDevice, limits.throttleWriteBpsDevice),
    throttleReadIOPSDevice: throttle(body.throttleReadIOPSDevice, limits.throttleReadIOPSDevice),
    throttleWriteIOPSDevice: throttle(body.throttleWriteIOPSDevice, limits.throttleWriteIOPSDevice),
  });
}

function throttle(
  byPath: Record<string, ThrottleDevice> | undefined,
  numbered: ThrottleDevice[] | undefined,
): { path: string; rate: number }[] | undefined {
  const devices = [
    ...Object.entries(byPath ?? {}).map(([path, { rate = 0 }]) => ({ path, rate })),
    ...(numbered ?? []).map((device) => ({ path: byNumber(device), rate: device.rate ?? 0 })),
  ];
  return devices.length > 0 ? devices : undefined;
}

/** The kernel keeps a link to every block device under its number. */
function byNumber({ major = 0, minor = 0 }: { major?: number; minor?: number }): string {
  return `/dev/block/${major}:${minor}`;
}
