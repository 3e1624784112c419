import { BodyCollector, emptyBody } from './body.ts';
import type { Exchange, Watcher } from './exchange.ts';
import { MessageParser } from './message-parser.ts';
import type { MessageHead } from './message-parser.ts';

interface Open {
  exchange: Exchange;
  request: BodyCollector;
  response: BodyCollector;
  requestDone: boolean;
}

const RAW_TYPES = new Set([
  'application/vnd.docker.raw-stream',
  'application/vnd.docker.multiplexed-stream',
]);

/**
 * Reads both directions of one connection and pairs them into exchanges. Answers come in the order
 * of the requests (RFC 9112 section 9.3.2). Once a connection is hijacked, its raw bytes count
 * for the exchange that did it.
 */
export class ConnectionWatch {
  readonly #watcher: Watcher;
  readonly #number: () => number;
  /** Requests whose answer is not whole, oldest first. */
  readonly #open: Open[] = [];
  #current: Open | undefined;
  #hijacker: Open | undefined;
  readonly #requests: MessageParser;
  readonly #responses: MessageParser;
  #requestsRaw = false;
  #responsesRaw = false;

  /** @param number gives each exchange its number */
  constructor(watcher: Watcher, number: () => number) {
    this.#watcher = watcher;
    this.#number = number;
    this.#requests = new MessageParser('request', {
      onHead: (head) => this.#requestHead(head),
      onBody: (data) => this.#requestBody(data),
      onEnd: () => {
        if (this.#current) this.#current.requestDone = true;
      },
    });
    this.#responses = new MessageParser(
      'response',
      {
        onHead: (head) => this.#responseHead(head),
        onBody: (data) => this.#responseBody(this.#open[0], data),
        onEnd: () => this.#responseEnd(),
      },
      { isHead: () => this.#open[0]?.exchange.method === 'HEAD' },
    );
  }

  fromClient(data: Buffer): void {
    if (!this.#requestsRaw) {
      const used = this.#requests.feed(data);
      if (used === data.length) return;
      // Stdin that came before the answer, or bytes after an upgrade: no longer HTTP.
      this.#requestsRaw = true;
      data = used < 0 ? data : data.subarray(used);
    }
    this.#requestBody(data);
  }

  fromEngine(data: Buffer): void {
    if (!this.#responsesRaw) {
      const used = this.#responses.feed(data);
      if (used === data.length) return;
      this.#responsesRaw = true;
      data = used < 0 ? data : data.subarray(used);
    }
    const owner = this.#hijacker ?? this.#open[0];
    if (owner) this.#responseBody(owner, data);
  }

  /** The connection is gone; what is open ends here. */
  close(by: 'client' | 'engine'): void {
    this.#responses.finish();
    if (this.#hijacker) this.#end(this.#hijacker);
    for (const open of this.#open.splice(0)) {
      open.exchange.cut = by;
      this.#end(open);
    }
  }

  #requestHead(head: MessageHead): void {
    const exchange: Exchange = {
      number: this.#number(),
      startedAt: Date.now(),
      method: head.method ?? '',
      target: head.target ?? '',
      requestHeaders: head.headers,
      request: emptyBody(),
      response: emptyBody(),
      hijacked: false,
    };
    this.#current = {
      exchange,
      request: new BodyCollector(exchange.request),
      response: new BodyCollector(exchange.response),
      requestDone: false,
    };
    this.#open.push(this.#current);
    this.#watcher.onRequest?.(exchange);
  }

  #requestBody(data: Buffer): void {
    const owner = this.#hijacker ?? this.#current;
    if (!owner || data.length === 0) return;
    owner.request.add(data);
    this.#watcher.onRequestData?.(owner.exchange, data);
  }

  #responseHead(head: MessageHead): void {
    const open = this.#open[0];
    // 100 Continue and its like are not the answer.
    if (!open || (head.status ?? 0) < 101) return;
    const { exchange } = open;
    exchange.status = head.status ?? 0;
    exchange.reason = head.reason ?? '';
    exchange.responseHeaders = head.headers;
    const type = head.headers['content-type']?.split(';')[0] ?? '';
    const unframed = !('content-length' in head.headers) && !('transfer-encoding' in head.headers);
    if (head.upgrade || (unframed && RAW_TYPES.has(type))) {
      exchange.hijacked = true;
      this.#hijacker = open;
      this.#requestsRaw = true;
    }
    this.#watcher.onResponse?.(exchange);
  }

  #responseBody(open: Open | undefined, data: Buffer): void {
    if (!open || data.length === 0) return;
    open.response.add(data);
    this.#watcher.onResponseData?.(open.exchange, data);
  }

  #responseEnd(): void {
    const open = this.#open[0];
    if (!open || open.exchange.status === undefined) return;
    this.#open.shift();
    if (!open.exchange.hijacked) this.#end(open);
  }

  #end(open: Open): void {
    if (open.exchange.endedAt !== undefined) return;
    open.request.finish();
    open.response.finish();
    open.exchange.endedAt = Date.now();
    this.#watcher.onEnd?.(open.exchange);
  }
}
