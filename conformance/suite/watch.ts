import { filters } from './containers.ts';
import type { Tree } from './libpod.ts';
import type { EventMessage, Scene } from './scene.ts';
import { Reading } from './streams.ts';

/** The events of an engine as they come, read in the background. */
export class Watch {
  readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** Every event that has come whole until now. */
  get told(): EventMessage[] {
    const lines = this.reading.text.split('\n').slice(0, -1);
    return lines
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as EventMessage);
  }

  /**
   * Waits for an event; the time box of the test, or `until` of the request, is the limit.
   * @throws AssertionError when the stream ends before
   */
  async until(fits: (event: EventMessage) => boolean, called: string): Promise<EventMessage> {
    await this.reading.until(() => this.told.some(fits), `an event ${called}`);
    return this.told.find(fits)!;
  }

  /** Waits for the first event of this name. */
  async action(action: string): Promise<EventMessage> {
    return this.until(({ Action }) => Action === action, action);
  }
}

/**
 * Watches events for six seconds at most: an engine that does not tell fails the test by the end of
 * the stream.
 * @param since Unix seconds; this second unless said
 */
export async function watch(
  scene: Scene,
  tree: Tree,
  wanted: Record<string, unknown>,
  since = now(),
): Promise<Watch> {
  const path = `/events?since=${since}&until=${now() + 6}&${filters(wanted)}`;
  return new Watch(new Reading(await scene.open('GET', scene[tree](path))));
}

/** The time in whole seconds, as events have it. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Events of the past: a request with `until` in the past, or `stream=false`; the answer has ended. */
export async function past(scene: Scene, tree: Tree, query: string): Promise<EventMessage[]> {
  const answer = await scene.send('GET', scene[tree](`/events?${query}`));
  return answer.expect(200).lines as EventMessage[];
}
