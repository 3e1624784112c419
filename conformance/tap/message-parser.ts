import { HTTPParser } from 'http-parser-js';
import type { Headers } from './exchange.ts';

const SKIP_BODY = 1;

export interface MessageEvents {
  onHead(head: MessageHead): void;
  onBody(data: Buffer): void;
  onEnd(): void;
}

export interface MessageHead {
  method?: string;
  target?: string;
  status?: number;
  reason?: string;
  headers: Headers;
  upgrade: boolean;
}

/** What only the request knows about the answer to come. */
export interface ResponseContext {
  /** A HEAD's answer has no body although its head may say so. */
  isHead(): boolean;
}

/**
 * One direction of one connection, read as HTTP/1.1 messages. It only watches: bytes that are not
 * HTTP make `feed` return false, and from then on the caller treats the direction as raw.
 */
export class MessageParser {
  readonly #parser: InstanceType<typeof HTTPParser>;

  constructor(kind: 'request' | 'response', events: MessageEvents, context?: ResponseContext) {
    const parser = new HTTPParser(kind === 'request' ? HTTPParser.REQUEST : HTTPParser.RESPONSE);
    parser[HTTPParser.kOnHeadersComplete] = (info) => {
      events.onHead({
        ...(kind === 'request'
          ? { method: HTTPParser.methods[info.method] ?? '', target: info.url }
          : { status: info.statusCode, reason: info.statusMessage }),
        headers: foldHeaders(info.headers),
        upgrade: info.upgrade,
      });
      return kind === 'response' && context?.isHead() ? SKIP_BODY : 0;
    };
    parser[HTTPParser.kOnBody] = (data, offset, length) => {
      events.onBody(data.subarray(offset, offset + length));
    };
    parser[HTTPParser.kOnMessageComplete] = () => events.onEnd();
    this.#parser = parser;
  }

  /** @returns how many bytes were HTTP; fewer than given after an upgrade; -1 when they are not HTTP. */
  feed(data: Buffer): number {
    const result = this.#parser.execute(data, 0, data.length);
    return typeof result === 'number' ? result : -1;
  }

  /** The connection's end, which ends a body without a length. */
  finish(): void {
    this.#parser.finish();
  }
}

function foldHeaders(list: readonly string[]): Headers {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < list.length; index += 2) {
    const name = (list[index] ?? '').toLowerCase();
    const value = list[index + 1] ?? '';
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
