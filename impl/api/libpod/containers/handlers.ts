import type { Engine } from '../../../engine/engine.ts';
import { stateHandlers } from './state-handlers.ts';
import { viewHandlers } from './view-handlers.ts';

/** The containers of the libpod tree. */
export function libpodContainers(engine: Engine) {
  return { ...stateHandlers(engine.containers), ...viewHandlers(engine) };
}
