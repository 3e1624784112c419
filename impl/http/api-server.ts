import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Reply } from '../api/handler.ts';
import type { Operation } from '../../spec/operation.ts';
import type { Log } from '../log.ts';
import { Activity } from './activity.ts';
import { answer } from './answer.ts';
import type { AnyHandler } from './answer.ts';
import { upgradeExchange, plainExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { InternalError } from '../errors.ts';
import { NOT_FOUND, WRONG_METHOD, errorReply, isFault } from './errors.ts';
import { commonHeaders } from './headers.ts';
import { listenOn } from './listen.ts';
import type { Address } from './listen.ts';
import { http } from './node-http.ts';
import { cleanPath, parseTarget } from './path.ts';
import { dropReply, sendReply } from './reply.ts';
import { Router } from '../../spec/router.ts';
import type { Match } from '../../spec/router.ts';
import { bodyLength, keepEarlyBytes } from './takeover.ts';

export interface ApiServerOptions {
  readonly operations: readonly Operation[];
  /** Of each operation, by its id. */
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  readonly log: Log;
}

/** Registry credentials for many registries fit; Go's servers, which clients know, allow as much. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** Serves the operations on any number of sockets. */
export class ApiServer {
  readonly activity = new Activity();
  readonly #options: ApiServerOptions;
  readonly #router: Router;
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Socket>();

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.#router = new Router(options.operations);
  }

  /** Starts to listen; returns where, as clients write it (`unix:///run/x.sock`, `tcp://127.0.0.1:4711`). */
  async listen(address: Address): Promise<string> {
    const server = this.#createServer();
    const bound = await listenOn(server, address, this.#options.log);
    this.#servers.push(server);
    return bound;
  }

  /**
   * Stops listening, gives requests that run `grace` milliseconds to end, then cuts what is left
   * (streams that would never end by themselves).
   */
  async close(grace: number): Promise<void> {
    const closed = Promise.all(
      this.#servers.map((server) => new Promise((resolve) => server.close(resolve))),
    );
    for (const server of this.#servers) server.closeIdleConnections();
    await this.activity.idleWithin(grace);
    for (const socket of this.#connections) socket.destroy();
    await closed;
  }

  #createServer(): Server {
    const server = http.createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      // Clients keep pooled connections idle for minutes, upload for hours and wait for days.
      keepAliveTimeout: 0,
      headersTimeout: 0,
      requestTimeout: 0,
      shouldUpgradeCallback: (request) => this.#upgrades(request),
    });
    server.timeout = 0;
    // A client that ended its writing half still wants the answer.
    (server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
    server.on('request', (request, response) => this.#serve(request, response, false));
    server.on('checkContinue', (request, response) => this.#serve(request, response, true));
    server.on('upgrade', (request, socket, head) => {
      const match = this.#match(request);
      const exchange = upgradeExchange(request, socket as Socket, head, bodyLength(request));
      void this.#run(exchange, match);
    });
    server.on('clientError', (error: ClientError, socket) => {
      if (!keepEarlyBytes(socket as Socket, error.rawPacket)) refuse(error, socket as Socket);
    });
    server.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.once('close', () => this.#connections.delete(socket));
    });
    return server;
  }

  /** Only for connections to take over; many Java clients ask every server for `h2c`. */
  #upgrades(request: IncomingMessage): boolean {
    return isHijackable(this.#match(request)) && bodyLength(request) >= 0;
  }

  #match(request: IncomingMessage): Match {
    return this.#router.match(request.method ?? '', parseTarget(request.url ?? '/').path);
  }

  #serve(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const match = this.#match(request);
    const hijackable = isHijackable(match);
    void this.#run(plainExchange(request, response, { hijackable, expectsContinue }), match);
  }

  /** Never rejects: whatever happens to one request ends with that request. */
  async #run(exchange: Exchange, match: Match): Promise<void> {
    const { log } = this.#options;
    const done = this.activity.begin();
    const started = performance.now();
    const { method, url } = exchange.request;
    try {
      await this.#reply(exchange, match);
    } catch (error) {
      if (!exchange.signal.aborted)
        log.error(`${method} ${url}: failed after its answer began`, error);
      exchange.response.destroy();
    } finally {
      done();
      if (log.debugging) {
        const took = (performance.now() - started).toFixed(1);
        log.debug(`${method} ${url} ${exchange.response.statusCode} ${took} ms`);
      }
    }
  }

  async #reply(exchange: Exchange, match: Match): Promise<void> {
    const reply = await this.#makeReply(exchange, match);
    if (exchange.signal.aborted) dropReply(reply);
    await sendReply(exchange, reply);
  }

  #handlerOf({ id }: Operation): AnyHandler {
    const handler = this.#options.handlers[id];
    if (handler) return handler;
    throw new InternalError(`operation ${id} has no handler`);
  }

  async #makeReply(exchange: Exchange, match: Match): Promise<Reply> {
    const { path, query } = parseTarget(exchange.request.url ?? '/');
    const clean = cleanPath(path);
    if (clean !== path) return movedTo(query === '' ? clean : `${clean}?${query}`);
    if (match.kind === 'unknown') return NOT_FOUND;
    if (match.kind === 'wrong-method') return WRONG_METHOD;
    for (const [name, value] of commonHeaders()) exchange.response.setHeader(name, value);
    try {
      return await answer(exchange, match, query, this.#handlerOf(match.operation));
    } catch (error) {
      if (isFault(error) && !exchange.signal.aborted) {
        this.#options.log.error(`${exchange.request.method} ${exchange.request.url}`, error);
      }
      return errorReply(error);
    }
  }
}

interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

function isHijackable(match: Match): boolean {
  return (
    match.kind === 'found' && match.operation.responses.some((shape) => shape.form === 'hijack')
  );
}

function movedTo(location: string): Reply {
  return { kind: 'empty', status: 301, headers: { Location: location } };
}

/** Answers bytes that are no HTTP request. */
function refuse(error: ClientError, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const status =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request';
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`,
    );
  }
  socket.destroy();
}
