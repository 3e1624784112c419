import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { finished } from 'node:stream';
import type { Readable } from 'node:stream';
import { isHungUp } from '../kernel/poll.ts';
import { http } from './node-http.ts';
import { earlyBytes, letGoOfParser } from './takeover.ts';
import { bodyFromSocket } from './upgrade-body.ts';

/**
 * One request and the connection that it came on. A connection that may be taken over lives
 * under other rules than node:http's; this is the one place that knows them.
 */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Readable;
  /** Fires when the client is gone before the reply is whole. */
  readonly signal: AbortSignal;
  /** Sends `100 Continue` if the client waits for it; called before the body is wanted. */
  readonly invite: () => void;
  /**
   * Reads away what the client still sends, so that it is not cut off in the middle of an upload
   * by an answer that came early: many clients report only the broken pipe then.
   */
  readonly drain: () => Promise<void>;
  /** Ends HTTP on the connection and hands it over, bytes that came early included. */
  readonly takeOver: () => Socket;
}

/** A request that node:http parsed to its end. `hijackable`: its operation may take it over. */
export function plainExchange(
  request: IncomingMessage,
  response: ServerResponse,
  options: { hijackable: boolean; expectsContinue: boolean },
): Exchange {
  const { socket } = request;
  if (options.hijackable) {
    // The connection cannot go back to HTTP once the parser is off it.
    response.shouldKeepAlive = false;
    letGoOfParser(request);
  }
  const { shouldKeepAlive } = response;
  let invited = !options.expectsContinue;
  // Whether a body that was not asked for still comes is for the client to say: by a new connection.
  if (!invited) response.shouldKeepAlive = false;
  const leaving = watchForLeaving(response, socket);
  return {
    request,
    response,
    body: request,
    signal: leaving.signal,
    invite() {
      if (invited) return;
      invited = true;
      response.shouldKeepAlive = shouldKeepAlive;
      response.writeContinue();
    },
    async drain() {
      if (!invited || request.complete || request.destroyed) return;
      request.resume();
      await new Promise<void>((resolve) => {
        finished(request, { writable: false }, () => resolve());
      });
    },
    takeOver() {
      leaving.stop();
      response.detachSocket(socket);
      socket.removeAllListeners('drain');
      return withEarly(socket, earlyBytes(socket));
    },
  };
}

/**
 * A request with `Upgrade`, as node:http's `upgrade` event brings it: parser gone, and everything
 * after the headers, body included, still to be read from `head` and the socket.
 */
export function upgradeExchange(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  length: number,
): Exchange {
  const response = new http.ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  socket.on('error', () => socket.destroy());
  const { body, rest } = bodyFromSocket(socket, head, length);
  const leaving = watchForLeaving(response, socket);
  return {
    request,
    response,
    body,
    signal: leaving.signal,
    invite() {},
    drain: () => Promise.resolve(),
    takeOver() {
      leaving.stop();
      response.detachSocket(socket);
      return withEarly(socket, rest());
    },
  };
}

function withEarly(socket: Socket, early: Buffer): Socket {
  if (early.length > 0) socket.unshift(early);
  return socket;
}

/** Milliseconds between looks at a client that has shut down its writing half. */
const LOOK = 200;

/**
 * A client that shuts down only its writing half still reads: on a unix socket it keeps its
 * answer. Nothing tells when it closes the other half too, so it is looked at from time to time.
 * Over TCP that cannot be told from a close, and counts as leaving, as in Go's server.
 */
function watchForLeaving(response: ServerResponse, socket: Socket) {
  const controller = new AbortController();
  let looking: NodeJS.Timeout | undefined;
  const leave = () => {
    clearInterval(looking);
    controller.abort();
  };
  const onEnd = () => {
    if (!stillReads(socket)) return leave();
    looking = setInterval(() => {
      if (!stillReads(socket)) leave();
    }, LOOK).unref();
  };
  const onClose = () => {
    clearInterval(looking);
    socket.off('end', onEnd);
    if (!response.writableFinished) leave();
  };
  response.once('close', onClose);
  socket.once('end', onEnd);
  return {
    signal: controller.signal,
    stop() {
      clearInterval(looking);
      response.off('close', onClose);
      socket.off('end', onEnd);
    },
  };
}

function stillReads(socket: Socket): boolean {
  const descriptor = (socket as { _handle?: { fd?: number } | null })._handle?.fd;
  if (socket.remoteAddress !== undefined || descriptor === undefined) return false;
  return !isHungUp(descriptor);
}
