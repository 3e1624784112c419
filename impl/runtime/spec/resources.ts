import { existsSync, readFileSync } from 'node:fs';
import type { ResourceConfig } from '../../container-config.ts';
import { hierarchyOf } from '../cgroup/layout.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import { hostCapabilities } from './capabilities.ts';
import { blockDevice } from './devices.ts';
import type { OciBlockIO, OciDeviceRule, OciResources } from './oci-config.ts';

/** Processes of a container when nothing is said (Podman). */
export const DEFAULT_PIDS_LIMIT = 2048;

/**
 * `linux.resources` of the OCI configuration. Limits whose controller the host lacks are left out,
 * for the runtime would refuse the container; `missingControllers` says so beforehand.
 */
export function resourcesOf(
  config: ResourceConfig,
  rules: OciDeviceRule[],
  layout: CgroupLayout,
): OciResources {
  const has = (controller: string) => hierarchyOf(layout, controller) !== undefined;
  const blockIO = has('blkio') ? blockIoOf(config.blockIO, hasWeight(layout)) : undefined;
  // -1 and 0 mean no limit. The runtime spec writes -1 for it, which crun 1.8 writes to a file
  // that the kernel refuses it for; a new control group has no limit anyway.
  const pids = config.pids?.limit ?? DEFAULT_PIDS_LIMIT;
  return {
    devices: rules,
    ...(pids > 0 && has('pids') ? { pids: { limit: pids } } : {}),
    ...(config.memory && has('memory') ? { memory: memoryOf(config.memory) } : {}),
    ...(config.cpu && has('cpu') ? { cpu: compact(config.cpu) } : {}),
    ...(blockIO ? { blockIO } : {}),
    ...(config.hugepageLimits?.length && has('hugetlb')
      ? { hugepageLimits: config.hugepageLimits }
      : {}),
    ...(config.rdma && has('rdma') ? { rdma: config.rdma } : {}),
    ...(config.unified && layout.kind === 'v2' ? { unified: config.unified } : {}),
  };
}

/** The limit of kernel memory alone is gone from Linux (5.16); memory's limit covers it. */
function memoryOf(memory: NonNullable<ResourceConfig['memory']>) {
  return compact({ ...memory, kernel: undefined });
}

function blockIoOf(config: ResourceConfig['blockIO'], weighs: boolean): OciBlockIO | undefined {
  if (!config) return undefined;
  const throttle = (devices: { path: string; rate: number }[] | undefined) =>
    devices?.map(({ path, rate }) => ({ ...blockDevice(path), rate }));
  return compact({
    weight: weighs ? config.weight : undefined,
    weightDevice: weighs
      ? config.weightDevice?.map(({ path, weight }) => ({ ...blockDevice(path), weight }))
      : undefined,
    throttleReadBpsDevice: throttle(config.throttleReadBpsDevice),
    throttleWriteBpsDevice: throttle(config.throttleWriteBpsDevice),
    throttleReadIOPSDevice: throttle(config.throttleReadIOPSDevice),
    throttleWriteIOPSDevice: throttle(config.throttleWriteIOPSDevice),
  });
}

type Compact<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the fields that are undefined. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Compact<T>;
}

/** With cgroup v1 only the schedulers that are gone since Linux 5.0 knew weights. */
function hasWeight(layout: CgroupLayout): boolean {
  const hierarchy = hierarchyOf(layout, 'blkio');
  return hierarchy?.version === 2 || existsSync(`${hierarchy?.path}/blkio.weight`);
}

/** Limits that were asked for and cannot be kept here, in words for the answer to create. */
export function missingControllers(config: ResourceConfig, layout: CgroupLayout): string[] {
  const asked: [string, unknown, string][] = [
    ['memory', config.memory, 'memory limit'],
    ['cpu', config.cpu, 'CPU'],
    ['pids', config.pids, 'pids limit'],
    ['blkio', config.blockIO, 'Block I/O'],
    ['hugetlb', config.hugepageLimits?.length, 'hugepage limit'],
    ['rdma', config.rdma, 'rdma'],
  ];
  const { weight, weightDevice } = config.blockIO ?? {};
  const unweighed = !hasWeight(layout)
    ? [weight && 'weight', weightDevice?.length && 'weight_device'].filter(
        (words) => typeof words === 'string',
      )
    : [];
  const missing = asked
    .filter(([controller, limit]) => limit && !hierarchyOf(layout, controller))
    .map(
      ([, , words]) =>
        `Your kernel does not support ${words} capabilities or the cgroup is not mounted. Limitation discarded.`,
    );
  return [
    ...missing,
    ...unweighed.map(
      (words) =>
        `Your kernel does not support Block I/O ${words} or the cgroup is not mounted. ${capitalised(words).replace('_', '-')} discarded.`,
    ),
  ];
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A score that the daemon may give: it cannot go below its own without CAP_SYS_RESOURCE. */
export function clampOomScore(
  wanted: number,
  own = Number(readFileSync('/proc/self/oom_score_adj', 'latin1')),
  mayLower = hostCapabilities().includes('CAP_SYS_RESOURCE'),
): number {
  return mayLower ? wanted : Math.max(wanted, own);
}
