import type { Context } from './context.ts';
import type { WaitCondition, Waiting } from './view.ts';

/** The `wait` verb's first half; see Waiting. An empty list waits for the end of the run. */
export function wait(context: Context, name: string, conditions: WaitCondition[]): Waiting {
  return context.registry.find(name).wait(conditions.length > 0 ? conditions : ['exited']);
}
