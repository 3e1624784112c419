/** Go's zero time: what both APIs send for "never". */
const NEVER = '0001-01-01T00:00:00Z';

/** RFC 3339 of milliseconds since 1970; 0 is never. */
export function goTime(milliseconds: number): string {
  return milliseconds === 0 ? NEVER : new Date(milliseconds).toISOString();
}

/** Whole seconds since 1970; Go's zero time for never. */
export function goSeconds(milliseconds: number): number {
  return milliseconds === 0 ? -62_135_596_800 : Math.floor(milliseconds / 1000);
}

/** RFC 3339 text as Go writes it again: a fraction without zeros at its end; none given is never. */
export function goTimeText(text: string | undefined): string {
  return (text ?? NEVER).replace(/\.(\d*?)0*(?=Z|[+-]\d\d:\d\d$)/, (_, fraction: string) =>
    fraction === '' ? '' : `.${fraction}`,
  );
}
