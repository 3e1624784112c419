import type { ApiVersion } from './handler.ts';

/** What this daemon announces: the Docker API it speaks, the oldest it serves, and libpod's release. */
export const DOCKER_API_VERSION = '1.41';
export const DOCKER_API_MINIMUM = '1.24';
export const LIBPOD_API_VERSION = '4.3.1';
export const LIBPOD_API_MINIMUM = '4.0.0';

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

/**
 * Whether a request asks for the forms of `wanted` or newer. A path without a version counts as
 * the newest, as both engines treat it.
 */
export function atLeast(version: ApiVersion | undefined, wanted: string): boolean {
  const bound = parseVersion(wanted);
  return version === undefined || bound === undefined || compareVersions(version, bound) >= 0;
}
