import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { BadParameter } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';

const ZONES = '/usr/share/zoneinfo';

/**
 * The file of a time zone that is to be a container's /etc/localtime: `local` is the host's own.
 * Throws BadParameter for one that the host does not have.
 */
export function zoneFile(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined;
  const path = zone === 'local' ? '/etc/localtime' : join(ZONES, join('/', zone));
  try {
    return realpathSync(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw new BadParameter(`finding timezone ${zone}: stat ${path}: no such file or directory`);
  }
}
