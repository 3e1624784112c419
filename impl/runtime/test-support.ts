import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitFiles } from './exits.ts';
import { openRuntime } from './open.ts';
import type { OciRuntime } from './oci.ts';
import type { Bundle, ExitReport } from './types.ts';

const APPLETS = [
  ...['sh', 'true', 'false', 'sleep', 'cat', 'echo', 'stty', 'id', 'env', 'ls', 'yes', 'head'],
  ...['dd', 'seq', 'kill', 'ps', 'hostname', 'pwd', 'grep', 'mount', 'test', 'tr', 'printf', 'wc'],
];

/** A runtime of one's own in a temp folder, with a busybox root file system, for tests. */
export class TestRuntime {
  readonly directory: string;
  readonly runtime: OciRuntime;
  readonly exits: ExitFiles;
  readonly rootfs: string;
  readonly #made: string[] = [];

  static async open(): Promise<TestRuntime> {
    const directory = await mkdtemp(join(tmpdir(), 'refpod-runtime-'));
    const rootfs = join(directory, 'rootfs');
    await makeRootfs(rootfs);
    await mkdir(join(directory, 'exits'));
    return new TestRuntime(directory, await openRuntime({ runRoot: directory }));
  }

  private constructor(directory: string, runtime: OciRuntime) {
    this.directory = directory;
    this.runtime = runtime;
    this.rootfs = join(directory, 'rootfs');
    this.exits = new ExitFiles(join(directory, 'exits'), (id) =>
      this.runtime.oomKilled(id, this.bundleDirectory(id)),
    );
  }

  bundleDirectory(id: string): string {
    return join(this.directory, 'containers', id);
  }

  /** A bundle that runs `args` in the busybox root; `change` edits the OCI configuration. */
  async bundle(
    args: string[],
    options: Partial<Bundle> = {},
    change: (config: TestConfig) => void = () => undefined,
  ): Promise<Bundle> {
    const id = randomBytes(32).toString('hex');
    const directory = this.bundleDirectory(id);
    const bundle: Bundle = {
      id,
      name: `test-${id.slice(0, 8)}`,
      directory,
      terminal: false,
      stdin: false,
      logPath: join(directory, 'log'),
      logDriver: 'k8s-file',
      exitDirectory: join(this.directory, 'exits'),
      cgroupPath: `/refpod/${id}`,
      ...options,
    };
    const config = testConfig(this.rootfs, args, bundle);
    change(config);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'config.json'), JSON.stringify(config));
    this.#made.push(id);
    return bundle;
  }

  /** Makes and starts a container. */
  async run(
    args: string[],
    options: Partial<Bundle> = {},
    change?: (config: TestConfig) => void,
  ): Promise<Bundle> {
    const bundle = await this.bundle(args, options, change);
    await this.runtime.create(bundle);
    await this.runtime.start(bundle.id);
    return bundle;
  }

  /** Kills the container unless it has ended, waits for that, and forgets it. */
  async remove(bundle: Bundle): Promise<ExitReport> {
    await this.runtime.kill(bundle.id, 9, { all: true });
    const report = await this.exits.wait(bundle.id);
    await this.runtime.delete(bundle.id);
    return report;
  }

  async close(): Promise<void> {
    for (const id of this.#made) await this.runtime.delete(id, { force: true });
    this.exits.close();
    this.runtime.close();
    await rm(this.directory, { recursive: true });
  }

  /** Names of what the runtime still knows. */
  leftovers(): Promise<string[]> {
    return readdir(join(this.directory, 'oci'));
  }
}

/** A root file system of busybox alone. */
export async function makeRootfs(rootfs: string): Promise<void> {
  for (const name of ['bin', 'dev', 'etc', 'proc', 'root', 'run', 'sys', 'tmp']) {
    await mkdir(join(rootfs, name), { recursive: true });
  }
  await copyFile('/bin/busybox', join(rootfs, 'bin', 'busybox'));
  for (const name of APPLETS) await symlink('busybox', join(rootfs, 'bin', name));
  await writeFile(join(rootfs, 'etc', 'passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  await writeFile(join(rootfs, 'etc', 'group'), 'root:x:0:\n');
}

export type TestConfig = ReturnType<typeof testConfig>;

function testConfig(rootfs: string, args: string[], bundle: Bundle) {
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: bundle.terminal,
      user: { uid: 0, gid: 0 },
      args,
      env: ['PATH=/bin', 'TERM=xterm'],
      cwd: '/',
    },
    root: { path: rootfs, readonly: true },
    hostname: 'test',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755', 'size=65536k'] },
      {
        destination: '/dev/pts',
        type: 'devpts',
        source: 'devpts',
        options: ['newinstance', 'ptmxmode=0666', 'mode=0620'],
      },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs' },
    ],
    linux: {
      cgroupsPath: bundle.cgroupPath,
      resources: {} as Record<string, unknown>,
      namespaces: ['pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type })),
    },
  };
}
