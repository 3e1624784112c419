import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import type { OciRuntime } from '../../runtime/oci.ts';

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
  /** `conmon version 2.1.6`. */
  conmon: string;
}

/** Go's GOARCH for Node's names where they differ. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** Reads the view; what runs below is known since the start. */
export class VersionReader {
  readonly #runtime: VersionedRuntime;

  constructor(runtime: VersionedRuntime) {
    this.#runtime = runtime;
  }

  read(): VersionView {
    const { name, version, conmon } = this.#runtime;
    const architecture = goArchitecture();
    return {
      platform: `linux/${architecture}/${distribution()}`,
      os: 'linux',
      architecture,
      kernel: release(),
      node: process.version,
      runtime: { name, version },
      conmon: `conmon version ${conmon.version}`,
    };
  }
}

type VersionedRuntime = Pick<OciRuntime, 'name' | 'version'> & { conmon: { version: string } };

export function goArchitecture(): string {
  return ARCHITECTURES[process.arch] ?? process.arch;
}

/** `debian-12`, from os-release(5). */
export function distribution(): string {
  const text = readFileSync('/etc/os-release', 'utf8');
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
  return [value('ID') ?? 'linux', value('VERSION_ID')].filter(Boolean).join('-');
}
