import type { PathStat } from '../../engine/containers/archive/stat.ts';

/** The header that tells clients what lies at a path. */
export const PATH_STAT = 'X-Docker-Container-Path-Stat';

/** What both trees tell of a path's own entry. */
export function commonStat({ status }: PathStat) {
  return {
    size: Number(status.size),
    mode: goFileMode(Number(status.mode)),
    mtime: goNanoTime(status.mtimeNs),
  };
}

/** Go's os.FileMode of a `st_mode`: permissions below, kinds at other bits than the kernel's. */
export function goFileMode(mode: number): number {
  let bits = mode & 0o777;
  if (mode & 0o4000) bits += 2 ** 23;
  if (mode & 0o2000) bits += 2 ** 22;
  if (mode & 0o1000) bits += 2 ** 20;
  return bits + (KIND[mode & 0o170000] ?? 0);
}

const KIND: Readonly<Record<number, number>> = {
  0o040000: 2 ** 31, // folder
  0o120000: 2 ** 27, // symbolic link
  0o060000: 2 ** 26, // block device
  0o020000: 2 ** 26 + 2 ** 21, // character device
  0o010000: 2 ** 25, // fifo
  0o140000: 2 ** 24, // socket
};

/** RFC 3339 of nanoseconds since 1970, as Go writes it: no zeros at the fraction's end. */
export function goNanoTime(nanoseconds: bigint): string {
  const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = new Date(Number((nanoseconds - rest) / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = String(rest).padStart(9, '0').replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}
