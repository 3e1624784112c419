import { existsSync, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import { hierarchyOf, KNOWN_CONTROLLERS } from '../../runtime/cgroup/layout.ts';
import type { CgroupLayout } from '../../runtime/cgroup/layout.ts';

/** What the host is and how busy it is, one instant. Sizes are bytes, percentages have two digits. */
export interface HostFacts {
  hostname: string;
  kernel: string;
  /** As uname(2) says it: `x86_64`. */
  machine: string;
  cpus: number;
  cpu: { user: number; system: number; idle: number };
  memory: { total: number; free: number; swapTotal: number; swapFree: number };
  /** Seconds since boot. */
  uptime: number;
  distribution: {
    id: string;
    version: string;
    codename: string;
    variant: string;
    /** For people: `Debian GNU/Linux 12 (bookworm)`. */
    title: string;
  };
  cgroups: { version: 1 | 2; controllers: string[] };
  security: { apparmor: boolean; selinux: boolean; seccomp: boolean };
  /** Whether the kernel passes packets on, and shows bridged ones to the firewall. */
  network: { forwarding: boolean; bridgeIptables: boolean; bridgeIp6tables: boolean };
}

export function readHost(layout: CgroupLayout): HostFacts {
  const memory = parseMemory(readFileSync('/proc/meminfo', 'utf8'));
  const controllers = KNOWN_CONTROLLERS.filter((name) => hierarchyOf(layout, name));
  return {
    hostname: os.hostname(),
    kernel: os.release(),
    machine: os.machine(),
    cpus: os.cpus().length,
    cpu: parseCpu(readFileSync('/proc/stat', 'utf8')),
    memory,
    uptime: os.uptime(),
    distribution: parseDistribution(readOr('/etc/os-release', '')),
    cgroups: { version: layout.kind === 'v2' ? 2 : 1, controllers },
    security: {
      apparmor: readOr('/sys/module/apparmor/parameters/enabled', 'N').startsWith('Y'),
      selinux: existsSync('/sys/fs/selinux/enforce'),
      seccomp: /^Seccomp:/m.test(readFileSync('/proc/self/status', 'utf8')),
    },
    network: {
      forwarding: isOn('ipv4/ip_forward'),
      bridgeIptables: isOn('bridge/bridge-nf-call-iptables'),
      bridgeIp6tables: isOn('bridge/bridge-nf-call-ip6tables'),
    },
  };
}

/** Bytes from /proc/meminfo's kibibytes (proc(5)). */
export function parseMemory(text: string): HostFacts['memory'] {
  const value = (name: string) =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024;
  return {
    total: value('MemTotal'),
    free: value('MemFree'),
    swapTotal: value('SwapTotal'),
    swapFree: value('SwapFree'),
  };
}

/** Shares of all processors' time since boot, from the first line of /proc/stat (proc(5)). */
export function parseCpu(text: string): HostFacts['cpu'] {
  const [line = ''] = text.split('\n');
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0] = ticks;
  const total = ticks.reduce((sum, each) => sum + each, 0) || 1;
  const percent = (part: number) => Math.round((part / total) * 10_000) / 100;
  return {
    user: percent(user + nice),
    system: percent(system + irq + softirq),
    idle: percent(idle + iowait),
  };
}

/** os-release(5). */
export function parseDistribution(text: string): HostFacts['distribution'] {
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const id = value('ID') || 'linux';
  return {
    id,
    version: value('VERSION_ID'),
    codename: value('VERSION_CODENAME'),
    variant: value('VARIANT_ID'),
    title: value('PRETTY_NAME') || id,
  };
}

/** Size of a folder's file system, and what kind it is in the engines' words. */
export async function readFileSystem(
  folder: string,
): Promise<{ total: number; used: number; kind: string }> {
  const { bsize, blocks, bfree, type } = await fs.statfs(folder);
  return {
    total: blocks * bsize,
    used: (blocks - bfree) * bsize,
    kind: fileSystems[type] ?? '<unknown>',
  };
}

/** Magic numbers of statfs(2) with the names that containers/storage gives them. */
const fileSystems: Readonly<Record<number, string>> = {
  0xef53: 'extfs',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x01021994: 'tmpfs',
  0x794c7630: 'overlayfs',
  0x2fc12fc1: 'zfs',
  0xf2f52010: 'f2fs',
  0x6969: 'nfs',
};

function isOn(name: string): boolean {
  return readOr(`/proc/sys/net/${name}`, '0').trim() === '1';
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
