import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { images, ociArchive } from '../../fixtures/index.ts';
import { createLog } from '../log.ts';
import { emptyContainerConfig } from '../container-config.ts';
import type { ContainerConfig } from '../container-config.ts';
import { Engine } from './engine.ts';

/** An engine on a root of its own in a temp folder, with fixture images; real to the kernel. */
export class TestEngine {
  readonly root: string;
  readonly engine: Engine;

  /** @param root one that an earlier engine left; else a new one is made. */
  static async open(root?: string): Promise<TestEngine> {
    const folder = root ?? (await mkdtemp(join(tmpdir(), 'refpod-engine-')));
    // Root of a user namespace has to find its way in.
    await chmod(folder, 0o711);
    const engine = await Engine.open({
      root: join(folder, 'root'),
      runroot: join(folder, 'run'),
      log: createLog('warn'),
    });
    if (engine.storage.images.list().length === 0)
      await engine.storage.images.load(
        Readable.from([await ociArchive([images.busybox(), images.volume(), images.app()])]),
      );
    return new TestEngine(folder, engine);
  }

  private constructor(root: string, engine: Engine) {
    this.root = root;
    this.engine = engine;
  }

  get containers(): Engine['containers'] {
    return this.engine.containers;
  }

  /** Runs `command` on busybox without a network, unless `change` says otherwise. */
  config(command: string[], change: Partial<ContainerConfig> = {}): ContainerConfig {
    const config = emptyContainerConfig('libpod');
    return {
      ...config,
      image: 'localhost/busybox',
      namespaces: { network: { mode: 'none' } },
      process: { ...config.process, command },
      ...change,
    };
  }

  /** Creates; returns the id. */
  async create(command: string[], change: Partial<ContainerConfig> = {}): Promise<string> {
    return (await this.containers.create(this.config(command, change))).id;
  }

  /** Creates and starts; returns the id. */
  async run(command: string[], change: Partial<ContainerConfig> = {}): Promise<string> {
    const id = await this.create(command, change);
    await this.containers.start(id, 'libpod');
    return id;
  }

  async remove(id: string): Promise<void> {
    const options = { tree: 'libpod', force: true, volumes: true, depend: true } as const;
    await this.containers.remove(id, { ...options, ignore: true });
  }

  /** All that a container wrote; to the end of its run. */
  async output(id: string): Promise<string> {
    const lines: string[] = [];
    for await (const line of this.#lines(id)) lines.push(line);
    return lines.join('\n');
  }

  /** Resolves once a container has written a line with this text. */
  async logged(id: string, text: string): Promise<void> {
    for await (const line of this.#lines(id)) if (line.includes(text)) return;
    throw new Error(`container ${id} ended and did not write ${JSON.stringify(text)}`);
  }

  async *#lines(id: string): AsyncIterable<string> {
    const { signal } = new AbortController();
    const options = { stdout: true, stderr: true, follow: true, signal };
    for await (const { data } of this.containers.logs(id, options).lines) yield data.toString();
  }

  /** What happened to a container so far, in neutral words. */
  async actions(id: string): Promise<string[]> {
    const { signal } = new AbortController();
    const events = this.engine.events.stream({
      replay: true,
      follow: false,
      matches: (event) => event.id === id,
      signal,
    });
    const actions: string[] = [];
    for await (const { action } of events) actions.push(action);
    return actions;
  }

  /** Removes every pod and container, and everything. */
  async close(): Promise<void> {
    for (const { id } of this.engine.pods.list({})) {
      await this.engine.pods.remove(id, { force: true });
    }
    const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
    for (const { id } of await this.containers.list(all)) await this.remove(id);
    await this.engine.close();
    await rm(this.root, { recursive: true });
  }
}
