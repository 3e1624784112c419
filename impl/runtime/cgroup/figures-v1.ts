import type { Figures } from '../types.ts';
import { figures, readFigure, readFigureFile } from './figure-files.ts';

/** Documentation/admin-guide/cgroup-v1/cpuacct.rst; times are nanoseconds. */
export function cpuV1(cpuacct: string, cpu: string): Figures['cpu'] {
  const throttled = figures(readFigureFile(`${cpu}/cpu.stat`));
  const perCpu = readFigureFile(`${cpuacct}/cpuacct.usage_percpu`).trim();
  return {
    total: readFigure(`${cpuacct}/cpuacct.usage`),
    kernel: readFigure(`${cpuacct}/cpuacct.usage_sys`),
    user: readFigure(`${cpuacct}/cpuacct.usage_user`),
    perCpu: perCpu === '' ? [] : perCpu.split(/\s+/).map(Number),
    throttled: {
      periods: throttled['nr_periods'] ?? 0,
      throttledPeriods: throttled['nr_throttled'] ?? 0,
      time: throttled['throttled_time'] ?? 0,
    },
  };
}

/** Documentation/admin-guide/cgroup-v1/memory.rst; an unlimited group's limit is about 2^63. */
export function memoryV1(folder: string): Figures['memory'] {
  return {
    usage: readFigure(`${folder}/memory.usage_in_bytes`),
    maxUsage: readFigure(`${folder}/memory.max_usage_in_bytes`),
    limit: readFigure(`${folder}/memory.limit_in_bytes`) || Infinity,
    stats: figures(readFigureFile(`${folder}/memory.stat`)),
  };
}

/** `8:0 Read 4096` and a total, by device (cgroup-v1/blkio-controller.rst). */
export function blockIoV1(folder: string): Figures['blockIo'] {
  const text =
    readFigureFile(`${folder}/blkio.throttle.io_service_bytes_recursive`) ||
    readFigureFile(`${folder}/blkio.throttle.io_service_bytes`);
  return [...text.matchAll(/^(\d+):(\d+) (\w+) (\d+)$/gm)].map(
    ([, major, minor, op = '', value]) => ({
      major: Number(major),
      minor: Number(minor),
      op,
      value: Number(value),
    }),
  );
}
