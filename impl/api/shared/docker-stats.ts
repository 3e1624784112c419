import type { DockerStats } from '../../../spec/generated/schemas.gen.ts';
import type { Sample, SamplePair } from '../../engine/containers/stats.ts';
import { goTime } from './go-time.ts';

type Figures = NonNullable<Sample['figures']>;

/** Docker's figures of one container, zeros while it does not run. */
export function dockerStats({ current, previous }: SamplePair, name: string): DockerStats {
  const { figures } = current;
  const before = previous?.figures;
  return {
    name,
    id: current.id,
    read: goTime(figures?.read ?? 0),
    preread: goTime(before?.read ?? 0),
    pids_stats: figures ? pids(figures) : {},
    blkio_stats: blkio(figures),
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpu(figures),
    precpu_stats: cpu(before),
    memory_stats: figures ? memory(figures) : {},
    ...networks(figures),
  };
}

function pids({ pids: { current, limit } }: Figures) {
  return { current, ...(Number.isFinite(limit) ? { limit } : {}) };
}

function blkio(figures: Figures | undefined): DockerStats['blkio_stats'] {
  return {
    io_service_bytes_recursive: figures?.blockIo ?? null,
    io_serviced_recursive: null,
    io_queue_recursive: null,
    io_service_time_recursive: null,
    io_wait_time_recursive: null,
    io_merged_recursive: null,
    io_time_recursive: null,
    sectors_recursive: null,
  };
}

function cpu(figures: Figures | undefined): DockerStats['cpu_stats'] {
  if (!figures) {
    return {
      cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
      throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
    };
  }
  const { total, kernel, user, perCpu, throttled } = figures.cpu;
  return {
    cpu_usage: {
      total_usage: total,
      ...(perCpu.length > 0 ? { percpu_usage: perCpu } : {}),
      usage_in_kernelmode: kernel,
      usage_in_usermode: user,
    },
    system_cpu_usage: figures.systemCpu,
    online_cpus: figures.onlineCpus,
    throttling_data: {
      periods: throttled.periods,
      throttled_periods: throttled.throttledPeriods,
      throttled_time: throttled.time,
    },
  };
}

function memory({ memory: { usage, maxUsage, stats, limit } }: Figures) {
  return { usage, ...(maxUsage > 0 ? { max_usage: maxUsage } : {}), stats, limit };
}

function networks(figures: Figures | undefined): Pick<DockerStats, 'networks'> {
  const all = Object.entries(figures?.network ?? {});
  if (all.length === 0) return {};
  return {
    networks: Object.fromEntries(
      all.map(([name, counters]) => [
        name,
        {
          rx_bytes: counters.rxBytes,
          rx_packets: counters.rxPackets,
          rx_errors: counters.rxErrors,
          rx_dropped: counters.rxDropped,
          tx_bytes: counters.txBytes,
          tx_packets: counters.txPackets,
          tx_errors: counters.txErrors,
          tx_dropped: counters.txDropped,
        },
      ]),
    ),
  };
}
