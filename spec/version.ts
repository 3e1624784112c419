/** The version prefix of a request's path (`/v4.3.1/…`), compared number by number. */
export interface ApiVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Podman's route pattern for the version prefix (since 3.1): a digit, then digits, letters, dots, dashes. */
const PATTERN = /^\d[0-9A-Za-z.-]*$/;

/**
 * Reads `4.3.1`, `1.41` or `4.0.0-dev`; missing numbers are 0. `undefined` when it is no version
 * at all.
 */
export function parseVersion(text: string): ApiVersion | undefined {
  if (!PATTERN.test(text)) return undefined;
  const [major = 0, minor = 0, patch = 0] = text
    .split('.', 3)
    .map((part) => Number.parseInt(part, 10) || 0);
  return { text, major, minor, patch };
}

/** Negative, 0 or positive as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: ApiVersion, b: ApiVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}
