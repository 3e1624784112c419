/** Four digits and a decimal unit (`1.5kB`), as Go's units package writes sizes for people. */
export function humanSize(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** The same with units of powers of 1024 (`1.5KiB`). */
export function binarySize(bytes: number): string {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
}

function scaled(bytes: number, base: number, units: readonly string[]): string {
  let size = Number.isFinite(bytes) ? bytes : 0;
  let unit = 0;
  for (; size >= base && unit < units.length - 1; unit += 1) size /= base;
  return `${Number(size.toPrecision(4))}${units[unit]}`;
}
