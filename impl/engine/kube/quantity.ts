import { InternalError } from '../../errors.ts';

/** Kubernetes' suffixes of quantities, and what they multiply by. */
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/** `64Mi`, `0.5`, `100m`, `1e3` as a number. Throws InternalError. */
export function parseQuantity(written: string): number {
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([KMGTPE]i|[numkMGTPE]?))$/.exec(
    written,
  );
  if (parts === null) {
    throw new InternalError(`quantity "${written}" is no number with a suffix such as Mi or m`);
  }
  const [, number = '', exponent, suffix = ''] = parts;
  if (exponent !== undefined) return Number(number + exponent);
  const power = BINARY.indexOf(suffix) + 1;
  const factor = power > 0 ? 1024 ** power : (DECIMAL[suffix] ?? 1);
  // Of thousandths and less a product would have binary dust.
  return factor < 1 ? Number(number) / Math.round(1 / factor) : Number(number) * factor;
}

/** Bytes with the greatest binary suffix that says them exactly: `64Mi`. */
export function formatBytes(bytes: number): string {
  let power = 0;
  let rest = bytes;
  while (rest !== 0 && rest % 1024 === 0 && power < BINARY.length) {
    rest /= 1024;
    power += 1;
  }
  return `${rest}${power === 0 ? '' : BINARY[power - 1]}`;
}

/** Processors, to the thousandth that Kubernetes knows: `2`, `500m`. */
export function formatProcessors(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
