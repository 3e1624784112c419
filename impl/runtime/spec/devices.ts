import { readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import type { ContainerConfig } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';
import { splitDevice } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import type { OciDevice, OciDeviceRule } from './oci-config.ts';

/** Folders of /dev that hold what each container has of its own, or no devices. */
const NOT_SHARED = ['pts', 'shm', 'fd', 'mqueue', '.lxc', '.lxd-mounts', '.udev'];

/** Devices to make, and what the container's processes may do with devices. */
export interface DeviceSetting {
  devices: OciDevice[];
  rules: OciDeviceRule[];
}

/**
 * Nothing may be used but what the runtime always allows (null, zero, ttys …), the devices asked
 * for, and what the rules say; a privileged container has every device of the host.
 * Throws BadParameter for a source that is no device.
 */
export function deviceSetting(
  config: Pick<ContainerConfig, 'storage' | 'security'>,
): DeviceSetting {
  const { devices, deviceCgroupRules } = config.storage;
  const wanted = devices.flatMap((device) =>
    expand(device.source, device.destination || device.source).map((made) => ({
      made,
      access: device.permissions || 'rwm',
    })),
  );
  if (config.security.privileged) {
    const own = new Map(hostDevices().map((device) => [device.path, device]));
    for (const { made } of wanted) own.set(made.path, made);
    return { devices: [...own.values()], rules: [{ allow: true, access: 'rwm' }] };
  }
  return {
    devices: wanted.map(({ made }) => made),
    rules: [
      { allow: false, access: 'rwm' },
      ...wanted.map(({ made: { type, major, minor }, access }) => ({
        allow: true,
        type,
        major,
        minor,
        access,
      })),
      ...deviceCgroupRules,
    ],
  };
}

/** A device, or all devices below a folder. */
function expand(source: string, destination: string): OciDevice[] {
  let stats;
  try {
    stats = statSync(source);
  } catch (cause) {
    throw new BadParameter(`stat ${source}: no such file or directory`, { cause });
  }
  if (!stats.isDirectory()) {
    const device = toDevice(destination, stats);
    if (device) return [device];
    throw new BadParameter(`${source} is not a device node`);
  }
  return readdirSync(source).flatMap((name) => {
    const path = join(source, name);
    return isDeviceOrFolder(path) ? expand(path, join(destination, name)) : [];
  });
}

function isDeviceOrFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.isDirectory() || isDevice(stats));
}

const isDevice = (stats: Stats) => stats.isCharacterDevice() || stats.isBlockDevice();

/** Every device of the host's /dev, for privileged containers. Links are not followed. */
function hostDevices(folder = '/dev'): OciDevice[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SHARED.includes(entry.name) ? [] : hostDevices(path);
    if (!entry.isCharacterDevice() && !entry.isBlockDevice()) return [];
    if (path === '/dev/console') return [];
    const device = toDevice(path, statSync(path, { throwIfNoEntry: false }));
    return device ? [device] : [];
  });
}

function toDevice(path: string, stats: Stats | undefined): OciDevice | undefined {
  if (!stats || !isDevice(stats)) return undefined;
  return {
    path,
    type: stats.isCharacterDevice() ? 'c' : 'b',
    ...splitDevice(BigInt(stats.rdev)),
    fileMode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
  };
}

/** Numbers of a block device's path, for blkio limits. Throws BadParameter. */
export function blockDevice(path: string): { major: number; minor: number } {
  try {
    const stats = statSync(path);
    if (isDevice(stats)) return splitDevice(BigInt(stats.rdev));
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
  throw new BadParameter(`could not parse device major/minor of ${path}: no such device`);
}
