import type { Body } from './exchange.ts';

/** A JSON answer up to this size is validated; of longer ones and of streams the head is kept. */
export const KEPT_BYTES = 4 * 1024 * 1024;

export function emptyBody(): Body {
  return { bytes: 0, kept: Buffer.alloc(0), truncated: false };
}

/** Collects the pieces of one body without copying the earlier ones at every piece. */
export class BodyCollector {
  readonly #body: Body;
  readonly #pieces: Buffer[] = [];
  #kept = 0;

  constructor(body: Body) {
    this.#body = body;
  }

  add(data: Buffer): void {
    this.#body.bytes += data.length;
    const room = KEPT_BYTES - this.#kept;
    if (data.length > room) this.#body.truncated = true;
    if (room <= 0) return;
    // A copy: the socket's own buffer goes back to its pool.
    this.#pieces.push(Buffer.from(data.subarray(0, room)));
    this.#kept += Math.min(room, data.length);
  }

  finish(): void {
    if (this.#pieces.length > 0) this.#body.kept = Buffer.concat(this.#pieces);
    this.#pieces.length = 0;
  }
}
