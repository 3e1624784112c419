import type { Figures } from '../types.ts';
import { figures, pairs, readFigure, readFigureFile } from './figure-files.ts';

/** Documentation/admin-guide/cgroup-v2.rst, "cpu.stat"; its times are microseconds. */
export function cpuV2(folder: string): Figures['cpu'] {
  const stat = figures(readFigureFile(`${folder}/cpu.stat`));
  const nanoseconds = (name: string) => (stat[name] ?? 0) * 1000;
  return {
    total: nanoseconds('usage_usec'),
    kernel: nanoseconds('system_usec'),
    user: nanoseconds('user_usec'),
    perCpu: [],
    throttled: {
      periods: stat['nr_periods'] ?? 0,
      throttledPeriods: stat['nr_throttled'] ?? 0,
      time: nanoseconds('throttled_usec'),
    },
  };
}

/** "memory.current", "memory.peak" (Linux 5.19), "memory.max" (a number or `max`), "memory.stat". */
export function memoryV2(folder: string): Figures['memory'] {
  const limit = readFigureFile(`${folder}/memory.max`).trim();
  return {
    usage: readFigure(`${folder}/memory.current`),
    maxUsage: readFigure(`${folder}/memory.peak`),
    limit: limit === 'max' || limit === '' ? Infinity : Number(limit),
    stats: figures(readFigureFile(`${folder}/memory.stat`)),
  };
}

/** "io.stat": `8:0 rbytes=1 wbytes=2 rios=3 …` by device. */
export function blockIoV2(folder: string): Figures['blockIo'] {
  return pairs(readFigureFile(`${folder}/io.stat`)).flatMap(([device, rest]) => {
    const [major, minor] = device.split(':').map(Number);
    const values = new Map(rest.split(' ').map((field) => field.split('=') as [string, string]));
    return [
      ['read', 'rbytes'],
      ['write', 'wbytes'],
    ].map(([op = '', name = '']) => ({
      major: major ?? 0,
      minor: minor ?? 0,
      op,
      value: Number(values.get(name) ?? 0),
    }));
  });
}
