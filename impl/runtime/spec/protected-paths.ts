import type { ContainerConfig } from '../../container-config.ts';

/** Kernel files that tell about the host or change it, by whose rules: hidden, or only readable. */
const PROTECTED = {
  libpod: {
    masked: [
      '/proc/acpi',
      '/proc/kcore',
      '/proc/keys',
      '/proc/latency_stats',
      '/proc/timer_list',
      '/proc/timer_stats',
      '/proc/sched_debug',
      '/proc/scsi',
      '/sys/firmware',
      '/sys/fs/selinux',
      '/sys/dev/block',
    ],
    readonly: [
      '/proc/asound',
      '/proc/bus',
      '/proc/fs',
      '/proc/irq',
      '/proc/sys',
      '/proc/sysrq-trigger',
    ],
  },
  compat: {
    masked: [
      '/proc/asound',
      '/proc/acpi',
      '/proc/kcore',
      '/proc/keys',
      '/proc/latency_stats',
      '/proc/timer_list',
      '/proc/timer_stats',
      '/proc/sched_debug',
      '/proc/scsi',
      '/sys/firmware',
      '/sys/devices/virtual/powercap',
    ],
    readonly: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
  },
} as const;

/**
 * Paths that a container must not see, and must not write: the tree's defaults with `unmask` taken
 * away (`ALL` takes all) and `mask` added. None for a privileged container.
 */
export function protectedPaths(config: Pick<ContainerConfig, 'tree' | 'security'>): {
  masked: string[];
  readonly: string[];
} {
  const { privileged, mask, unmask, readOnlyPaths = [] } = config.security;
  const defaults = PROTECTED[config.tree];
  const all = unmask.some((path) => path.toUpperCase() === 'ALL');
  const shown = unmask.map(pattern);
  const isKept = (path: string) => !privileged && !all && !shown.some((one) => one.test(path));
  return {
    masked: [...defaults.masked.filter(isKept), ...(privileged ? [] : mask)],
    readonly: [...defaults.readonly.filter(isKept), ...(privileged ? [] : readOnlyPaths)],
  };
}

/** `/proc/*` as Go's `path.Match` reads it: a star stays within one folder. */
function pattern(path: string): RegExp {
  const text = path.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
}
