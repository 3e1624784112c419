import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPERATIONS, readOpenApi } from '../../spec/index.ts';
import { Router } from '../../spec/router.ts';
import type { Engine } from '../engine/engine.ts';
import { TestImages } from '../engine/images/test-support.ts';
import { VersionReader } from '../engine/system/version.ts';
import { NotFound } from '../errors.ts';
import { ApiServer } from '../http/api-server.ts';
import type { AnyHandler } from '../http/answer.ts';
import { silentLog } from '../log.ts';
import { compatImages } from './compat/images/handlers.ts';
import { compatSystem } from './compat/system.ts';
import type { Handlers } from './handler.ts';
import { libpodImages } from './libpod/images/handlers.ts';
import { libpodSystem } from './libpod/system.ts';
import { changesReply } from './shared/changes.ts';

export interface Answer {
  status: number;
  type: string;
  body: Buffer;
  /** JSON of the body; of lines, a list. */
  value: unknown;
}

const document = await readOpenApi();
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'api', ...document });
const router = new Router(OPERATIONS);

/** The images of both trees behind a real server, each answer held against the spec. */
export class ImageServer {
  readonly test: TestImages;
  readonly folder: string;
  readonly #server: ApiServer;

  static async start(): Promise<ImageServer> {
    const folder = await mkdtemp(join(tmpdir(), 'refpod-images-api-'));
    const server = new ImageServer(await TestImages.open(), folder);
    await server.#server.listen({ kind: 'unix', path: server.socket });
    return server;
  }

  private constructor(test: TestImages, folder: string) {
    this.test = test;
    this.folder = folder;
    const versions = new VersionReader({
      name: 'crun',
      version: '1.0',
      conmon: { version: '2.0' },
    });
    const containers = {
      changes: (name: string) => Promise.reject(new NotFound(`no container "${name}"`)),
    };
    const engine = { images: test.images, containers } as unknown as Engine;
    const handlers: Handlers = {
      ...compatImages(engine),
      ...libpodImages(engine),
      ...compatSystem(versions),
      ...libpodSystem(versions),
      'libpod.container.changes': ({ path, query }) =>
        changesReply(engine, 'container', path.name, query),
    };
    this.#server = new ApiServer({
      operations: OPERATIONS,
      handlers: handlers as Record<string, AnyHandler>,
      log: silentLog,
    });
  }

  get socket(): string {
    return join(this.folder, 'api.sock');
  }

  /** @param path with version and query. Fails when the spec does not know such an answer. */
  async ask(method: string, path: string, body?: Buffer): Promise<Answer> {
    const answer = await this.#send(method, path, body);
    checkAnswer(method, path, answer);
    return answer;
  }

  /** The value of an answer of 200. */
  async value<T>(method: string, path: string, body?: Buffer): Promise<T> {
    const answer = await this.ask(method, path, body);
    assert.equal(answer.status, 200, answer.body.toString());
    return answer.value as T;
  }

  #send(method: string, path: string, body?: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: this.socket, method, path }, (response) => {
        buffer(response).then((received) => {
          const { statusCode = 0, headers } = response;
          const type = headers['content-type'] ?? '';
          resolve({ status: statusCode, type, body: received, value: parse(type, received) });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close(1000);
    await this.test[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}

function parse(type: string, body: Buffer): unknown {
  if (type !== 'application/json' || body.length === 0) return undefined;
  const lines = body.toString().trimEnd().split('\n');
  return lines.length === 1
    ? (JSON.parse(lines[0] ?? '') as unknown)
    : lines.map((line) => JSON.parse(line) as unknown);
}

function checkAnswer(method: string, path: string, { status, value, body }: Answer): void {
  const match = router.match(method, path.split('?')[0] ?? '');
  assert.equal(match.kind, 'found', path);
  if (match.kind !== 'found') return;
  const { operation } = match;
  const known = operation.responses.find((response) => response.status === status);
  assert.ok(known, `${operation.id} has no ${status}: ${body.toString()}`);
  if (value === undefined) return;
  const route = operation.path.replace(':.*', '').replaceAll('/', '~1');
  const place = `/paths/${route}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
  const validate = ajv.getSchema(`api#${place}`);
  assert.ok(validate, place);
  for (const one of known.form === 'json-lines' ? [value].flat() : [value])
    assert.ok(validate(one), `${operation.id}: ${ajv.errorsText(validate.errors)}`);
}
