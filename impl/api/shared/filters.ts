/** Filters as the engine takes them; none given are none. */
export function filtersOf(
  filters: Readonly<Record<string, readonly string[]>> | undefined,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(filters ?? {}).map(([name, values]) => [name, [...values]]),
  );
}
