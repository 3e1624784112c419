import { gzipSync } from 'node:zlib';
import { readOpenApi, OPERATIONS } from '../../spec/index.ts';
import { Router } from '../../spec/router.ts';
import type { Address } from './address.ts';
import { checkExchange } from './check-exchange.ts';
import type { Matched } from './check-exchange.ts';
import type { Body, Exchange } from './exchange.ts';
import { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { startProxy } from './proxy.ts';
import { redactHeaders, redactJson, redactQuery } from './redact.ts';
import { SchemaValidator } from './validate.ts';

/** Of a body, the ledger keeps this much text. */
const SHOWN = 8 * 1024;
/** Archives up to this many bytes are packed whole. */
const PACKED = 64 * 1024;
/** By this header of a request the ledger knows which clause it was sent for; no engine reads it. */
export const CLAUSE_HEADER = 'x-refpod-clause';

export interface Tap {
  readonly address: Address;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

export interface TapOptions {
  /** Where clients connect, and where the engine is: `unix:///path` or `tcp://host:port`. */
  readonly listen: string;
  readonly upstream: string;
  /** Appends the ledger to this file as JSON lines. */
  readonly file?: string;
  readonly onEntry?: (entry: LedgerEntry) => void;
}

/**
 * A transparent proxy that matches every exchange to its operation, checks it against the spec and
 * writes it down.
 */
export async function startTap(options: TapOptions): Promise<Tap> {
  const validator = new SchemaValidator(await readOpenApi());
  const router = new Router(OPERATIONS);
  const ledger = new Ledger(options.file);
  const proxy = await startProxy(options.listen, options.upstream, {
    onEnd: (exchange) => {
      const entry = toEntry(exchange, matchExchange(exchange, router), validator);
      ledger.add(entry);
      options.onEntry?.(entry);
    },
  });
  return {
    address: proxy.address,
    ledger,
    async close() {
      await proxy.close();
      await ledger.close();
    },
  };
}

function matchExchange(exchange: Exchange, router: Router): Matched | undefined {
  const match = router.match(exchange.method, exchange.target.split('?')[0] ?? '/');
  return match.kind === 'found'
    ? { exchange, operation: match.operation, major: match.version?.major }
    : undefined;
}

function toEntry(
  exchange: Exchange,
  matched: Matched | undefined,
  validator: SchemaValidator,
): LedgerEntry {
  return {
    number: exchange.number,
    at: new Date(exchange.startedAt).toISOString(),
    milliseconds: (exchange.endedAt ?? exchange.startedAt) - exchange.startedAt,
    operation: matched?.operation.id,
    clause: exchange.requestHeaders[CLAUSE_HEADER],
    method: exchange.method,
    target: redactQuery(exchange.target),
    requestHeaders: redactHeaders(exchange.requestHeaders),
    requestBody: showRequest(exchange.request),
    requestBytes: exchange.request.bytes,
    status: exchange.status,
    responseHeaders: redactHeaders(exchange.responseHeaders ?? {}),
    responseBody: showBody(exchange.response.kept),
    responseBytes: exchange.response.bytes,
    hijacked: exchange.hijacked,
    cut: exchange.cut,
    violations: matched ? checkExchange(matched, validator) : [],
  };
}

/** As every body, but archives whole where they are small, so that the request can be sent again. */
function showRequest(body: Body): string {
  const shown = showBody(body.kept);
  if (!shown.startsWith('base64:') || body.bytes > PACKED) return shown;
  const packed = `gzip:${gzipSync(body.kept).toString('base64')}`;
  return packed.length > SHOWN ? shown : packed;
}

/** JSON without secrets, other text as it is, anything else as base64; the beginning only. */
function showBody(body: Buffer): string {
  const head = body.subarray(0, SHOWN).toString('utf8');
  if (/[\uFFFD\0]/.test(head)) return `base64:${body.subarray(0, 256).toString('base64')}`;
  try {
    return JSON.stringify(redactJson(JSON.parse(body.toString('utf8')))).slice(0, SHOWN);
  } catch {
    return head;
  }
}
