import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Database } from '../database.ts';
import { openNetwork } from './core.ts';
import { TestNamespace } from './namespace.fixture.ts';
import { objectNames } from './plant.ts';
import type { AttachmentRequest, NetworkCore, PortForward } from './types.ts';

export const run = promisify(execFile);

export const onDefault = (part: Partial<AttachmentRequest> = {}): AttachmentRequest => ({
  network: 'podman',
  staticIps: [],
  aliases: [],
  ...part,
});

export const published = (containerPort: number, part: Partial<PortForward> = {}): PortForward => ({
  hostIp: '',
  hostPort: 0,
  containerPort,
  protocol: 'tcp',
  range: 1,
  ...part,
});

export const fetchInside = (place: TestNamespace, address: string, port: number) =>
  place.run('busybox', 'nc', '-w', '3', address, String(port));

export async function fetchFromHost(address: string, port: number): Promise<string> {
  return text(net.connect(port, address));
}

/** A network core on a root of its own, and namespaces that play containers on it. */
export class NetworkScene {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-network-'));
  readonly database = new Database(path.join(this.root, 'refpod.db'));
  core!: NetworkCore;
  readonly #namespaces: TestNamespace[] = [];
  readonly #links: string[] = [];

  static async open(): Promise<NetworkScene> {
    const scene = new NetworkScene();
    await scene.openCore();
    return scene;
  }

  /** What a new daemon does first: it opens the same root again. */
  async openCore(): Promise<void> {
    this.core = await openNetwork({ root: this.root, database: this.database });
  }

  /** Ends everything; fails when anything of this root stays in the kernel. */
  async close(): Promise<void> {
    for (const link of this.#links) await run('ip', ['link', 'del', link]);
    for (const namespace of this.#namespaces) await namespace.close();
    await this.core.reconcile([]);
    await this.core.close();
    this.database.close();
    fs.rmSync(this.root, { recursive: true });
    assert.deepEqual(await this.#leftovers(), []);
  }

  async namespace(): Promise<TestNamespace> {
    const made = await TestNamespace.open();
    this.#namespaces.push(made);
    return made;
  }

  /** Brings a namespace up as container `id`. */
  async container(id: string, ports: PortForward[] = [], request = onDefault()) {
    const place = await this.namespace();
    const reservation = await this.core.reserve(id, [request], ports);
    await this.core.setUp(id, place.pid);
    const address = reservation.attachments[0]?.ips[0]?.address ?? '';
    return { id, place, address, hostPort: reservation.ports[0]?.hostPort ?? 0, reservation };
  }

  /** A namespace on a link of its own to the host, with nothing of the network core on it. */
  async otherHost() {
    const place = await this.namespace();
    const link = `rpt${place.pid}`;
    const block = `198.18.${Math.floor(Math.random() * 250)}`;
    const [hostAddress, address] = [`${block}.1`, `${block}.2`];
    const ip = (...words: string[]) => run('ip', words);
    await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'up0', 'netns', `${place.pid}`);
    this.#links.push(link);
    await ip('addr', 'add', `${hostAddress}/30`, 'dev', link);
    await ip('link', 'set', link, 'up');
    await place.run('ip', 'addr', 'add', `${address}/30`, 'dev', 'up0');
    await place.run('ip', 'link', 'set', 'up0', 'up');
    await place.run('ip', 'route', 'add', 'default', 'via', hostAddress);
    return { place, link, hostAddress, address };
  }

  /** Kernel objects of this root. */
  async #leftovers(): Promise<string[]> {
    const { table, interfacePrefix } = objectNames(this.root);
    const links = fs.readdirSync('/sys/class/net');
    const { stdout } = await run('nft', ['list', 'tables']);
    const tables = stdout.split('\n').filter((line) => line.endsWith(table));
    return [...links.filter((name) => name.startsWith(interfacePrefix)), ...tables];
  }
}
