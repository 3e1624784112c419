import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { IMAGE } from '../suite/scene.ts';
import { send } from '../suite/send.ts';
import type { Address } from '../tap/address.ts';

/** How many there are of each; a pod has an infra container and two others. */
const COUNT = { pods: 5, members: 2, networks: 5, onNetwork: 3, execs: 5, checked: 5, dying: 3 };
/** Milliseconds that the engine has to do what it does on schedule. */
const PATIENCE = 60_000;

interface Inspected {
  Id: string;
  RestartCount: number;
  State: {
    Pid: number;
    Running: boolean;
    StartedAt: string;
    Health?: { Status: string; Log: { End: string }[] };
  };
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
}

/** What of a container has to be the same after a restart of the daemon: its run, and where it is found. */
type Run = Pick<Inspected['State'], 'Pid' | 'Running' | 'StartedAt'> & { addresses: string[] };

/**
 * 30 containers that stay while the daemon is killed: 15 in 5 pods, 15 on 5 networks; of these five
 * have health checks, three end and are started again all the time, and five have an exec that runs.
 */
export class World {
  readonly #address: Address;
  readonly #runs = new Map<string, Run>();
  readonly #pods: string[] = [];
  readonly #networks: string[] = [];
  readonly #execs = new Map<string, number>();
  readonly #checked: string[] = [];
  readonly #dying: string[] = [];

  private constructor(address: Address) {
    this.#address = address;
  }

  static async make(address: Address): Promise<World> {
    const world = new World(address);
    for (let at = 0; at < COUNT.networks; at += 1) await world.#network(at);
    for (let at = 0; at < COUNT.pods; at += 1) await world.#pod(at);
    return world;
  }

  /** Containers, those of the engine in pods included. */
  get containers(): number {
    return this.#runs.size + this.#dying.length;
  }

  async #network(at: number): Promise<void> {
    const name = `world-n${at}`;
    await this.#ask('POST', '/networks/create', 200, { Name: name, CheckDuplicate: true });
    this.#networks.push(name);
    for (let number = 0; number < COUNT.onNetwork; number += 1) {
      const index = at * COUNT.onNetwork + number;
      if (index < COUNT.dying) await this.#dyingOn(name, index);
      else await this.#stayingOn(name, index);
    }
  }

  async #dyingOn(network: string, index: number): Promise<void> {
    // In the libpod tree the next try comes at once, however many there were.
    const made = await this.#ask('POST', '/libpod/containers/create', 201, {
      name: `world-d${index}`,
      image: IMAGE,
      command: ['sh', '-c', 'sleep 1; exit 3'],
      netns: { nsmode: 'bridge' },
      Networks: { [network]: {} },
      restart_policy: 'always',
    });
    const { Id: id } = made as { Id: string };
    await this.#ask('POST', `/libpod/containers/${id}/start`, 204);
    this.#dying.push(id);
  }

  async #stayingOn(network: string, index: number): Promise<void> {
    const isChecked = index < COUNT.dying + COUNT.checked;
    const Healthcheck = { Test: ['CMD', 'true'], Interval: 1e9, Timeout: 2e10, Retries: 3 };
    const id = await this.#container(`world-c${index}`, {
      Cmd: ['sleep', '100000'],
      HostConfig: { NetworkMode: network },
      ...(isChecked ? { Healthcheck } : {}),
    });
    if (isChecked) this.#checked.push(id);
    this.#runs.set(id, await this.#run(id));
    if (this.#execs.size < COUNT.execs) await this.#exec(id);
  }

  async #container(name: string, body: object): Promise<string> {
    const path = `/containers/create?name=${name}`;
    const { Id } = (await this.#ask('POST', path, 201, { Image: IMAGE, ...body })) as {
      Id: string;
    };
    await this.#ask('POST', `/containers/${Id}/start`, 204);
    return Id;
  }

  async #exec(container: string): Promise<void> {
    const wanted = { Cmd: ['sleep', '100000'] };
    const made = await this.#ask('POST', `/containers/${container}/exec`, 201, wanted);
    const { Id } = made as { Id: string };
    await this.#ask('POST', `/exec/${Id}/start`, 200, { Detach: true });
    this.#execs.set(Id, (await this.#execState(Id)).Pid);
  }

  async #execState(id: string): Promise<{ Pid: number; Running: boolean }> {
    return (await this.#ask('GET', `/exec/${id}/json`, 200)) as { Pid: number; Running: boolean };
  }

  async #pod(at: number): Promise<void> {
    const name = `world-p${at}`;
    await this.#ask('POST', '/libpod/pods/create', 200, { name });
    for (let number = 0; number < COUNT.members; number += 1) {
      const member = { name: `${name}-m${number}`, image: IMAGE, command: ['sleep', '100000'] };
      await this.#ask('POST', '/libpod/containers/create', 201, { ...member, pod: name });
    }
    await this.#ask('POST', `/libpod/pods/${name}/start`, 200);
    this.#pods.push(name);
    for (const { Id } of await this.#members(name)) this.#runs.set(Id, await this.#run(Id));
  }

  async #members(pod: string): Promise<{ Id: string }[]> {
    const told = await this.#ask('GET', `/libpod/pods/${pod}/json`, 200);
    const { State, Containers } = told as { State: string; Containers: { Id: string }[] };
    assert.equal(State, 'Running', pod);
    return Containers;
  }

  /**
   * All is as it was, and what goes on by itself has gone on since that moment. Throws
   * AssertionError.
   */
  async check(since: number): Promise<void> {
    for (const [id, run] of this.#runs) assert.deepEqual(await this.#run(id), run, id);
    for (const pod of this.#pods) await this.#members(pod);
    for (const network of this.#networks) await this.#ask('GET', `/networks/${network}`, 200);
    for (const [id, Pid] of this.#execs) {
      const { Running, Pid: now } = await this.#execState(id);
      assert.deepEqual([Running, now], [true, Pid], `exec ${id}`);
    }
    for (const id of this.#checked) {
      await this.#until(id, 'its health is checked', ({ State: { Health } }) => {
        const last = Date.parse(Health?.Log.at(-1)?.End ?? '');
        return Health?.Status === 'healthy' && last > since;
      });
    }
    for (const id of this.#dying) {
      await this.#until(id, 'it is started again', ({ State }) => {
        return Date.parse(State.StartedAt) > since;
      });
    }
  }

  async #until(id: string, what: string, holds: (one: Inspected) => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    let seen = await this.#inspect(id);
    while (!holds(seen)) {
      assert.ok(Date.now() < deadline, `${id}: ${what}: ${JSON.stringify(seen.State)}`);
      await delay(100);
      seen = await this.#inspect(id);
    }
  }

  async #run(id: string): Promise<Run> {
    const { State, NetworkSettings } = await this.#inspect(id);
    const { Pid, Running, StartedAt } = State;
    const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
    assert.ok(Running, `${id} runs`);
    return { Pid, Running, StartedAt, addresses };
  }

  async #inspect(id: string): Promise<Inspected> {
    return (await this.#ask('GET', `/containers/${id}/json`, 200)) as Inspected;
  }

  async #ask(method: string, path: string, status: number, json?: object): Promise<unknown> {
    const version = path.startsWith('/libpod') ? 'v4.0.0' : 'v1.41';
    const options = json === undefined ? {} : { json };
    const answer = await send(this.#address, method, `/${version}${path}`, options);
    answer.expect(status);
    return answer.text === '' ? undefined : answer.json;
  }
}
