/** What the tap saw of one request and its answer, complete when `endedAt` is set. */
export interface Exchange {
  /** Number within this tap, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  endedAt?: number;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly requestHeaders: Headers;
  readonly request: Body;
  status?: number;
  reason?: string;
  responseHeaders?: Headers;
  readonly response: Body;
  /** The connection was taken over: what follows the response's head is raw, in both directions. */
  hijacked: boolean;
  /** Why it ended early: the client or the engine closed in the middle. */
  cut?: 'client' | 'engine';
}

/** Lower-case names; repeated ones joined by `, `. */
export type Headers = Readonly<Record<string, string>>;

/** One direction's bytes: all counted, the first ones kept, and watched while they pass. */
export interface Body {
  bytes: number;
  kept: Buffer;
  /** More came than was kept. */
  truncated: boolean;
}

/** Watches exchanges; called in order, never waited for. */
export interface Watcher {
  onRequest?(exchange: Exchange): void;
  /** The response's head is there. */
  onResponse?(exchange: Exchange): void;
  onRequestData?(exchange: Exchange, data: Buffer): void;
  onResponseData?(exchange: Exchange, data: Buffer): void;
  onEnd?(exchange: Exchange): void;
}
