import { InternalError, RefpodError } from '../../errors.ts';

/** Runs `work`; whatever it refuses is answered with 500, the only error that the document has there. */
export async function asInternal<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefpodError)) throw error;
    throw new InternalError(error.message, { rootCause: error.rootCause, cause: error });
  }
}
