import { readFileSync } from 'node:fs';
import type { ContainerConfig } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';
import type { OciProcess } from '../types.ts';

/** `linux/capability.h`, by number. */
export const CAPABILITIES: readonly string[] = [
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE',
  'NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO',
  'SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME',
  'SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG',
  'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE',
].flatMap((line) => line.split(' ').map((name) => `CAP_${name}`));

/** What a container may do when nothing is said: the same in Podman 4.3 and in Docker. */
export const DEFAULT_CAPABILITIES: readonly string[] = [
  'CAP_AUDIT_WRITE',
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_MKNOD',
  'CAP_NET_BIND_SERVICE',
  'CAP_NET_RAW',
  'CAP_SETFCAP',
  'CAP_SETGID',
  'CAP_SETPCAP',
  'CAP_SETUID',
  'CAP_SYS_CHROOT',
];

/** A capability as clients write it (`net_admin`, `CAP_NET_ADMIN`, `all`). Throws BadParameter. */
export function normalizeCapability(name: string): string {
  const upper = name.toUpperCase();
  if (upper === 'ALL' || upper === 'CAP_ALL') return 'ALL';
  const full = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  if (CAPABILITIES.includes(full)) return full;
  throw new BadParameter(`unknown capability "${full}"`);
}

/** What the daemon itself may hand on, sorted. */
export function hostCapabilities(status = readFileSync('/proc/self/status', 'latin1')): string[] {
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return CAPABILITIES.filter((_, bit) => (bounding >> BigInt(bit)) & 1n).sort();
}

/**
 * The bounding set of a container, sorted: the defaults with `drop` taken and `add` given.
 * Dropping ALL leaves what is added; adding ALL gives what the host has. Throws BadParameter.
 */
export function boundingSet(
  wanted: { privileged: boolean; capAdd: readonly string[]; capDrop: readonly string[] },
  host: readonly string[],
): string[] {
  if (wanted.privileged) return [...host];
  const add = wanted.capAdd.map(normalizeCapability);
  const drop = wanted.capDrop.map(normalizeCapability);
  const both = add.find((name) => drop.includes(name));
  if (both) throw new BadParameter(`capability "${both}" cannot be dropped and added`);
  const base = drop.includes('ALL') ? [] : add.includes('ALL') ? host : DEFAULT_CAPABILITIES;
  const kept = base.filter((name) => !drop.includes(name));
  return [...new Set([...kept, ...add.filter((name) => name !== 'ALL')])].sort();
}

/**
 * The sets of one process. Root has the whole bounding set; the kernel takes it away with the change
 * to another user. That has with Podman what was added by name, as ambient capabilities, and with
 * Docker nothing until it runs a file that gives it some.
 */
export function processCapabilities(
  bounding: readonly string[],
  capAdd: readonly string[],
  { uid, tree }: { uid: number; tree: ContainerConfig['tree'] },
): NonNullable<OciProcess['capabilities']> {
  if (uid === 0) {
    return {
      bounding: [...bounding],
      effective: [...bounding],
      permitted: [...bounding],
      inheritable: [],
      ambient: [],
    };
  }
  const added = tree === 'compat' ? [] : capAdd.map(normalizeCapability);
  const given = added.includes('ALL')
    ? [...bounding]
    : bounding.filter((name) => added.includes(name));
  return {
    bounding: [...bounding],
    effective: given,
    permitted: [...given],
    inheritable: [...given],
    ambient: [...given],
  };
}
