import { InternalError, RefpodError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';
import type { Engine } from '../../engine.ts';

/** The rooms of the engine that YAML is played in. */
export type Parts = Pick<
  Engine,
  'containers' | 'pods' | 'volumes' | 'images' | 'builds' | 'networks' | 'secrets'
> & { log: Log };

/** Whatever fails while YAML is played or taken down is a 500, as with Podman. */
export async function telling<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefpodError)) throw error;
    const { rootCause } = error;
    throw new InternalError(`${doing}: ${error.message}`, { rootCause, cause: error });
  }
}
