import { readFileSync } from 'node:fs';
import { BadParameter } from '../../errors.ts';
import { RLIMITS } from '../../runtime/spec/rlimits.ts';
import type { CgroupLayout } from '../../runtime/cgroup/layout.ts';
import type { ContainerConfig, ResourceConfig } from '../../container-config.ts';

/** Refuses limits that the kernel would refuse at every start. Throws BadParameter naming them. */
export function checkLimits(
  { resources, tree, cgroup }: ContainerConfig,
  layout: CgroupLayout,
): void {
  checkMemory(resources.memory ?? {});
  checkCpu(resources.cpu ?? {});
  checkRlimits(resources.rlimits);
  const { oomScoreAdj = 0, unified } = resources;
  if (oomScoreAdj < -1000 || oomScoreAdj > 1000) {
    throw new BadParameter(
      `Invalid value ${oomScoreAdj}, range for oom score adj is [-1000, 1000]`,
    );
  }
  if (cgroup.mode === 'split' && layout.kind !== 'v2') {
    throw new BadParameter('cgroups_mode split needs cgroup v2: invalid argument');
  }
  if (unified && layout.kind !== 'v2' && tree === 'libpod') {
    throw new BadParameter('cannot use unified without cgroup v2: invalid argument');
  }
}

function checkMemory({
  limit,
  reservation,
  swap,
  swappiness,
}: NonNullable<ResourceConfig['memory']>): void {
  if (limit !== undefined && limit < -1) {
    throw new BadParameter(`memory limit cannot be negative: ${limit}: invalid argument`);
  }
  if (swap !== undefined && swap > 0 && !limit) {
    throw new BadParameter('You should always set the Memory limit when using Memoryswap limit');
  }
  if (swap !== undefined && limit !== undefined && swap > 0 && swap < limit) {
    throw new BadParameter('Minimum memoryswap limit should be larger than memory limit');
  }
  if (limit !== undefined && limit > 0 && reservation !== undefined && reservation > limit) {
    throw new BadParameter(
      'Minimum memory limit can not be less than memory reservation limit, see usage',
    );
  }
  if (swappiness !== undefined && (swappiness < 0 || swappiness > 100)) {
    throw new BadParameter(`Invalid value: ${swappiness}, valid memory swappiness range is 0-100`);
  }
}

/** The kernel's own bounds: a millisecond, and a second (kernel/sched/core.c). */
function checkCpu({ quota, period, cpus, mems }: NonNullable<ResourceConfig['cpu']>): void {
  if (period && (period < 1000 || period > 1_000_000)) {
    throw new BadParameter(
      'CPU cfs period cannot be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
    );
  }
  if (quota && quota !== -1 && quota < 1000) {
    throw new BadParameter('CPU cfs quota cannot be less than 1ms (i.e. 1000)');
  }
  checkSet('CPUs', cpus, '/sys/devices/system/cpu/online');
  checkSet('memory nodes', mems, '/sys/devices/system/node/online');
}

function checkSet(what: string, wanted: string | undefined, file: string): void {
  if (!wanted) return;
  const available = readFileSync(file, 'latin1').trim();
  const known = new Set(numbersOf(available));
  const numbers = numbersOf(wanted);
  if (numbers === undefined) {
    throw new BadParameter(`invalid list of ${what} "${wanted}": must be like 0-2,4`);
  }
  if (numbers.every((number) => known.has(number))) return;
  throw new BadParameter(
    `Requested ${what} are not available - requested ${wanted}, available: ${available}`,
  );
}

/** `0-2,4` as numbers; undefined when it is no such list. */
function numbersOf(list: string): number[] | undefined {
  const ranges = list.split(',').map((range) => /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range.trim()));
  if (ranges.some((range) => range === null)) return undefined;
  return ranges.flatMap((range) => {
    const [first, last] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  });
}

function checkRlimits(rlimits: ResourceConfig['rlimits']): void {
  for (const { type, soft, hard } of rlimits) {
    if (!RLIMITS.includes(type)) {
      throw new BadParameter(`invalid ulimit type: ${type.replace(/^RLIMIT_/, '').toLowerCase()}`);
    }
    if (hard >= 0 && (soft > hard || soft < 0)) {
      throw new BadParameter(
        `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`,
      );
    }
  }
}
