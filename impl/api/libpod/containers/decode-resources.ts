import type {
  ContainerCreate,
  LinuxBlockIO,
  ThrottleDevice,
  WeightDevice,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ResourceConfig } from '../../../container-config.ts';
import { given, nonEmpty } from '../../shared/given.ts';

/** Limits of a SpecGenerator; they are in the runtime spec's terms already. */
export function decodeResources(spec: ContainerCreate): ResourceConfig {
  const limits = spec.resource_limits ?? {};
  const { useHierarchy: _, ...memory } = limits.memory ?? {};
  const { idle: _idle, ...cpu } = limits.cpu ?? {};
  return given({
    cpu: nonEmpty(
      given({
        ...cpu,
        period: cpu.period ?? (spec.cpu_period || undefined),
        quota: cpu.quota ?? (spec.cpu_quota || undefined),
      }),
    ),
    memory: nonEmpty(memory),
    pids: limits.pids?.limit === undefined ? undefined : { limit: limits.pids.limit },
    blockIO: nonEmpty(blockIo(spec, limits.blockIO ?? {})),
    hugepageLimits: limits.hugepageLimits?.map(({ pageSize = '', limit = 0 }) => ({
      pageSize,
      limit,
    })),
    rdma: nonEmpty(limits.rdma ?? {}),
    unified: nonEmpty({ ...limits.unified, ...spec.unified }),
    rlimits: (spec.r_limits ?? []).map(({ type = '', hard = 0, soft = 0 }) => ({
      type: `RLIMIT_${type.replace(/^RLIMIT_/i, '').toUpperCase()}`,
      hard,
      soft,
    })),
    oomScoreAdj: spec.oom_score_adj,
    sysctl: spec.sysctl ?? {},
  });
}

/** Devices come by path beside the limits: their numbers are the daemon's to find. */
function blockIo(spec: ContainerCreate, limits: LinuxBlockIO): object {
  return given({
    weight: limits.weight,
    weightDevice: weights(spec.weightDevice),
    throttleReadBpsDevice: rates(spec.throttleReadBpsDevice),
    throttleWriteBpsDevice: rates(spec.throttleWriteBpsDevice),
    throttleReadIOPSDevice: rates(spec.throttleReadIOPSDevice),
    throttleWriteIOPSDevice: rates(spec.throttleWriteIOPSDevice),
  });
}

function weights(devices: Record<string, WeightDevice> | undefined) {
  if (devices === undefined) return undefined;
  return Object.entries(devices).map(([path, { weight = 0 }]) => ({ path, weight }));
}

function rates(devices: Record<string, ThrottleDevice> | undefined) {
  if (devices === undefined) return undefined;
  return Object.entries(devices).map(([path, { rate = 0 }]) => ({ path, rate }));
}
