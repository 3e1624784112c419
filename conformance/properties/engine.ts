import { randomBytes } from 'node:crypto';
import { send } from '../suite/send.ts';
import type { Answer } from '../suite/send.ts';
import { IMAGE } from '../suite/scene.ts';
import type { Address } from '../tap/address.ts';
import type { Action, Program, Slot } from './action.ts';

/** One request as it was sent, for the script that sends it again. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly status: number;
  readonly answer: string;
}

const PROGRAMS: Record<Program, string[]> = {
  stay: ['sleep', '1000'],
  succeed: ['true'],
  fail: ['sh', '-c', 'exit 3'],
};

/** An engine as one sequence of actions sees it: all its names carry a mark of their own. */
export class Session {
  readonly #address: Address;
  readonly #mark = `rp-${randomBytes(4).toString('hex')}`;
  readonly sent: Sent[] = [];

  constructor(address: Address) {
    this.#address = address;
  }

  /** Does it, and returns the status and, where it tells one, an exit code. */
  async perform(action: Action): Promise<{ status: number; exitCode?: number }> {
    switch (action.kind) {
      case 'create':
        return this.#create(action);
      case 'rename':
        return this.#post(`${this.#path(action.slot)}/rename?name=${this.#name(action.to)}`);
      case 'remove':
        return this.#send('DELETE', `${this.#path(action.slot)}?force=${action.force}`);
      case 'exec':
        return this.#exec(action.slot, action.exitCode);
      case 'create-volume':
        return this.#post('/volumes/create', { Name: this.#volume(action.volume) });
      case 'remove-volume':
        return this.#send('DELETE', `/volumes/${this.#volume(action.volume)}`);
      case 'tag':
        return this.#post(`/images/${IMAGE}/tag?repo=localhost/${this.#mark}&tag=t${action.tag}`);
      case 'untag':
        return this.#send('DELETE', `/images/localhost/${this.#mark}:t${action.tag}`);
      case 'wait':
        return this.#wait(action.slot);
      case 'stop':
      case 'restart':
        return this.#post(`${this.#path(action.slot)}/${action.kind}?t=0`);
      case 'start':
      case 'kill':
      case 'pause':
      case 'unpause':
        return this.#post(`${this.#path(action.slot)}/${action.kind}`);
    }
  }

  /** Waits until the container does not run. */
  async waitFor(slot: Slot): Promise<number> {
    return (await this.#wait(slot)).exitCode ?? -1;
  }

  /** Everything that the engine lists with this session's mark. */
  async observe(): Promise<Observation> {
    const filters = encodeURIComponent(JSON.stringify({ label: [`mark=${this.#mark}`] }));
    const list = (await this.#send('GET', `/containers/json?all=true&filters=${filters}`)).json;
    // Whether the filter for names takes a part of one differs from engine to engine.
    const volumes = (await this.#send('GET', '/volumes')).json as {
      Volumes: { Name: string }[] | null;
    };
    const image = (await this.#send('GET', `/images/${IMAGE}/json`)).json as { RepoTags: string[] };
    return {
      containers: Object.fromEntries(
        (list as { Names: string[]; State: string }[]).map(({ Names, State }) => [
          Names[0]?.slice(`/${this.#mark}-c`.length) ?? '',
          State,
        ]),
      ) as Record<string, string>,
      volumes: (volumes.Volumes ?? [])
        .filter(({ Name }) => Name.startsWith(this.#mark))
        .map(({ Name }) => Name.slice(`${this.#mark}-v`.length))
        .sort(),
      tags: image.RepoTags.filter((tag) => tag.includes(this.#mark))
        .map((tag) => tag.split(':t')[1] ?? '')
        .sort(),
    };
  }

  /** The exit code that inspect tells. */
  async exitCode(slot: Slot): Promise<number> {
    const { json } = await this.#send('GET', `${this.#path(slot)}/json`);
    return (json as { State: { ExitCode: number } }).State.ExitCode;
  }

  /** Removes whatever is left. */
  async clear(): Promise<void> {
    for (const slot of [0, 1, 2, 3] as const) {
      await this.#send('DELETE', `${this.#path(slot)}?force=true`);
    }
    for (const slot of [0, 1, 2, 3] as const) {
      await this.#send('DELETE', `/volumes/${this.#volume(slot)}`);
      await this.#send('DELETE', `/images/localhost/${this.#mark}:t${slot}`);
    }
  }

  #create({ slot, program, volume }: Extract<Action, { kind: 'create' }>) {
    return this.#post(`/containers/create?name=${this.#name(slot)}`, {
      Image: IMAGE,
      Cmd: PROGRAMS[program],
      Labels: { mark: this.#mark },
      HostConfig: {
        NetworkMode: 'none',
        ...(volume === undefined ? {} : { Binds: [`${this.#volume(volume)}:/data`] }),
      },
    });
  }

  async #exec(slot: Slot, code: number): Promise<{ status: number; exitCode?: number }> {
    const created = await this.#post(`${this.#path(slot)}/exec`, {
      Cmd: ['sh', '-c', `exit ${code}`],
      AttachStdout: true,
    });
    if (created.status !== 201) return created;
    const { Id } = created.json as { Id: string };
    // Attached: the answer ends when the process has ended.
    await this.#post(`/exec/${Id}/start`, { Detach: false });
    const { json } = await this.#send('GET', `/exec/${Id}/json`);
    return { status: created.status, exitCode: (json as { ExitCode: number }).ExitCode };
  }

  async #wait(slot: Slot): Promise<{ status: number; exitCode?: number }> {
    const answer = await this.#post(`${this.#path(slot)}/wait`);
    if (answer.status !== 200) return answer;
    return { status: 200, exitCode: (answer.json as { StatusCode: number }).StatusCode };
  }

  #post(path: string, json?: unknown) {
    return this.#send('POST', path, json);
  }

  async #send(method: string, path: string, json?: unknown): Promise<Answer> {
    const whole = `/v1.41${path}`;
    const answer = await send(this.#address, method, whole, json === undefined ? {} : { json });
    this.sent.push({
      method,
      path: whole,
      ...(json === undefined ? {} : { json }),
      status: answer.status,
      answer: answer.text.slice(0, 300),
    });
    return answer;
  }

  #name = (slot: Slot) => `${this.#mark}-c${slot}`;
  #path = (slot: Slot) => `/containers/${this.#name(slot)}`;
  #volume = (slot: Slot) => `${this.#mark}-v${slot}`;
}

export interface Observation {
  /** Slot to state. */
  readonly containers: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly tags: readonly string[];
}
