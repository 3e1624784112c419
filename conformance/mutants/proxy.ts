import { Agent, createServer as createHttpServer, request as send } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { OPERATIONS } from '../../spec/index.ts';
import type { Operation } from '../../spec/operation.ts';
import { Router } from '../../spec/router.ts';
import { parseAddress } from '../tap/address.ts';
import type { Address } from '../tap/address.ts';
import { hijackMutation } from './hijacked.ts';
import { mutateJson } from './json.ts';
import type { Mutant, Mutation } from './mutation.ts';
import { streamMutation } from './streams.ts';

const router = new Router(OPERATIONS);
/** Headers of one hop, which Node makes itself (RFC 9110 section 7.6.1). */
const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

/**
 * Stands before an engine and makes the answers of one operation wrong; everything else passes as
 * it is.
 */
export class MutatingProxy {
  /** How many answers were really changed since the mutant was set. */
  changed = 0;
  readonly #upstream: Address;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #sockets = new Set<Socket>();
  readonly #http: Server;
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  #mutant: Mutant | undefined;
  /** The last true success of each operation: what a faked one answers. */
  readonly #successes = new Map<string, Buffer>();

  /** @param upstream `unix:///path` or `tcp://host:port` */
  constructor(upstream: string) {
    this.#upstream = parseAddress(upstream);
    this.#http = createHttpServer((request, response) => {
      this.#carry(request, response).catch(() => response.destroy());
    });
  }

  /** @returns where it listens */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `tcp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** From now on answers are wrong in this way; without a mutant they are right. */
  set(mutant?: Mutant): void {
    this.#mutant = mutant;
    this.changed = 0;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#agent.destroy();
    await Promise.all([...this.#sockets].map((socket) => once(socket.destroy(), 'close')));
  }

  /** The first bytes tell whether the connection will be taken over: then it is carried raw. */
  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const [method = '', target = ''] = first.toString('latin1', 0, 2000).split(' ', 2);
      const operation = operationOf(method, target);
      if (operation?.responses.some(({ form }) => form === 'hijack')) this.#join(socket, operation);
      else this.#http.emit('connection', socket);
      socket.resume();
    });
  }

  #join(client: Socket, operation: Operation): void {
    const engine = connect({ ...this.#upstream, allowHalfOpen: true });
    const mutation = this.#mutationOf(operation);
    client.pipe(engine);
    if (mutation) engine.pipe(hijackMutation(mutation, () => (this.changed += 1))).pipe(client);
    else engine.pipe(client);
    client.on('close', () => engine.destroy());
    engine.on('error', () => client.destroy());
    engine.on('close', () => client.destroySoon());
  }

  #mutationOf(operation: Operation | undefined): Mutation | undefined {
    return this.#mutant?.operation === operation?.id ? this.#mutant?.mutation : undefined;
  }

  async #carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = operationOf(request.method ?? '', request.url ?? '');
    const mutation = this.#mutationOf(operation);
    if (mutation?.kind === 'fake') {
      await buffer(request);
      this.changed += 1;
      this.#fake(response, mutation.status, operation!.id);
      return;
    }
    const answer = await this.#ask(request, response);
    const status = answer.statusCode ?? 0;
    if (mutation) await this.#answerWrong(answer, response, mutation);
    else if (operation && request.method !== 'GET' && status < 300) {
      const body = await buffer(answer);
      this.#successes.set(operation.id, body);
      response.writeHead(status, ownHeaders(answer)).end(body);
    } else await passOn(answer, response, status, ownHeaders(answer));
  }

  /** Sends the request on; a client that leaves takes it along. */
  async #ask(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage> {
    const outgoing = send({
      ...('path' in this.#upstream ? { socketPath: this.#upstream.path } : this.#upstream),
      method: request.method,
      path: request.url,
      headers: Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name !== 'connection'),
      ),
      agent: this.#agent,
    });
    response.on('close', () => outgoing.destroy());
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    const sent = pipeline(request, outgoing);
    const [answer] = await Promise.race([answered, sent.then(() => answered)]);
    return answer;
  }

  async #answerWrong(
    answer: IncomingMessage,
    response: ServerResponse,
    mutation: Exclude<Mutation, { kind: 'fake' }>,
  ): Promise<void> {
    const status = answer.statusCode ?? 0;
    const headers = ownHeaders(answer);
    const count = () => (this.changed += 1);
    if (mutation.kind === 'status') {
      if (status === mutation.from) count();
      await passOn(answer, response, status === mutation.from ? mutation.to : status, headers);
    } else if (status >= 300) {
      await passOn(answer, response, status, headers);
    } else if (mutation.kind === 'header') {
      if (mutation.name.toLowerCase() in headers) count();
      delete headers[mutation.name.toLowerCase()];
      await passOn(answer, response, status, headers);
    } else if (mutation.kind === 'stream') {
      delete headers['content-length'];
      response.writeHead(status, headers).flushHeaders();
      await pipeline(answer, streamMutation(mutation.change, count), response);
    } else {
      const holder = { value: JSON.parse((await buffer(answer)).toString()) as unknown };
      if (mutateJson(holder, mutation)) count();
      delete headers['content-length'];
      response.writeHead(status, headers).end(JSON.stringify(holder.value));
    }
  }

  #fake(response: ServerResponse, status: number, operation: string): void {
    const body = this.#successes.get(operation) ?? Buffer.alloc(0);
    const headers = body.length > 0 ? { 'content-type': 'application/json' } : {};
    response.writeHead(status, headers).end(body);
  }
}

function operationOf(method: string, target: string): Operation | undefined {
  const match = router.match(method, target.split('?')[0] ?? '');
  return match.kind === 'found' ? match.operation : undefined;
}

function ownHeaders(answer: IncomingMessage): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...answer.headers };
  for (const name of HOP) delete headers[name];
  return headers;
}

async function passOn(
  answer: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  response.writeHead(status, headers).flushHeaders();
  await pipeline(answer, response);
}
