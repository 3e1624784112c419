/**
 * Works on a few items at a time, begun in their order.
 * @returns a promise for each, none of which makes a fuss when nobody awaits it
 */
export function sideBySide<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, at: number) => Promise<R>,
): Promise<R>[] {
  const results = items.map(() => Promise.withResolvers<R>());
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++)
      await work(items[at] as T, at).then(results[at]?.resolve, results[at]?.reject);
  };
  for (let count = 0; count < width; count += 1) void worker();
  for (const { promise } of results) promise.catch(() => undefined);
  return results.map(({ promise }) => promise);
}
