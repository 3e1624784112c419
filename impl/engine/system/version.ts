import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { promisify } from 'node:util';
import type { Runtime } from '../../runtime/types.ts';

/** What the daemon is made of and runs on, for both trees' `version`. */
export interface VersionView {
  /** `linux/amd64/debian-12`. */
  platform: string;
  os: string;
  /** Go's name of the architecture, which every client expects. */
  architecture: string;
  kernel: string;
  node: string;
  runtime: { name: string; version: string };
  /** First line of `conmon --version`. */
  conmon: string;
}

/** Go's GOARCH for Node's names where they differ. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** Asks the host once; a missing conmon is named as such, because `version` must always answer. */
export class VersionReader {
  readonly #runtime: Pick<Runtime, 'name' | 'version'>;
  #conmon: Promise<string> | undefined;

  constructor(runtime: Pick<Runtime, 'name' | 'version'>) {
    this.#runtime = runtime;
  }

  async read(): Promise<VersionView> {
    this.#conmon ??= conmonVersion();
    const architecture = goArchitecture();
    return {
      platform: `linux/${architecture}/${distribution()}`,
      os: 'linux',
      architecture,
      kernel: release(),
      node: process.version,
      runtime: { name: this.#runtime.name, version: this.#runtime.version },
      conmon: await this.#conmon,
    };
  }
}

export function goArchitecture(): string {
  return ARCHITECTURES[process.arch] ?? process.arch;
}

/** `debian-12`, from os-release(5). */
export function distribution(): string {
  const text = readFileSync('/etc/os-release', 'utf8');
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
  return [value('ID') ?? 'linux', value('VERSION_ID')].filter(Boolean).join('-');
}

async function conmonVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('conmon', ['--version']);
    return stdout.trim().replace(/\ncommit: */, ', commit: ');
  } catch {
    return 'conmon not found';
  }
}
