import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operation, Parameter } from '../../spec/operation.ts';
import { silentLog } from '../log.ts';
import type { AnyHandler } from './answer.ts';
import { ApiServer } from './api-server.ts';

/** A server of a few operations on a socket in a folder of its own, for tests. */
export interface TestServer {
  readonly server: ApiServer;
  readonly socketPath: string;
  /** A raw connection, so that a test sees and sends every byte. */
  readonly dial: () => Promise<RawClient>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export type TestRoute = Partial<Operation> & {
  readonly path: string;
  readonly handler?: AnyHandler;
};

export async function serveRoutes(routes: readonly TestRoute[]): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-http-'));
  const socketPath = join(folder, 'api.sock');
  const operations = routes.map(operationOf);
  const handlers = Object.fromEntries(
    routes.map((route, index) => [operations[index]?.id, route.handler]),
  );
  const server = new ApiServer({ operations, handlers, log: silentLog });
  await server.listen({ kind: 'unix', path: socketPath });
  const clients: RawClient[] = [];
  return {
    server,
    socketPath,
    async dial() {
      const client = new RawClient(connect({ path: socketPath, allowHalfOpen: true }));
      clients.push(client);
      await once(client.socket, 'connect');
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.socket.destroy();
      await server.close(0);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function operationOf(route: TestRoute): Operation {
  const { handler: _, ...given } = route;
  const method = given.method ?? 'GET';
  return {
    id: `${method} ${given.path}`,
    tree: 'compat',
    section: 'test',
    summary: '',
    method,
    unversioned: true,
    since: '2.0',
    parameters: [],
    body: { form: 'none', required: false },
    responses: [],
    ...given,
  };
}

export function parameter(given: Partial<Parameter> & { readonly name: string }): Parameter {
  return { in: 'query', form: 'string', required: false, ...given };
}

export const HIJACK: Pick<Operation, 'responses'> = {
  responses: [{ status: 101, form: 'hijack', description: '' }],
};

/** Collects what comes and lets a test wait for what it expects. */
export class RawClient {
  readonly socket: Socket;
  received = '';
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
    });
    socket.on('error', () => {});
    socket.on('end', () => {
      this.ended = true;
    });
  }

  send(...lines: string[]): void {
    this.socket.write(lines.join('\r\n'));
  }

  /** Sends a request without a body and with the headers given. */
  request(line: string, ...headers: string[]): void {
    this.send(`${line} HTTP/1.1`, 'Host: test', ...headers, '', '');
  }

  /** Settles once the pattern is in what was received. Fails when the connection ends before. */
  async until(pattern: RegExp | string): Promise<string> {
    while (!matches(this.received, pattern)) {
      if (this.ended || this.socket.destroyed) {
        throw new Error(`ended without ${String(pattern)}: ${JSON.stringify(this.received)}`);
      }
      await this.#change();
    }
    return this.received;
  }

  /** Settles with everything received once the server ended its half. */
  async untilEnd(): Promise<string> {
    while (!this.ended && !this.socket.destroyed) await this.#change();
    return this.received;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('data', done).off('end', done).off('close', done);
        resolve();
      };
      this.socket.once('data', done).once('end', done).once('close', done);
    });
  }
}

function matches(text: string, pattern: RegExp | string): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
