import type { Engine } from '../../../engine/engine.ts';
import { BadParameter, RefpodError } from '../../../errors.ts';
import type { Handlers } from '../../handler.ts';
import { compatFigures } from '../figures.ts';
import { archiveHandlers } from './archive.ts';
import { commitHandlers } from './commit.ts';
import { stateHandlers } from './state-handlers.ts';
import { updateHandlers } from './update.ts';
import { viewHandlers } from './view-handlers.ts';

/** The compat tree's containers. */
export function compatContainers(engine: Engine) {
  return withDockersStatus({
    ...stateHandlers(engine.containers),
    ...viewHandlers(engine),
    ...archiveHandlers(engine.containers),
    ...commitHandlers(engine.containers),
    ...updateHandlers(engine.containers),
    ...compatFigures(engine),
  } satisfies Handlers);
}

type AnyHandler = (call: never) => unknown;

/** The beginning of several ids is the client's mistake to Docker, and the engine's to Podman. */
function withDockersStatus<Table extends Handlers>(handlers: Table): Table {
  const entries = Object.entries(handlers as Readonly<Record<string, AnyHandler>>);
  return Object.fromEntries(
    entries.map(([id, handler]) => [id, (call: never) => dockersStatus(() => handler(call))]),
  ) as Table;
}

async function dockersStatus(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefpodError) || error.rootCause !== 'ambiguous prefix') throw error;
    const { message, rootCause } = error;
    throw new BadParameter(message, { rootCause, cause: error });
  }
}
