import { once } from 'node:events';
import { Agent } from 'node:http';
import { dockerArchive, images } from '../../fixtures/index.ts';
import type { RunningTarget } from '../targets/target.ts';
import { open, send } from '../suite/send.ts';
import type { Answer, SendOptions } from '../suite/send.ts';
import { formatAddress, parseAddress } from '../tap/address.ts';
import { startTap } from '../tap/tap.ts';
import type { Tap } from '../tap/tap.ts';

interface CreateOptions {
  ports?: object;
  name?: string;
  image?: string;
}

/** The Docker API of one engine, over pooled connections, as real clients use it. */
export class Engine {
  readonly target: RunningTarget;
  readonly #agent: Agent;
  readonly #tapAgent = new Agent({ keepAlive: true });
  #tap: Tap | undefined;

  constructor(target: RunningTarget, agent = new Agent({ keepAlive: true })) {
    this.target = target;
    this.#agent = agent;
  }

  /** @throws AssertionError when the status is not a success (304 counts as one) */
  call(method: string, path: string, options: SendOptions = {}): Promise<Answer> {
    return this.#send(method, `/v1.40${path}`, options);
  }

  /** The same in the libpod tree, of the engine's own version. */
  libpod(method: string, path: string, options: SendOptions = {}): Promise<Answer> {
    return this.#send(method, `/v${this.target.facts.libpodApi}/libpod${path}`, options);
  }

  async #send(method: string, path: string, options: SendOptions): Promise<Answer> {
    const url = parseAddress(this.target.url);
    const answer = await send(url, method, path, { agent: this.#agent, ...options });
    return answer.expect(200, 201, 204, 304);
  }

  /** Bytes of a long answer; not kept, so that the client takes as little of the time as it can. */
  async count(path: string): Promise<number> {
    const url = parseAddress(this.target.url);
    const response = await open(url, 'GET', `/v1.40${path}`, { agent: this.#agent });
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(response, 'end');
    return bytes;
  }

  async loadImage(): Promise<void> {
    await this.call('POST', '/images/load', { body: await dockerArchive([images.busybox()]) });
  }

  /** Makes a container of the fixture image, on the default bridge unless said; returns its id. */
  async create(
    command: string[],
    network?: string,
    { ports, name, image = 'localhost/busybox:latest' }: CreateOptions = {},
  ): Promise<string> {
    const query = name === undefined ? '' : `?name=${name}`;
    const answer = await this.call('POST', `/containers/create${query}`, {
      json: {
        Image: image,
        Cmd: command,
        HostConfig: {
          ...(network && { NetworkMode: network }),
          ...(ports && { PortBindings: ports }),
        },
      },
    });
    return (answer.json as { Id: string }).Id;
  }

  async start(id: string): Promise<void> {
    await this.call('POST', `/containers/${id}/start`);
  }

  async wait(id: string): Promise<void> {
    await this.call('POST', `/containers/${id}/wait`);
  }

  async remove(id: string): Promise<void> {
    await this.call('DELETE', `/containers/${id}?force=true`);
  }

  /** Ends and removes a container in whatever state it is, without patience for its signal handlers. */
  async discard(id: string): Promise<void> {
    await this.call('POST', `/containers/${id}/kill`).catch(() => {});
    await this.remove(id).catch(() => {});
  }

  /** Makes and starts a container that does nothing for long. */
  async sleeper(): Promise<string> {
    const id = await this.create(sleep, 'none');
    await this.start(id);
    return id;
  }

  /** The same engine through the tap. */
  async tapped(): Promise<Engine> {
    this.#tap ??= await startTap({ listen: 'tcp://127.0.0.1:0', upstream: this.target.url });
    return new Engine({ ...this.target, url: formatAddress(this.#tap.address) }, this.#tapAgent);
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#tapAgent.destroy();
    await this.#tap?.close();
    await this.target.stop();
  }
}

/** Ends at SIGTERM, so that no engine has to wait its stop timeout out. */
export const sleep = ['sh', '-c', 'trap exit TERM; sleep 600 & wait'];
