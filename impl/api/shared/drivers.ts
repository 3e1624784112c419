/** Drivers that a client can name, as both trees' `info` lists them. */
export const volumeDrivers = ['local'];
export const networkDrivers = ['bridge'];
export const logDrivers = ['k8s-file', 'json-file', 'none', 'passthrough'];

/**
 * What containers/storage tells about its overlay driver; ours needs the same of its file system.
 *
 * @param kind of the file system below the root, as containers/storage names it
 */
export function graphStatus(kind: string): [string, string][] {
  return [
    ['Backing Filesystem', kind],
    ['Supports d_type', 'true'],
    ['Native Overlay Diff', 'true'],
    ['Using metacopy', 'false'],
  ];
}
