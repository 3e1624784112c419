import { availableParallelism } from 'node:os';
import type {
  DockerHostConfig,
  DockerThrottleDevice,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ResourceConfig } from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonEmpty, nonZero } from '../../shared/given.ts';

/** Docker's period when only a share of processors is named (NanoCpus), in microseconds. */
const PERIOD = 100_000;
/** Docker's smallest memory limit. */
const LEAST_MEMORY = 6 * 1024 * 1024;

/** Limits of HostConfig in the terms of the runtime spec. Throws BadParameter. */
export function decodeResources(host: DockerHostConfig): ResourceConfig {
  return given({
    cpu: nonEmpty(cpu(host)),
    memory: nonEmpty(memory(host)),
    // 0 and -1 are Docker's words for no limit, like not saying anything.
    pids: host.PidsLimit && host.PidsLimit > 0 ? { limit: host.PidsLimit } : { limit: -1 },
    blockIO: nonEmpty(blockIo(host)),
    rlimits: (host.Ulimits ?? []).map(({ Name = '', Soft = 0, Hard = 0 }) => ({
      type: `RLIMIT_${Name.toUpperCase()}`,
      soft: Soft,
      hard: Hard,
    })),
    oomScoreAdj: nonZero(host.OomScoreAdj),
    sysctl: host.Sysctls ?? {},
  });
}

function cpu(host: DockerHostConfig) {
  const { NanoCpus, CpuQuota, CpuPeriod } = host;
  if (NanoCpus && (CpuQuota || CpuPeriod)) {
    throw new BadParameter(
      'Conflicting options: Nano CPUs and CPU Period or Quota cannot both be set',
    );
  }
  if (NanoCpus !== undefined && NanoCpus < 0) {
    throw new BadParameter('NanoCPUs cannot be negative');
  }
  if (NanoCpus && NanoCpus > availableParallelism() * 1e9) {
    const count = availableParallelism();
    throw new BadParameter(
      `Range of CPUs is from 0.01 to ${count}.00, as there are only ${count} CPUs available`,
    );
  }
  const share = NanoCpus ? { quota: Math.round((NanoCpus * PERIOD) / 1e9), period: PERIOD } : {};
  return given({
    shares: nonZero(host.CpuShares),
    quota: nonZero(CpuQuota),
    period: nonZero(CpuPeriod),
    realtimeRuntime: nonZero(host.CpuRealtimeRuntime),
    realtimePeriod: nonZero(host.CpuRealtimePeriod),
    cpus: nonZero(host.CpusetCpus),
    mems: nonZero(host.CpusetMems),
    ...share,
  });
}

function memory(host: DockerHostConfig) {
  const limit = nonZero(host.Memory);
  if (limit !== undefined && limit < LEAST_MEMORY) {
    throw new BadParameter('Minimum memory limit allowed is 6MB');
  }
  const swap = nonZero(host.MemorySwap);
  if (swap !== undefined && swap > 0 && limit === undefined) {
    throw new BadParameter('You should always set the Memory limit when using Memoryswap limit');
  }
  if (swap !== undefined && swap > 0 && limit !== undefined && swap < limit) {
    throw new BadParameter('Minimum memoryswap limit should be larger than memory limit');
  }
  const swappiness = host.MemorySwappiness ?? -1;
  return given({
    limit,
    reservation: nonZero(host.MemoryReservation),
    // As much swap as memory, unless something else is said.
    swap: swap ?? (limit === undefined ? undefined : limit * 2),
    kernel: nonZero(host.KernelMemory),
    kernelTCP: nonZero(host.KernelMemoryTCP),
    swappiness: swappiness < 0 ? undefined : swappiness,
    disableOOMKiller: nonZero(host.OomKillDisable),
  });
}

function blockIo(host: DockerHostConfig) {
  const weights = (host.BlkioWeightDevice ?? []).map(({ Path = '', Weight = 0 }) => ({
    path: Path,
    weight: Weight,
  }));
  return given({
    weight: nonZero(host.BlkioWeight),
    weightDevice: weights.length > 0 ? weights : undefined,
    throttleReadBpsDevice: throttle(host.BlkioDeviceReadBps),
    throttleWriteBpsDevice: throttle(host.BlkioDeviceWriteBps),
    throttleReadIOPSDevice: throttle(host.BlkioDeviceReadIOps),
    throttleWriteIOPSDevice: throttle(host.BlkioDeviceWriteIOps),
  });
}

function throttle(devices: DockerThrottleDevice[] | null | undefined) {
  if (!devices || devices.length === 0) return undefined;
  return devices.map(({ Path = '', Rate = 0 }) => ({ path: Path, rate: Rate }));
}
