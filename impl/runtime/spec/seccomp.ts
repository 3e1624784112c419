import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { BadParameter } from '../../errors.ts';
import type { OciSeccomp, OciSyscall } from './oci-config.ts';

/** The profile that Podman's common files bring. */
const DEFAULT_PROFILES = ['/etc/containers/seccomp.json', '/usr/share/containers/seccomp.json'];

/** A profile file: rules that hold on conditions (containers/common, `pkg/seccomp/types.go`). */
interface Profile {
  defaultAction: string;
  defaultErrnoRet?: number;
  architectures?: string[];
  archMap?: { architecture: string; subArchitectures?: string[] | null }[];
  flags?: string[];
  listenerPath?: string;
  listenerMetadata?: string;
  syscalls?: ProfileRule[];
}

interface ProfileRule {
  name?: string;
  names?: string[];
  action: string;
  errnoRet?: number;
  args?: NonNullable<OciSyscall['args']> | null;
  includes?: Condition | null;
  excludes?: Condition | null;
}

interface Condition {
  arches?: string[];
  caps?: string[];
  minKernel?: string;
}

/** What decides which rules hold. */
export interface SeccompSubject {
  /** The container's bounding capabilities. */
  capabilities: readonly string[];
  /** Go's name of the processor: `amd64`, `arm64`. */
  arch: string;
  /** `uname -r`. */
  kernel: string;
}

const GO_ARCHES: Record<string, string> = {
  x64: 'amd64',
  ia32: '386',
  arm64: 'arm64',
  arm: 'arm',
  s390x: 's390x',
  ppc64: 'ppc64le',
  riscv64: 'riscv64',
};

const SECCOMP_ARCHES: Record<string, string> = {
  amd64: 'SCMP_ARCH_X86_64',
  '386': 'SCMP_ARCH_X86',
  arm64: 'SCMP_ARCH_AARCH64',
  arm: 'SCMP_ARCH_ARM',
  s390x: 'SCMP_ARCH_S390X',
  ppc64le: 'SCMP_ARCH_PPC64LE',
  riscv64: 'SCMP_ARCH_RISCV64',
};

/** Go's name of this host's processor. */
export function goArch(): string {
  return GO_ARCHES[process.arch] ?? process.arch;
}

/** This host, for a container with these capabilities. */
export function seccompSubject(capabilities: readonly string[]): SeccompSubject {
  return { capabilities, arch: goArch(), kernel: release() };
}

/**
 * The filter for a container.
 * @param wanted a profile's path, its JSON text, `unconfined` (no filter), or nothing: the host's
 * default profile, and no filter where the host has none.
 * Throws BadParameter when the profile cannot be read.
 */
export function seccompFilter(
  wanted: string | undefined,
  subject: SeccompSubject,
): OciSeccomp | undefined {
  if (wanted === 'unconfined') return undefined;
  if (wanted?.trimStart().startsWith('{')) return translate(parse(wanted, 'text'), subject);
  if (wanted && wanted !== 'default') return translate(readProfile(wanted), subject);
  const path = defaultSeccompProfile();
  return path === undefined ? undefined : translate(readProfile(path), subject);
}

/** Path of the host's default profile, or undefined. */
export function defaultSeccompProfile(): string | undefined {
  return DEFAULT_PROFILES.find((path) => readText(path) !== undefined);
}

/** Profiles by path; tens of kilobytes of JSON that change once in a year. */
const cache = new Map<string, { text: string; profile: Profile }>();

function readProfile(path: string): Profile {
  const text = readText(path);
  if (text === undefined) throw new BadParameter(`opening seccomp profile failed: ${path}`);
  const known = cache.get(path);
  if (known?.text === text) return known.profile;
  const profile = parse(text, path);
  cache.set(path, { text, profile });
  return profile;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string, origin: string): Profile {
  try {
    return JSON.parse(text) as Profile;
  } catch (cause) {
    throw new BadParameter(`decoding seccomp profile failed: ${origin}`, { cause });
  }
}

/** Keeps the rules whose conditions hold for this container and host. */
export function translate(profile: Profile, subject: SeccompSubject): OciSeccomp {
  const architectures = profile.architectures ?? architecturesOf(profile, subject);
  const syscalls = (profile.syscalls ?? [])
    .filter((rule) => holds(rule.includes, subject, true) && holds(rule.excludes, subject, false))
    .map(toSyscall);
  return {
    defaultAction: profile.defaultAction,
    ...(profile.defaultErrnoRet === undefined ? {} : { defaultErrnoRet: profile.defaultErrnoRet }),
    ...(architectures.length > 0 ? { architectures } : {}),
    ...(profile.flags?.length ? { flags: profile.flags } : {}),
    ...(profile.listenerPath ? { listenerPath: profile.listenerPath } : {}),
    ...(profile.listenerMetadata ? { listenerMetadata: profile.listenerMetadata } : {}),
    syscalls,
  };
}

function architecturesOf(profile: Profile, { arch }: SeccompSubject): string[] {
  const native = SECCOMP_ARCHES[arch];
  const entry = profile.archMap?.find(({ architecture }) => architecture === native);
  return entry ? [entry.architecture, ...(entry.subArchitectures ?? [])] : [];
}

/**
 * An `includes` wants each of its kinds to match (all of its capabilities, any of its arches), an
 * `excludes` none of them; an absent or empty condition says nothing.
 */
function holds(
  condition: Condition | null | undefined,
  { capabilities, arch, kernel }: SeccompSubject,
  wanted: boolean,
): boolean {
  const { arches, caps, minKernel } = condition ?? {};
  if (arches?.length && arches.includes(arch) !== wanted) return false;
  if (caps?.length) {
    const has = (name: string) => capabilities.includes(name);
    if (wanted ? !caps.every(has) : caps.some(has)) return false;
  }
  return !minKernel || atLeast(kernel, minKernel) === wanted;
}

function atLeast(kernel: string, minimum: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map((part) => Number.parseInt(part, 10));
  const [wantedMajor = 0, wantedMinor = 0] = minimum.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function toSyscall(rule: ProfileRule): OciSyscall {
  return {
    names: rule.names?.length ? rule.names : rule.name ? [rule.name] : [],
    action: rule.action,
    ...(rule.errnoRet === undefined ? {} : { errnoRet: rule.errnoRet }),
    ...(rule.args?.length ? { args: rule.args } : {}),
  };
}
