import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../database.ts';
import { NotFound } from '../../errors.ts';
import { createLog } from '../../log.ts';
import type { NetworkCore } from '../../network/types.ts';
import { ExitFiles } from '../../runtime/exits.ts';
import type { OciRuntime } from '../../runtime/oci.ts';
import { openRuntime } from '../../runtime/open.ts';
import { makeRootfs } from '../../runtime/test-support.ts';
import type { Bundle } from '../../runtime/types.ts';
import type { Storage } from '../../storage/types.ts';
import { emptyContainerConfig } from './config.ts';
import type { ContainerConfig } from './config.ts';
import { Containers } from './containers.ts';
import { Directories } from './context.ts';
import type { ContainerEvent } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** Containers on a real runtime and a plain busybox root, without images and networks. */
export class TestContainers {
  readonly root: string;
  readonly runtime: OciRuntime;
  readonly exits: ExitFiles;
  readonly database: Database;
  readonly containers: Containers;
  readonly events: ContainerEvent[] = [];

  static async open(root?: string): Promise<TestContainers> {
    const directory = root ?? (await mkdtemp(join(tmpdir(), 'refpod-containers-')));
    if (!root) await makeRootfs(join(directory, 'rootfs'));
    await mkdir(join(directory, 'exits'), { recursive: true });
    const runtime = await openRuntime({ runRoot: directory });
    const host = new TestContainers(directory, runtime);
    await host.containers.recover();
    return host;
  }

  private constructor(root: string, runtime: OciRuntime) {
    this.root = root;
    this.runtime = runtime;
    const directories = new Directories(join(root, 'static'), root);
    this.exits = new ExitFiles(directories.exits, (id) =>
      runtime.oomKilled(id, directories.bundle(id)),
    );
    this.database = new Database(join(root, 'refpod.db'));
    this.containers = new Containers(this.database, {
      runtime,
      exits: this.exits,
      directories,
      storage: noStorage,
      network: noNetwork,
      bundles: plainBundles(directories),
      images: {
        resolve(name) {
          throw new NotFound(`${name}: image not known`);
        },
      },
      volumes: {
        ensure: () => Promise.reject(new Error('no volumes here')),
        remove: () => Promise.resolve(),
      },
      log: createLog('warn'),
      emit: (event) => void this.events.push({ ...event, record: { ...event.record } }),
      readLogs: () => {
        throw new Error('no logs here');
      },
      execIds: () => [],
    });
  }

  config(command: string[], change: Partial<ContainerConfig> = {}): ContainerConfig {
    const config = emptyContainerConfig('libpod');
    return {
      ...config,
      rootfs: { path: join(this.root, 'rootfs'), overlay: false },
      namespaces: { network: { mode: 'none' } },
      process: { ...config.process, command },
      ...change,
    };
  }

  async create(command: string[], change: Partial<ContainerConfig> = {}): Promise<string> {
    return (await this.containers.create(this.config(command, change))).id;
  }

  /** Ends as a daemon does: containers live on. */
  closeDaemon(): void {
    this.containers.close();
    this.exits.close();
    this.runtime.close();
    this.database.close();
  }

  async close(): Promise<void> {
    for (const { id } of await this.containers.list({
      tree: 'libpod',
      all: true,
      filters: {},
      size: false,
    })) {
      await this.containers.remove(id, {
        tree: 'libpod',
        force: true,
        volumes: true,
        ignore: true,
        depend: true,
      });
    }
    this.closeDaemon();
    await rm(this.root, { recursive: true });
  }

  actions(id: string): string[] {
    return this.events.filter(({ record }) => record.id === id).map(({ action }) => action);
  }
}

const noStorage = {
  layers: {
    containerLayer: () => undefined,
    removeContainerLayer: () => Promise.resolve(),
    isMounted: () => false,
  },
  images: { get: () => undefined },
} as unknown as Storage;

const noNetwork = {
  byName: () => undefined,
  reservation: () => undefined,
  tearDown: () => Promise.resolve(),
  reconcile: () => Promise.resolve(),
} as unknown as NetworkCore;

function plainBundles(directories: Directories) {
  const of = (record: ContainerRecord): Bundle => ({
    id: record.id,
    name: record.name,
    directory: directories.bundle(record.id),
    terminal: record.config.process.terminal,
    stdin: record.config.process.stdin,
    logPath: join(directories.static(record.id), 'ctr.log'),
    logDriver: 'k8s-file',
    exitDirectory: directories.exits,
    cgroupPath: `/refpod/${record.id}`,
  });
  return {
    of,
    capabilities: () => ({ bounding: [], effective: [] }),
    async write({ record, rootfs }: { record: ContainerRecord; rootfs: string }): Promise<Bundle> {
      const bundle = of(record);
      const config = {
        ociVersion: '1.0.2',
        process: {
          terminal: bundle.terminal,
          user: { uid: 0, gid: 0 },
          args: record.config.process.command,
          env: ['PATH=/bin'],
          cwd: '/',
        },
        root: { path: rootfs, readonly: true },
        mounts: [
          { destination: '/proc', type: 'proc', source: 'proc' },
          { destination: '/dev', type: 'tmpfs', source: 'tmpfs' },
          { destination: '/tmp', type: 'tmpfs', source: 'tmpfs' },
        ],
        linux: {
          cgroupsPath: bundle.cgroupPath,
          namespaces: ['pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type })),
        },
      };
      await writeFile(join(bundle.directory, 'config.json'), JSON.stringify(config));
      return bundle;
    },
  };
}
