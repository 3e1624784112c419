import { totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import type { Figures } from '../types.ts';
import { readFigureFile, pairs } from './figure-files.ts';
import { cpuV1, blockIoV1, memoryV1 } from './figures-v1.ts';
import { blockIoV2, cpuV2, memoryV2 } from './figures-v2.ts';
import { controllerFolder } from './control.ts';
import { hierarchyOf } from './layout.ts';
import type { CgroupLayout } from './layout.ts';
import { networkFigures } from './network-figures.ts';

/** Clock ticks per second in /proc, the same on every architecture that Linux has now. */
const USER_HZ = 100;

/**
 * What a container uses at this moment. A controller that the host lacks gives zeros.
 * @param pid of a process in the container's network namespace; 0 leaves the network out
 */
export function readFigures(layout: CgroupLayout, cgroupPath: string, pid: number): Figures {
  const part = <T>(controller: string, v1: (folder: string) => T, v2: (folder: string) => T) => {
    const folder = controllerFolder(layout, controller, cgroupPath) ?? '/nonexistent';
    return hierarchyOf(layout, controller)?.version === 2 ? v2(folder) : v1(folder);
  };
  const throttling = controllerFolder(layout, 'cpu', cgroupPath) ?? '/nonexistent';
  const memory = part('memory', memoryV1, memoryV2);
  return {
    read: Date.now(),
    cpu: part('cpuacct', (folder) => cpuV1(folder, throttling), cpuV2),
    ...systemCpu(readFileSync('/proc/stat', 'latin1')),
    memory: { ...memory, limit: Math.min(memory.limit, totalmem()) },
    pids: part('pids', pidsOf, pidsOf),
    blockIo: part('blkio', blockIoV1, blockIoV2),
    network: pid > 0 ? networkFigures(readFigureFile(`/proc/${pid}/net/dev`)) : {},
  };
}

/** The files of the pids controller are the same in both versions. */
function pidsOf(folder: string): Figures['pids'] {
  const limit = readFigureFile(`${folder}/pids.max`).trim();
  return {
    current: Number(readFigureFile(`${folder}/pids.current`)),
    limit: limit === 'max' || limit === '' ? Infinity : Number(limit),
  };
}

/**
 * The time that all processors had, idle included, in nanoseconds: against it clients set a
 * container's (proc_stat(5); Docker counts the same seven kinds).
 */
export function systemCpu(stat: string): Pick<Figures, 'systemCpu' | 'onlineCpus'> {
  const rows = pairs(stat).filter(([name]) => name.startsWith('cpu'));
  const all = rows.find(([name]) => name === 'cpu')?.[1].split(/\s+/) ?? [];
  const ticks = all.slice(0, 7).reduce((sum, value) => sum + Number(value), 0);
  return { systemCpu: ticks * (1e9 / USER_HZ), onlineCpus: rows.length - 1 };
}
