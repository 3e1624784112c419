import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyContainerConfig } from '../container-config.ts';
import type { ContainerConfig } from '../container-config.ts';
import { ExitFiles } from './exits.ts';
import { openRuntime } from './open.ts';
import type { OciRuntime } from './oci.ts';
import { buildSpec } from './spec/build.ts';
import type { SpecHost } from './spec/build.ts';
import { encodeOci } from './spec/encode.ts';
import type { Bundle, ExitReport } from './types.ts';

const APPLETS = [
  'sh true false mkdir sleep cat echo stty id env ls yes head dd seq kill ps hostname pwd grep mount',
  'test tr printf wc md5sum sync ulimit nc ip stat touch rm',
].flatMap((line) => line.split(' '));

/** A runtime of one's own in a temp folder, with a busybox root file system, for tests. */
export class TestRuntime {
  readonly directory: string;
  readonly runtime: OciRuntime;
  readonly exits: ExitFiles;
  readonly rootfs: string;
  /** For tests of what the runtime can or cannot do. */
  specHost: SpecHost;
  readonly #made: string[] = [];

  static async open(only?: 'crun' | 'runc'): Promise<TestRuntime> {
    const directory = await mkdtemp(join(tmpdir(), 'refpod-runtime-'));
    const rootfs = join(directory, 'rootfs');
    await makeRootfs(rootfs);
    await mkdir(join(directory, 'exits'));
    return new TestRuntime(
      directory,
      await openRuntime({ runRoot: directory, ...(only ? { only } : {}) }),
    );
  }

  private constructor(directory: string, runtime: OciRuntime) {
    this.directory = directory;
    this.runtime = runtime;
    this.specHost = runtime;
    this.rootfs = join(directory, 'rootfs');
    this.exits = new ExitFiles(join(directory, 'exits'), (id) =>
      this.runtime.oomKilled(id, this.bundleDirectory(id)),
    );
  }

  bundleDirectory(id: string): string {
    return join(this.directory, 'containers', id);
  }

  /** A bundle that runs `args` in the busybox root; `change` edits the container's configuration. */
  async bundle(
    args: string[],
    options: Partial<Bundle> = {},
    change: (config: ContainerConfig) => void = () => undefined,
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
    const config = emptyContainerConfig('libpod');
    const env = { PATH: '/bin', TERM: 'xterm' };
    const { terminal, stdin } = bundle;
    config.process = { ...config.process, command: args, env, terminal, stdin };
    change(config);
    const spec = buildSpec(config, {
      rootfs: this.rootfs,
      hostname: 'test',
      cgroupPath: bundle.cgroupPath,
      host: this.specHost,
      namespacePaths: {},
      mounts: config.storage.mounts,
      files: [],
    });
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'config.json'), encodeOci(spec));
    this.#made.push(id);
    return bundle;
  }

  /** Makes and starts a container. */
  async run(
    args: string[],
    options: Partial<Bundle> = {},
    change?: (config: ContainerConfig) => void,
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
