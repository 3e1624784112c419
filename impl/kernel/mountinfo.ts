import { readFileSync } from 'node:fs';

/** One line of /proc/self/mountinfo (proc(5)). */
export interface MountEntry {
  mountId: number;
  parentId: number;
  /** `major:minor`. */
  device: string;
  /** The folder of the file system that is the mount's root. */
  root: string;
  mountPoint: string;
  options: string[];
  /** `shared:N`, `master:N` … */
  propagation: string[];
  type: string;
  source: string;
  superOptions: string[];
}

/**
 * The mounts of this process's namespace, in the order of mounting.
 * @param path another process's `/proc/PID/mountinfo`.
 */
export function readMountInfo(path = '/proc/self/mountinfo'): MountEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map(parseLine);
}

function parseLine(line: string): MountEntry {
  const fields = line.split(' ').map(unescape);
  const dash = fields.indexOf('-', 6);
  const at = (index: number) => fields[index] ?? '';
  return {
    mountId: Number(at(0)),
    parentId: Number(at(1)),
    device: at(2),
    root: at(3),
    mountPoint: at(4),
    options: at(5).split(','),
    propagation: fields.slice(6, dash),
    type: at(dash + 1),
    source: at(dash + 2),
    superOptions: at(dash + 3).split(','),
  };
}

/** Space, tab, newline and backslash stand as octal escapes. */
function unescape(field: string): string {
  if (!field.includes('\\')) return field;
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
