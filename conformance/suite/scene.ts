import { AssertionError } from 'node:assert';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import pactum from 'pactum';
import { isBefore4 } from '../targets/target.ts';
import type { RunningTarget } from '../targets/target.ts';
import { formatAddress } from '../tap/address.ts';
import { CLAUSE_HEADER } from '../tap/tap.ts';
import type { Tap } from '../tap/tap.ts';
import type { Capability } from './clause-test.ts';
import { hijack } from './hijack.ts';
import type { HijackOptions, Hijacked } from './hijack.ts';
import { open, send } from './send.ts';
import type { Answer, SendOptions } from './send.ts';
import { inTurn } from './turns.ts';

// A failed expectation is reported as a verdict, with its exchanges from the ledger.
pactum.settings.setLogLevel('SILENT');

/** The fixture image that every target has. */
export const IMAGE = 'localhost/busybox:latest';

/**
 * What a test of one clause works with: requests through the tap, names nobody else uses, and a
 * list of things to undo. Everything made here is gone when the test ends, however it ends.
 */
export class Scene {
  readonly target: RunningTarget;
  readonly clause: string;
  readonly image = IMAGE;
  readonly #tap: Tap;
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(target: RunningTarget, tap: Tap, clause: string) {
    this.target = target;
    this.#tap = tap;
    this.clause = clause;
  }

  /** A path of the libpod tree under the version that the target speaks. */
  libpod(path: string): string {
    return `/v${isBefore4(this.target.facts) ? '3.0.0' : '4.0.0'}/libpod${path}`;
  }

  /** A path of the Docker-compatible tree, at API 1.41. */
  compat(path: string): string {
    return `/v1.41${path}`;
  }

  /** A pactum specification bound to the tap: `scene.spec().get(scene.url(path)).expectStatus(200)`. */
  spec(): ReturnType<typeof pactum.spec> {
    return pactum.spec().withHeaders(CLAUSE_HEADER, this.clause).withRequestTimeout(60_000);
  }

  /** The whole URL of a path, through the tap. */
  url(path: string): string {
    return formatAddress(this.#tap.address).replace('tcp:', 'http:') + path;
  }

  /** Sends one request and reads the whole answer, whatever its status. */
  async send(method: string, path: string, options: SendOptions = {}): Promise<Answer> {
    const headers = { ...options.headers, [CLAUSE_HEADER]: this.clause };
    const ask = () => send(this.#tap.address, method, path, { ...options, headers });
    const isOld = isBefore4(this.target.facts);
    return inTurn(this.target, method, path, () => (isOld ? onceKnown(ask) : ask()));
  }

  /** The same, as soon as the answer's head is there; the connection is closed when the test ends. */
  async open(method: string, path: string, options: SendOptions = {}): Promise<IncomingMessage> {
    const headers = { ...options.headers, [CLAUSE_HEADER]: this.clause };
    const response = await open(this.#tap.address, method, path, { ...options, headers });
    this.defer(async () => response.destroy());
    return response;
  }

  /** Takes a connection over (attach, exec start): both directions raw after the answer's head. */
  async hijack(path: string, options: HijackOptions = {}): Promise<Hijacked> {
    const taken = await hijack(this.#tap.address, path, {
      ...options,
      headers: { ...options.headers, [CLAUSE_HEADER]: this.clause },
    });
    this.defer(async () => taken.stream.destroy());
    return taken;
  }

  /** A name that no other test uses. */
  name(kind = 'c'): string {
    return `rp-${kind}-${randomBytes(6).toString('hex')}`;
  }

  /** Runs at the end of the test, last first. */
  defer(undo: () => Promise<unknown>): void {
    this.#undo.push(undo);
  }

  /**
   * Makes a container through the compat tree and forgets it at the end.
   * @param body Docker's create body; image and a network of `none` are filled in
   */
  async container(body: Record<string, unknown> = {}, query = ''): Promise<string> {
    const { HostConfig, ...rest } = body as { HostConfig?: object };
    const answer = await this.send('POST', this.compat(`/containers/create${query}`), {
      json: {
        Image: this.image,
        Cmd: ['sleep', '1000'],
        HostConfig: { NetworkMode: 'none', ...HostConfig },
        ...rest,
      },
    });
    answer.expect(201);
    const { Id } = answer.json as { Id: string };
    this.discardLater(Id);
    return Id;
  }

  /** Removes a container at the end of the test. */
  discardLater(name: string): void {
    this.defer(() => this.discard(name));
  }

  /**
   * Removes a container, whatever it does. Through the libpod tree where there is one: Podman 5
   * waits the stop time of a running container unless it is told not to. Podman 3 cannot be told.
   */
  async discard(name: string): Promise<void> {
    if (isBefore4(this.target.facts)) {
      await this.send('POST', this.compat(`/containers/${name}/kill`));
      await this.send('DELETE', this.libpod(`/containers/${name}?force=true&volumes=true`));
      return;
    }
    const query = '?force=true&v=true';
    const path =
      this.target.facts.libpodApi === undefined
        ? this.compat(`/containers/${name}${query}`)
        : this.libpod(`/containers/${name}${query}&timeout=0`);
    await this.send('DELETE', path);
  }

  /** Makes and starts a container. */
  async running(body: Record<string, unknown> = {}, query = ''): Promise<string> {
    const id = await this.container(body, query);
    (await this.send('POST', this.compat(`/containers/${id}/start`))).expect(204);
    return id;
  }

  /** Makes and starts a container, and waits until it is settled; returns its id and exit code. */
  async exited(body: Record<string, unknown> = {}): Promise<{ id: string; exitCode: number }> {
    const id = await this.running({ Cmd: ['true'], ...body });
    return { id, exitCode: await this.settled(id) };
  }

  /** Whether the target can do this. Tests that need it to say anything name it in `needs` instead. */
  has(capability: Capability): boolean {
    return this.target.facts.capabilities.has(capability);
  }

  /** The container as the compat tree shows it. */
  async inspect(id: string): Promise<Inspected> {
    const answer = await this.send('GET', this.compat(`/containers/${id}/json`));
    answer.expect(200);
    return answer.json as Inspected;
  }

  /** Waits until the container does not run; returns its exit code. */
  async wait(id: string): Promise<number> {
    const answer = await this.send('POST', this.compat(`/containers/${id}/wait`));
    answer.expect(200);
    return (answer.json as { StatusCode: number }).StatusCode;
  }

  /**
   * Waits until the container does not run and the engine has tidied up after it: Docker ends a wait
   * a moment before its lists show the end, and an inspect waits for that; Podman 5 calls the
   * container stopped for a moment.
   * @returns the exit code
   */
  async settled(id: string): Promise<number> {
    const exitCode = await this.wait(id);
    for (;;) {
      const answer = await this.send('GET', this.compat(`/containers/${id}/json`));
      const isGone = answer.status === 404;
      if (isGone || (answer.expect(200).json as Inspected).State.Status !== 'stopped')
        return exitCode;
      await setTimeout(20);
    }
  }

  /** Follows the log until stdout has this text; the time box of the test is the limit. */
  async logged(id: string, text: string): Promise<void> {
    const ended = new AbortController();
    const path = this.compat(`/containers/${id}/logs?follow=true&stdout=true`);
    const response = await open(this.#tap.address, 'GET', path, {
      headers: { [CLAUSE_HEADER]: this.clause },
      signal: ended.signal,
    });
    let log = '';
    try {
      for await (const data of response) if ((log += String(data)).includes(text)) return;
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    } finally {
      ended.abort();
    }
    throw new AssertionError({ message: `the log ended without "${text}": ${log.slice(0, 300)}` });
  }

  /** Everything that was told of a container until now, in Docker's form. */
  async eventsOf(id: string): Promise<EventMessage[]> {
    const filters = encodeURIComponent(JSON.stringify({ container: [id] }));
    const until = (Date.now() / 1000).toFixed(3);
    const path = this.compat(`/events?since=0&until=${until}&filters=${filters}`);
    return (await this.send('GET', path)).expect(200).lines as EventMessage[];
  }

  /** The beginning of the ids of several containers of this test. */
  async ambiguousPrefix(): Promise<string> {
    const seen = new Set<string>();
    // Two of seventeen ids begin alike: there are sixteen hexadecimal digits.
    for (let count = 0; count < 17; count += 1) {
      const first = (await this.container()).slice(0, 1);
      if (seen.has(first)) return first;
      seen.add(first);
    }
    throw new Error('seventeen ids with different beginnings');
  }

  /** Undoes everything, also after a failure; what cannot be undone is thrown together. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    // What is undone may make more to undo: a probe that tidies up is a container itself.
    for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) {
      await undo().catch((error) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${this.clause}: cleaning up failed`);
  }
}

/** Milliseconds in which Podman 3 must have noticed a new network. */
const NOTICED = 5000;

/**
 * Podman 3 learns of new networks by watching their folder, some time after it has told that one is
 * made, so that what is refused for a network that must be there is asked for again.
 */
async function onceKnown(ask: () => Promise<Answer>): Promise<Answer> {
  const last = Date.now() + NOTICED;
  for (;;) {
    const answer = await ask();
    const isEarly =
      answer.status >= 400 && /CNI network \\"(rp-n-[^"]*|podman)\\" not found/.test(answer.text);
    if (!isEarly || Date.now() > last) return answer;
    await setTimeout(50);
  }
}

/** The state of a health check, as both trees show it. */
export interface HealthState {
  Status: string;
  FailingStreak: number;
  Log: { Start: string; End: string; ExitCode: number; Output: string }[] | null;
}

/** What tests look at in an inspect. */
export interface Inspected {
  Id: string;
  Name: string;
  RestartCount: number;
  State: {
    Status: string;
    Running: boolean;
    Paused: boolean;
    Pid: number;
    ExitCode: number;
    Error: string;
    StartedAt: string;
    FinishedAt: string;
    Health?: HealthState;
    /** Its name in the libpod tree below version 4. */
    Healthcheck?: HealthState;
  };
  Mounts: {
    Type: string;
    Name?: string;
    Source: string;
    Destination: string;
    Mode: string;
    RW: boolean;
  }[];
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null>;
    Networks: Record<
      string,
      {
        NetworkID: string;
        IPAddress: string;
        IPPrefixLen: number;
        Gateway: string;
        MacAddress: string;
        DNSNames?: string[] | null;
      }
    >;
  };
  [member: string]: unknown;
}

export interface EventMessage {
  Type: string;
  Action: string;
  Actor: { ID: string; Attributes: Record<string, string> };
  time: number;
  timeNano: number;
}
