/** What a value is that no two engines have alike: two of the same class count as equal. */
const CLASSES: readonly (readonly [name: string, form: RegExp])[] = [
  ['id', /^(sha256:)?[0-9a-f]{64}$/],
  ['short id', /^[0-9a-f]{12}$/],
  ['zero time', /^0001-01-01[T ]00:00:00/],
  ['time', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/],
  ['age', /^((About|Less than) )?(an?|\d+) (milli)?(second|minute)s?( ago)?$/],
  ['running since', /^Up .*(second|minute)s?$/],
  ['ended before', /^Exited \(\d+\) .* ago$/],
  ['duration', /^(\d+(\.\d+)?(ms|µs|s|m|h))+$/],
  ['uptime', /^\d+h \d+m [\d.]+s/],
  ['address', /^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/],
  ['hardware address', /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/],
  ['interface', /^(rp[0-9a-f]+-\d+|(cni-)?podman\d+|br-[0-9a-f]+)$/],
  ['version', /^v?\d+\.\d+(\.\d+)?([-+~.][\w.+~-]+)?$/],
];

/** Where an engine keeps something. */
const PLACES = /(path|dir|source|mountpoint|root|file|socket|location|sandboxkey)$/i;
/** Numbers that are measured, or that a kernel hands out. */
const MEASURED =
  /(pid|size|bytes|usage|used|time|total|free|created|built|port|inode|percent|prefixlen)$/i;
/** Seconds and nanoseconds since 1970 of our days. */
const isTime = (value: number) =>
  (value > 1.6e9 && value < 3e9) || (value > 1.6e18 && value < 3e18);

/**
 * The class of a value that differs from engine to engine and from run to run (ids, times,
 * addresses, places …); undefined for those that can be held against each other.
 * @param key the member's name
 */
export function classOf(key: string, value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (isTime(value)) return 'time';
    return value !== 0 && MEASURED.test(key) ? 'number' : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (PLACES.test(key) && value.startsWith('/')) return 'path';
  if (key === 'HostPort' && /^\d{4,5}$/.test(value)) return 'port';
  return CLASSES.find(([, form]) => form.test(value))?.[0];
}

/** A member's name, where maps are keyed by ids or addresses the class in its place. */
export function keyName(key: string): string {
  const name = classOf('', key);
  return name === undefined ? key : `<${name}>`;
}

/** Text without the ids in it. */
export function withoutIds(text: string): string {
  return text
    .replaceAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g, '<id>')
    .replaceAll(/(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g, '<short id>');
}
