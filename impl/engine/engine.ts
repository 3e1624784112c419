import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, Memo } from '../database.ts';
import type { Log } from '../log.ts';
import { openNetwork } from '../network/core.ts';
import type { NetworkCore } from '../network/types.ts';
import { ExitFiles } from '../runtime/exits.ts';
import { criuFacts } from '../runtime/host.ts';
import type { OciRuntime } from '../runtime/oci.ts';
import { openRuntime } from '../runtime/open.ts';
import { openStorage } from '../storage/open.ts';
import type { Storage } from '../storage/types.ts';
import { Builds } from './build/builds.ts';
import { OciBundles } from './containers/bundle.ts';
import { Containers } from './containers/containers.ts';
import { Directories } from './containers/context.ts';
import { containerEvent } from './events/container-event.ts';
import { Events } from './events/events.ts';
import { Execs } from './exec/execs.ts';
import { Health } from './health/health.ts';
import { Images } from './images/images.ts';
import { imageUser } from './images/users.ts';
import { Networks } from './networks/networks.ts';
import { Membership } from './pods/membership.ts';
import { Pods } from './pods/pods.ts';
import { PodRegistry } from './pods/registry.ts';
import { PodTable } from './pods/table.ts';
import { Secrets } from './secrets/secrets.ts';
import { System } from './system/system.ts';
import { Volumes } from './volumes/volumes.ts';

export interface EngineOptions {
  /** Folder of what survives a reboot; the caller holds its lock. */
  root: string;
  /** Folder of what does not. */
  runroot: string;
  log: Log;
}

interface Layers {
  database: Database;
  storage: Storage;
  runtime: OciRuntime;
  network: NetworkCore;
}

/** What both trees' handlers talk to: the layers below, put together. */
export class Engine {
  readonly events: Events;
  readonly volumes: Volumes;
  readonly secrets: Secrets;
  readonly containers: Containers;
  readonly pods: Pods;
  readonly execs: Execs;
  readonly health: Health;
  readonly images: Images;
  readonly builds: Builds;
  readonly networks: Networks;
  readonly system: System;
  readonly storage: Storage;
  readonly runtime: OciRuntime;
  readonly network: NetworkCore;
  readonly directories: Directories;
  readonly log: Log;
  readonly #database: Database;
  readonly #exits: ExitFiles;

  /** Opens every layer and takes over what an earlier daemon left; afterwards all verbs work. */
  static async open(options: EngineOptions): Promise<Engine> {
    const { root, runroot } = options;
    const directories = new Directories(root, runroot);
    await mkdir(root, { recursive: true });
    await mkdir(directories.exits, { recursive: true });
    const database = new Database(join(root, 'refpod.db'));
    const storage = openStorage({ root, database });
    const [runtime, network] = await Promise.all([
      openRuntime({ runRoot: runroot }),
      openNetwork({ root, database }),
    ]);
    await storage.collectGarbage();
    const engine = new Engine({ database, storage, runtime, network }, directories, options.log);
    await engine.secrets.recover();
    await engine.containers.recover();
    await engine.pods.recover();
    engine.execs.recover();
    engine.health.recover();
    await engine.builds.recover();
    return engine;
  }

  private constructor(layers: Layers, directories: Directories, log: Log) {
    const { database, storage, runtime, network } = layers;
    this.#database = database;
    this.storage = storage;
    this.runtime = runtime;
    this.network = network;
    this.directories = directories;
    this.log = log;
    this.events = new Events(database);
    this.system = new System(this, directories);
    this.#exits = new ExitFiles(directories.exits, (id) =>
      runtime.oomKilled(id, directories.bundle(id)),
    );
    const byId = (id: string) => this.containers.record(id);
    this.images = new Images(database, {
      storage,
      users: (image) => [
        ...this.containers.users({ image }).map((id) => imageUser(id, byId(id))),
        // A build stands on it as a container would.
        ...(this.builds.holds(image) ? [{ id: 'a build', running: true }] : []),
      ],
      removeContainer: async (id) => {
        const options = { tree: 'libpod', force: true, volumes: false, ignore: true } as const;
        await this.containers.remove(id, options);
      },
      emit: (event) => this.events.emit(event),
    });
    this.volumes = new Volumes({
      root: directories.root,
      database,
      events: this.events,
      users: (volume) => this.containers.users({ volume }),
    });
    const pods = new PodRegistry(new PodTable(database));
    this.secrets = new Secrets(directories.root, database);
    let criu: ReturnType<typeof criuFacts> | undefined;
    this.containers = new Containers(database, {
      storage,
      runtime,
      network,
      directories,
      log,
      exits: this.#exits,
      bundles: new OciBundles({ directories, network, byId, host: runtime, secrets: this.secrets }),
      images: this.images,
      volumes: this.volumes,
      pods: new Membership(pods, runtime, {
        record: byId,
        ended: (record) => this.pods.ended(record),
      }),
      secrets: this.secrets,
      emit: (event) => {
        if (event.action === 'remove') this.execs.forgetContainer(event.record.id);
        this.health.heed(event.action, event.record);
        // Podman's clients do not see the containers that a build works with.
        const only = event.record.config.build ? ({ only: 'compat' } as const) : {};
        if (!(event.record.config.build && event.only === 'libpod'))
          this.events.emit(containerEvent({ ...event, ...only }));
      },
      emitPrune: (bytes) => {
        const attributes = { reclaimed: String(bytes) };
        const event = { type: 'container', action: 'prune', id: '', name: '' } as const;
        this.events.emit({ ...event, attributes, only: 'compat' });
      },
      emitNetwork: ({ action, network: { id, name, labels }, id: container }) => {
        const attributes = { container };
        this.events.emit({ type: 'network', action, id, name, labels, attributes, only: 'compat' });
      },
      emitNetworkChange: ({ action, record: { id, name } }) => {
        this.events.emit({ type: 'network', action, id, name, only: 'libpod' });
      },
      execIds: (id) => this.execs.idsOf(id),
      health: (record) => this.health.view(record),
      criu: () => (criu ??= criuFacts(runtime)),
    });
    network.nameBy((id) => {
      const record = this.containers.record(id);
      if (!record) return undefined;
      const { name, config } = record;
      const { dnsServers } = config.network;
      const { hostname } = config.process;
      const isDockers = config.tree === 'compat';
      return {
        name,
        dnsServers,
        qualified: isDockers,
        ...(isDockers && hostname ? { hostname } : {}),
      };
    });
    this.execs = new Execs(database, {
      runtime,
      directories,
      secrets: this.secrets,
      log,
      container: (name) => this.containers.find(name),
      containerById: (id) => this.containers.byId(id),
      emit: (event) => this.events.emit(event),
    });
    this.pods = new Pods(pods, {
      containers: this.containers,
      images: this.images,
      groups: runtime,
      log,
      emit: (event) => this.events.emit(event),
    });
    this.health = new Health(database, {
      log,
      container: (name) => this.containers.find(name),
      containers: () => this.containers.all(),
      shell: (image) => storage.images.get(image)?.config.config?.Shell,
      processes: (id) => runtime.processes(id),
      capture: (id, command, options) => this.execs.capture(id, command, options),
      emit: (event) => this.events.emit(event),
      act: (id, action) => this.containers[action](id, { tree: 'libpod' }),
    });
    this.builds = new Builds({
      storage,
      images: this.images,
      containers: this.containers,
      root: join(directories.root, 'build'),
      log,
    });
    this.networks = new Networks(network, this.containers, this.events);
  }

  /** Something that is made of what the database holds, kept until anything is written there. */
  memo<Value>(): Memo<Value> {
    return new Memo<Value>(this.#database);
  }

  /** Lets go of everything but the containers. */
  async close(): Promise<void> {
    await this.builds.close();
    this.health.close();
    this.execs.close();
    this.containers.close();
    this.#exits.close();
    this.runtime.close();
    await this.network.close();
    await this.storage.close();
    this.#database.close();
  }
}
