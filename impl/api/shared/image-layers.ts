/**
 * Folders of an image's layers as both engines' overlay drivers tell them.
 * @param folders top first.
 */
export function overlayData(folders: readonly string[]): Record<string, string> {
  const [upper, ...lower] = folders;
  return {
    ...(lower.length > 0 ? { LowerDir: lower.join(':') } : {}),
    ...(upper === undefined ? {} : { UpperDir: upper }),
  };
}
