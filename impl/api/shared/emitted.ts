/** Items that come while work is done, for an answer that is sent as they come. */
export interface Emitted<T> {
  /** Settles with the first item, or at the end of the work; rejects when it fails before. */
  started: Promise<void>;
  items: AsyncIterable<T>;
}

/**
 * Lets work run and has what it tells as items. A failure before the first item rejects `started`,
 * so that it can still become a status; a later one becomes the last item.
 *
 * @param failed the item for a failure
 */
export function emitted<T>(
  work: (emit: (item: T) => void) => Promise<void>,
  failed: (error: Error) => T,
): Emitted<T> {
  const queue: T[] = [];
  let ended = false;
  let more = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  // Not everybody waits for it.
  started.promise.catch(() => undefined);
  let any = false;
  const emit = (item: T) => {
    any = true;
    queue.push(item);
    more.resolve();
    started.resolve();
  };
  work(emit)
    .catch((error: Error) => {
      if (any) emit(failed(error));
      else started.reject(error);
    })
    .finally(() => {
      ended = true;
      started.resolve();
      more.resolve();
    });
  async function* items() {
    for (;;) {
      yield* queue.splice(0);
      if (ended && queue.length === 0) return;
      if (queue.length === 0) await more.promise;
      more = Promise.withResolvers<void>();
      if (ended) more.resolve();
    }
  }
  return { started: started.promise, items: items() };
}
