import { randomBytes, randomInt } from 'node:crypto';
import { send } from '../suite/send.ts';
import type { Answer } from '../suite/send.ts';
import { WAITS } from '../suite/pods.ts';
import { IMAGE } from '../suite/scene.ts';
import type { Address } from '../tap/address.ts';
import type { Action, Create, NetworkAction, PodAction, Program, Slot } from './action.ts';

/** One request as it was sent, for the script that sends it again. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly status: number;
  readonly answer: string;
}

/** What an action came to. */
export interface Answered {
  readonly status: number;
  /** Where it tells one. */
  readonly exitCode?: number;
}

const SLOTS = [0, 1, 2, 3] as const;
const PROGRAMS: Record<Program, string[]> = {
  stay: ['sleep', '1000'],
  succeed: ['true'],
  fail: ['sh', '-c', 'exit 3'],
};

/** The same for every engine: Podman 3 would pull an image of its own, and adds the image's command. */
const INFRA = { infra_image: IMAGE, infra_command: ['sh', '-c', WAITS, 'infra'] };

/** An engine as one sequence of actions sees it: all its names carry a mark of their own. */
export class Session {
  readonly #address: Address;
  /** Where its libpod tree is; undefined when it has none. */
  readonly #libpod: string | undefined;
  readonly #mark = `rp-${randomBytes(4).toString('hex')}`;
  /** Its networks are below this one, so that no other engine of the host has them. */
  readonly #subnet = `10.${randomInt(128, 255)}.${randomInt(0, 64) * 4}`;
  readonly sent: Sent[] = [];

  private constructor(address: Address, libpod: string | undefined) {
    this.#address = address;
    this.#libpod = libpod;
  }

  static async open(address: Address): Promise<Session> {
    const { headers } = await send(address, 'GET', '/libpod/_ping');
    const version = headers['libpod-api-version'];
    // Podman 3 knows only its own form, and refuses a newer one.
    const old = version?.toString().startsWith('3.');
    return new Session(address, version && `/v${old ? '3.0.0' : '4.0.0'}/libpod`);
  }

  /** Whether it has the tree that has pods. */
  get hasPods(): boolean {
    return this.#libpod !== undefined;
  }

  async perform(action: Action): Promise<Answered> {
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
      case 'create-network':
      case 'remove-network':
      case 'connect':
      case 'disconnect':
        return this.#onNetwork(action);
      case 'create-pod':
      case 'join':
      case 'start-pod':
      case 'stop-pod':
      case 'kill-pod':
      case 'pause-pod':
      case 'unpause-pod':
      case 'restart-pod':
      case 'remove-pod':
        return this.#onPod(action);
    }
  }

  /** Waits until the container does not run. */
  async waitFor(slot: Slot): Promise<number> {
    return (await this.#wait(slot)).exitCode ?? -1;
  }

  /** Everything that the engine lists with this session's mark. Throws AssertionError when it does not. */
  async observe(): Promise<Observation> {
    const filters = encodeURIComponent(JSON.stringify({ label: [`mark=${this.#mark}`] }));
    const read = async (path: string) => (await this.#send('GET', path)).expect(200).json;
    const list = (await read(`/containers/json?all=true&filters=${filters}`)) as Listed[];
    // Whether the filter for names takes a part of one differs from engine to engine.
    const volumes = (await read('/volumes')) as { Volumes: { Name: string }[] | null };
    const networks = (await read('/networks')) as { Name: string }[];
    const image = (await read(`/images/${IMAGE}/json`)) as { RepoTags: string[] };
    const names = (things: readonly { Name: string }[] | null) => things?.map(({ Name }) => Name);
    return {
      containers: Object.fromEntries(
        list.map((one) => [this.#slotOf(one.Names[0]?.slice(1) ?? ''), one.State]),
      ),
      connections: Object.fromEntries(
        list.map(({ Names, NetworkSettings }) => [
          this.#slotOf(Names[0]?.slice(1) ?? ''),
          this.#slots('n', Object.keys(NetworkSettings?.Networks ?? {})),
        ]),
      ),
      volumes: this.#slots('v', names(volumes.Volumes)),
      networks: this.#slots('n', names(networks)),
      tags: image.RepoTags.filter((tag) => tag.includes(this.#mark))
        .map((tag) => tag.split(':t')[1] ?? '')
        .sort(),
      pods: await this.#pods(),
    };
  }

  /** A pod's labels are those of its infra container, too, which is not to be among the others. */
  async #pods(): Promise<Record<string, string>> {
    if (this.#libpod === undefined) return {};
    const list = (await this.#ask('GET', `${this.#libpod}/pods/json`)).expect(200).json as
      | { Name: string; Status: string }[]
      | null;
    const own = (list ?? []).filter(({ Name }) => Name.startsWith(this.#mark));
    return Object.fromEntries(own.map(({ Name, Status }) => [this.#slotOf(Name), Status]));
  }

  /** Of names those that are this session's, by their slots. */
  #slots(kind: string, names: readonly string[] = []): string[] {
    const own = names.filter((name) => name.startsWith(`${this.#mark}-${kind}`));
    return own.map((name) => this.#slotOf(name)).sort();
  }

  #slotOf(name: string): string {
    return name.slice(this.#mark.length + 2);
  }

  /** The exit code that inspect tells. */
  async exitCode(slot: Slot): Promise<number> {
    const { json } = await this.#send('GET', `${this.#path(slot)}/json`);
    return (json as { State: { ExitCode: number } }).State.ExitCode;
  }

  /** Removes whatever is left. */
  async clear(): Promise<void> {
    if (this.#libpod !== undefined) {
      for (const slot of SLOTS) await this.#onPod({ kind: 'remove-pod', pod: slot, force: true });
    }
    for (const slot of SLOTS) await this.#send('DELETE', `${this.#path(slot)}?force=true`);
    for (const slot of SLOTS) {
      await this.#send('DELETE', `/volumes/${this.#volume(slot)}`);
      await this.#send('DELETE', `/networks/${this.#network(slot)}`);
      await this.#send('DELETE', `/images/localhost/${this.#mark}:t${slot}`);
    }
  }

  #create({ slot, program, volume, network }: Create) {
    return this.#post(`/containers/create?name=${this.#name(slot)}`, {
      Image: IMAGE,
      Cmd: PROGRAMS[program],
      Labels: { mark: this.#mark },
      HostConfig: {
        NetworkMode: network === undefined ? 'none' : this.#network(network),
        ...(volume === undefined ? {} : { Binds: [`${this.#volume(volume)}:/data`] }),
      },
    });
  }

  /** Docker and Podman answer 201 to a new one, the document says 200: that is asked elsewhere. */
  async #onNetwork(action: NetworkAction): Promise<Answered> {
    const Name = this.#network(action.network);
    if (action.kind === 'remove-network') return this.#send('DELETE', `/networks/${Name}`);
    if ('slot' in action) {
      return this.#post(`/networks/${Name}/${action.kind}`, { Container: this.#name(action.slot) });
    }
    const [a, b, c] = this.#subnet.split('.');
    const Subnet = `${a}.${b}.${Number(c) + action.network}.0/24`;
    const json = { Name, CheckDuplicate: true, IPAM: { Config: [{ Subnet }] } };
    const { status } = await this.#post('/networks/create', json);
    return { status: status === 200 ? 201 : status };
  }

  /** Podman 3 answers 201 to a new pod, others 200. */
  /** Podman 3 answers 201 to a new pod, others 200. */
  async #onPod(action: PodAction): Promise<Answered> {
    const { kind } = action;
    const name = `${this.#mark}-p${action.pod}`;
    const path = `${this.#libpod}/pods/${name}`;
    if (kind === 'create-pod') {
      const { status } = await this.#ask('POST', `${this.#libpod}/pods/create`, { name, ...INFRA });
      return { status: status === 200 ? 201 : status };
    }
    if (kind === 'remove-pod') return this.#ask('DELETE', `${path}?force=${action.force}`);
    if (kind === 'stop-pod') return this.#ask('POST', `${path}/stop?t=0`);
    if (kind !== 'join') return this.#ask('POST', `${path}/${kind.slice(0, -'-pod'.length)}`);
    return this.#ask('POST', `${this.#libpod}/containers/create`, {
      name: this.#name(action.slot),
      image: IMAGE,
      command: PROGRAMS[action.program],
      labels: { mark: this.#mark },
      pod: name,
      stop_timeout: 0,
    });
  }

  async #exec(slot: Slot, code: number): Promise<Answered> {
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

  async #wait(slot: Slot): Promise<Answered> {
    const answer = await this.#post(`${this.#path(slot)}/wait`);
    if (answer.status !== 200) return answer;
    return { status: 200, exitCode: (answer.json as { StatusCode: number }).StatusCode };
  }

  #post(path: string, json?: unknown) {
    return this.#send('POST', path, json);
  }

  #send(method: string, path: string, json?: unknown): Promise<Answer> {
    return this.#ask(method, `/v1.41${path}`, json);
  }

  async #ask(method: string, path: string, json?: unknown): Promise<Answer> {
    const answer = await send(this.#address, method, path, json === undefined ? {} : { json });
    this.sent.push({
      method,
      path,
      ...(json === undefined ? {} : { json }),
      status: answer.status,
      answer: answer.text.slice(0, 300),
    });
    return answer;
  }

  #name = (slot: Slot) => `${this.#mark}-c${slot}`;
  #path = (slot: Slot) => `/containers/${this.#name(slot)}`;
  #volume = (slot: Slot) => `${this.#mark}-v${slot}`;
  #network = (slot: Slot) => `${this.#mark}-n${slot}`;
}

/** A container as the compat tree lists it. */
interface Listed {
  readonly Names: readonly string[];
  readonly State: string;
  readonly NetworkSettings?: { readonly Networks?: Readonly<Record<string, unknown>> | null };
}

/** What is there, by slots. */
export interface Observation {
  readonly containers: Readonly<Record<string, string>>;
  /** The networks that each container is on. */
  readonly connections: Readonly<Record<string, readonly string[]>>;
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  readonly tags: readonly string[];
  /** Their states. */
  readonly pods: Readonly<Record<string, string>>;
}
