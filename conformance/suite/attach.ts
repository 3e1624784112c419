import type { Duplex } from 'node:stream';
import { setTimeout as time } from 'node:timers/promises';
import type { Tree } from './libpod.ts';
import { Reading } from './streams.ts';
import type { Scene } from './scene.ts';

/** A connection that was taken over: what comes from it, and what goes into it. */
export class Session {
  readonly output: Reading;
  readonly #stream: Duplex;

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.output = new Reading(stream);
  }

  write(data: string): void {
    this.#stream.write(data);
  }

  /** Writes one key after the other, as people do: Podman knows detach keys only so. */
  async type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.#stream.write(key);
      await time(20);
    }
  }

  /** Closes our half of the connection. */
  endInput(): void {
    this.#stream.end();
  }
}

/**
 * Attaches to a container.
 * @throws Error when the engine does not take the connection over
 */
export async function attach(
  scene: Scene,
  tree: Tree,
  id: string,
  query: string,
): Promise<Session> {
  const taken = await scene.hijack(scene[tree](`/containers/${id}/attach?${query}`));
  return new Session(taken.stream);
}
