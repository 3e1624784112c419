import type { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import type {
  BodyOf,
  HeadersOf,
  OperationId,
  PathOf,
  QueryOf,
} from '../../spec/generated/operations.gen.ts';
import type { Operation } from '../../spec/operation.ts';
import type { ApiVersion } from '../../spec/version.ts';

/**
 * One decoded request, as a handler sees it: parameters already checked and typed by the spec,
 * JSON bodies parsed, other bodies as streams.
 */
export interface Call<Id extends OperationId> {
  readonly operation: Operation;
  readonly path: PathOf<Id>;
  readonly query: QueryOf<Id>;
  readonly headers: HeadersOf<Id>;
  /** Parsed JSON where the operation has a JSON body, else `undefined`. */
  readonly body: BodyOf<Id>;
  /** The raw body, for tar and text uploads. Already drained where `body` was parsed. */
  readonly input: Readable;
  /** The version in the path, `undefined` on unversioned paths. */
  readonly version: ApiVersion | undefined;
  /** Fires when the client hangs up before the reply is whole. */
  readonly signal: AbortSignal;
}

/** What a handler answers; `http/` writes it with the headers that every answer carries. */
export type Reply =
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: ReplyHeaders }
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly value: unknown;
      readonly headers?: ReplyHeaders;
    }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly text: string;
      readonly headers?: ReplyHeaders;
    }
  | {
      /**
       * Bytes as they come. Headers are flushed at once, before the first byte. The source is
       * destroyed when the client leaves.
       */
      readonly kind: 'stream';
      readonly status: number;
      readonly source: Readable;
      readonly contentType?: string;
      readonly headers?: ReplyHeaders;
    }
  | {
      /**
       * The same, made as it is written: no more than one chunk waits for the kernel while the next
       * is made, so its memory may be used again for the next but one.
       */
      readonly kind: 'chunks';
      readonly status: number;
      readonly chunks: AsyncIterable<Uint8Array>;
      readonly contentType?: string;
      readonly headers?: ReplyHeaders;
    }
  | {
      /** A line of JSON per item, flushed item by item; iteration is ended (`return()`) when the client leaves. */
      readonly kind: 'lines';
      readonly status: number;
      readonly items: AsyncIterable<unknown>;
      readonly contentType?: string;
      readonly headers?: ReplyHeaders;
    }
  | {
      /**
       * The connection is taken over: `101 UPGRADED` when the client asked to upgrade, else a raw
       * `200`. `serve` gets both halves; the client's end of writing is the duplex's `end`, which
       * does not end the other direction. The connection closes when `serve` settles.
       */
      readonly kind: 'hijack';
      readonly contentType: string;
      readonly serve: (connection: Duplex) => Promise<void>;
    };

export type ReplyHeaders = Readonly<Record<string, string>>;

export type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Reply> | Reply;

/** The handler table, by operation id: every operation has one. */
export type AllHandlers = { readonly [Id in OperationId]: Handler<Id> };

/** A part of it. */
export type Handlers = Partial<AllHandlers>;
