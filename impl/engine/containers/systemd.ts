import { posix } from 'node:path';
import type { ContainerConfig } from '../../container-config.ts';

/** SIGRTMIN+3: systemd as process 1 shuts down (systemd(1)). */
export const SYSTEMD_STOP_SIGNAL = 37;

/**
 * Whether a container is prepared for systemd as its process 1: when it is asked for, or when the
 * program is an init system and nobody says no. Docker has no such thing.
 */
export function runsSystemd({ systemd = 'true', tree, process }: ContainerConfig): boolean {
  if (tree !== 'libpod' || systemd === 'false') return false;
  if (systemd === 'always') return true;
  const [program = ''] = [...(process.entrypoint ?? []), ...(process.command ?? [])];
  return posix.basename(program) === 'systemd' || /^\/(usr\/(local\/)?)?sbin\/init$/.test(program);
}
