import type { Engine } from '../../../engine/engine.ts';
import type { Handlers } from '../../handler.ts';
import { archiveHandlers } from './archive.ts';
import { commitHandlers } from './commit.ts';
import { checkpointHandlers } from './checkpoint.ts';
import { stateHandlers } from './state-handlers.ts';
import { updateHandlers } from './update.ts';
import { viewHandlers } from './view-handlers.ts';

/** The libpod tree's containers. */
export function libpodContainers(engine: Engine) {
  return {
    ...stateHandlers(engine.containers),
    ...viewHandlers(engine),
    ...archiveHandlers(engine.containers),
    ...checkpointHandlers(engine),
    ...updateHandlers(engine.containers),
    ...commitHandlers(engine.containers),
  } satisfies Handlers;
}
