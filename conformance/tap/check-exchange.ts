import type { Operation } from '../../spec/operation.ts';
import type { Exchange } from './exchange.ts';
import { FrameCheck } from './frames.ts';
import type { SchemaValidator, Violation } from './validate.ts';

/** An exchange with the operation that it matches. */
export interface Matched {
  readonly exchange: Exchange;
  readonly operation: Operation;
  /** Major number of the path's version. */
  readonly major: number | undefined;
}

/** Everything in a finished exchange that is not as the spec says. */
export function checkExchange(matched: Matched, validator: SchemaValidator): Violation[] {
  const { exchange, operation } = matched;
  if (exchange.status === undefined) return [];
  return [
    ...checkQuery(matched),
    ...checkRequestBody(matched, validator),
    ...(validator.hasStatus(operation, exchange.status)
      ? []
      : [
          {
            part: 'status' as const,
            where: String(exchange.status),
            message: 'not a documented status',
          },
        ]),
    ...checkResponseBody(matched, validator),
  ];
}

function checkQuery({ exchange, operation }: Matched): Violation[] {
  const known = new Set(
    operation.parameters
      .filter((parameter) => parameter.in === 'query')
      .flatMap((parameter) => [parameter.name, ...(parameter.aliases ?? [])])
      .map((name) => name.toLowerCase()),
  );
  const names = new URLSearchParams(exchange.target.split('?')[1] ?? '').keys();
  return [...new Set(names)]
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => ({
      part: 'parameter',
      where: name,
      message: 'not a parameter of this operation',
    }));
}

function checkRequestBody(
  { exchange, operation }: Matched,
  validator: SchemaValidator,
): Violation[] {
  if (operation.body.form !== 'json' || exchange.request.truncated || exchange.hijacked) return [];
  const value = parse(exchange.request.kept);
  if (value === NOT_JSON) {
    return exchange.request.bytes === 0
      ? []
      : [{ part: 'request-body', where: '/', message: 'not JSON' }];
  }
  return validator.checkRequest(operation, value);
}

function checkResponseBody(matched: Matched, validator: SchemaValidator): Violation[] {
  const { exchange, operation, major } = matched;
  if (exchange.method === 'HEAD') return [];
  const form = operation.responses.find(({ status }) => status === exchange.status)?.form;
  if (exchange.cut !== undefined && form !== 'json') return [];
  switch (form) {
    case 'json':
      return checkJson(matched, validator);
    case 'json-lines':
      return exchange.response.truncated
        ? []
        : jsonLines(exchange.response.kept).flatMap((value) =>
            value === NOT_JSON
              ? [{ part: 'stream' as const, where: '/', message: 'a line is not JSON' }]
              : validator.checkAnswer(operation, exchange, value, major),
          );
    case 'stream':
    case 'hijack':
      return checkFrames(exchange);
    case 'none':
      return exchange.response.bytes > 0 && !exchange.hijacked
        ? [{ part: 'response-body', where: '/', message: 'a body where the spec has none' }]
        : [];
    case 'text':
    case 'tar':
    case undefined:
      return [];
  }
}

function checkJson(
  { exchange, operation, major }: Matched,
  validator: SchemaValidator,
): Violation[] {
  if (exchange.response.truncated) return [];
  const value = parse(exchange.response.kept);
  if (value === NOT_JSON) return [{ part: 'response-body', where: '/', message: 'not JSON' }];
  return validator.checkAnswer(operation, exchange, value, major);
}

function checkFrames(exchange: Exchange): Violation[] {
  const type = exchange.responseHeaders?.['content-type'] ?? '';
  if (!type.includes('multiplexed-stream') || exchange.response.truncated) return [];
  const check = new FrameCheck();
  check.feed(exchange.response.kept);
  if (exchange.cut === undefined) check.finish();
  return check.problem === undefined
    ? []
    : [{ part: 'stream', where: '/', message: check.problem }];
}

const NOT_JSON = Symbol('not JSON');

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return NOT_JSON;
  }
}

function jsonLines(bytes: Buffer): unknown[] {
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => parse(Buffer.from(line)));
}
