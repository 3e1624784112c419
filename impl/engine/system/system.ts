import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../../runtime/choose.ts';
import type { Image } from '../../storage/types.ts';
import type { Directories } from '../containers/context.ts';
import type { ContainerView, Tree } from '../containers/view.ts';
import type { Engine } from '../engine.ts';
import { asImage } from '../images/lists/list.ts';
import type { Volume } from '../volumes/volume.ts';
import { readFileSystem, readHost } from './host.ts';
import type { HostFacts } from './host.ts';
import { packageOf, versionText } from './programs.ts';

/** A program that the engine works with. */
export interface Program {
  path: string;
  /** The distribution's package, or `Unknown`. */
  package: string;
  /** All that it says of its version. */
  version: string;
}

/** Host, engine and store, for both trees' `info`. */
export interface SystemView {
  /** A UUID, the same for the same root on the same host. */
  id: string;
  host: HostFacts;
  runtime: Program & { name: string };
  conmon: Program;
  /** Runtimes that the host has, by name. */
  runtimes: Record<string, string>;
  /** Path of the program for `--init`; empty when there is none. */
  init: string;
  seccompProfile: string;
  containers: { all: number; running: number; paused: number; stopped: number };
  images: number;
  store: {
    root: string;
    runRoot: string;
    volumes: string;
    fileSystem: { total: number; used: number; kind: string };
  };
  process: { openFiles: number; threads: number; listeners: number };
  warnings: string[];
}

export interface DiskUsage {
  images: { image: Image; size: number; shared: number; unique: number; containers: number }[];
  /** Bytes of all layers, each counted once. */
  layers: number;
  containers: ContainerView[];
  volumes: { volume: Volume; size: number; users: number }[];
}

export type DiskUsageKind = 'container' | 'image' | 'volume';

/** Where Debian's and Fedora's packages put the default profile. */
const seccompProfiles = ['/etc/containers/seccomp.json', '/usr/share/containers/seccomp.json'];

/** The engine as a whole: what it is, runs on and holds. */
export class System {
  readonly #engine: Engine;
  readonly #folders: Pick<Directories, 'root' | 'runRoot'>;
  /** Programs do not change while the daemon runs. */
  #programs: Promise<{ runtime: Program; conmon: Program }> | undefined;

  constructor(engine: Engine, folders: Pick<Directories, 'root' | 'runRoot'>) {
    this.#engine = engine;
    this.#folders = folders;
  }

  async info(): Promise<SystemView> {
    const { runtime, network, events, storage } = this.#engine;
    const { root, runRoot } = this.#folders;
    this.#programs ??= this.#readPrograms();
    const [programs, fileSystem, containers, warnings] = await Promise.all([
      this.#programs,
      readFileSystem(root),
      this.#countContainers(),
      network
        .warnings()
        .catch((error: unknown) => [`cannot look at the firewall: ${String(error)}`]),
    ]);
    return {
      id: identity(root),
      host: readHost(runtime.layout),
      runtime: { name: runtime.name, ...programs.runtime },
      conmon: programs.conmon,
      runtimes: findRuntimes(runtime),
      init: findProgram('catatonit') ?? '',
      seccompProfile: seccompProfiles.find((file) => existsSync(file)) ?? '',
      containers,
      images: storage.images.list().length,
      store: { root, runRoot, volumes: path.join(root, 'volumes'), fileSystem },
      process: { ...ownFigures(), listeners: events.listeners },
      warnings,
    };
  }

  /** What images, containers and volumes take on disk; to Podman also manifest lists are images. */
  async usage(kinds: readonly DiskUsageKind[], tree: Tree): Promise<DiskUsage> {
    const { containers, storage, volumes } = this.#engine;
    const wants = (kind: DiskUsageKind) => kinds.includes(kind);
    const all = { tree: 'libpod', all: true, filters: {} } as const;
    const views = await containers.list({ ...all, size: wants('container') });
    const usage = wants('image') ? storage.usage() : { images: [], layers: 0 };
    const images = usage.images.flatMap(({ id, ...sizes }) => {
      const image = storage.images.get(id);
      const users = views.filter((view) => view.image?.id === id).length;
      return image ? [{ image, ...sizes, containers: users }] : [];
    });
    if (wants('image') && tree === 'libpod') images.push(...this.#listUsage());
    const found: DiskUsage['volumes'] = [];
    for (const volume of wants('volume') ? volumes.list() : []) {
      const users = volumes.users(volume).length;
      found.push({ volume, size: await volumes.size(volume), users });
    }
    return {
      images,
      layers: usage.layers,
      containers: wants('container') ? views : [],
      volumes: found,
    };
  }

  #listUsage(): DiskUsage['images'] {
    return this.#engine.images.lists.all().map((list) => {
      const image = asImage(list);
      return { image, size: image.size, shared: 0, unique: image.size, containers: 0 };
    });
  }

  async #readPrograms() {
    const { path: runtime, conmon } = this.#engine.runtime;
    return { runtime: await readProgram(runtime), conmon: await readProgram(conmon.path) };
  }

  async #countContainers(): Promise<SystemView['containers']> {
    const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
    const states = (await this.#engine.containers.list(all)).map(({ state }) => state.status);
    const running = states.filter((state) => state === 'running' || state === 'stopping').length;
    const paused = states.filter((state) => state === 'paused').length;
    return { all: states.length, running, paused, stopped: states.length - running - paused };
  }
}

async function readProgram(place: string): Promise<Program> {
  const [name, version] = await Promise.all([packageOf(place), versionText(place)]);
  return { path: place, package: name, version };
}

function findRuntimes(chosen: { name: string; path: string }): Record<string, string> {
  const found = ['crun', 'runc'].flatMap((name) => {
    const place = findProgram(name);
    return place ? [[name, place] as const] : [];
  });
  return { ...Object.fromEntries(found), [chosen.name]: chosen.path };
}

/** Version 4's form (RFC 9562), made from host and root instead of chance. */
function identity(root: string): string {
  const machine = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8') : '';
  const digits = createHash('sha256').update(`${machine}\n${root}`).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
  return [...parts, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}

function ownFigures(): { openFiles: number; threads: number } {
  const status = readFileSync('/proc/self/status', 'utf8');
  return {
    openFiles: readdirSync('/proc/self/fd').length,
    threads: Number(/^Threads:\s+(\d+)$/m.exec(status)?.[1] ?? 0),
  };
}
