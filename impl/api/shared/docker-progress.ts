/** A record of progress as Docker's clients draw it. */
export interface ProgressRecord {
  status: string;
  id?: string;
  progressDetail?: { current?: number; total?: number };
  progress?: string;
}

/** A record without figures: `Pull complete`. */
export function step(id: string, status: string): ProgressRecord {
  return { status, progressDetail: {}, id };
}

/** A record with a bar of fifty characters. */
export function bar(id: string, status: string, current: number, total: number): ProgressRecord {
  const filled = Math.min(50, Math.floor((current / Math.max(total, 1)) * 50));
  const drawn =
    '='.repeat(filled) + (filled < 50 ? '>' : '') + ' '.repeat(Math.max(0, 49 - filled));
  const full = filled === 50 ? `${'='.repeat(50)}>` : drawn;
  const figures = `${size(current).padStart(8)}/${size(total)}`;
  return {
    status,
    progressDetail: { current, total },
    progress: `[${full}] ${figures}`,
    id,
  };
}

/** `1.088MB`: four digits, in powers of a thousand (docker/go-units). */
function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${Number(value.toPrecision(4))}${units[unit]}`;
}

/** The record that ends a stream which failed. */
export function failure(error: Error): { errorDetail: { message: string }; error: string } {
  return { errorDetail: { message: error.message }, error: error.message };
}

/** The twelve digits that Docker shows of a digest. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
