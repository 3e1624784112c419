import type { ContainerConfig, MountConfig } from '../../container-config.ts';
import { findProgram } from '../choose.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import { InternalError } from '../../errors.ts';
import { boundingSet, hostCapabilities } from './capabilities.ts';
import { deviceSetting } from './devices.ts';
import { mountsOf } from './mounts.ts';
import { idMappings, isOwn, namespacesOf } from './namespaces.ts';
import type { NamespacePaths } from './namespaces.ts';
import type { OciConfig, OciNamespace } from './oci-config.ts';
import { containerProcess, INIT_PATH } from './process.ts';
import { protectedPaths } from './protected-paths.ts';
import { resourcesOf } from './resources.ts';
import { seccompFilter, seccompSubject } from './seccomp.ts';
import { seccompSetting } from './seccomp-program.ts';
import { readUserFiles, resolveUser } from './users.ts';

/** What the runtime knows of itself and of the host; `OciRuntime` is one. */
export interface SpecHost {
  readonly layout: CgroupLayout;
  /** The runtime takes compiled seccomp filters. */
  readonly takesSeccompProgram: boolean;
}

/** What the engine knows when a container is about to be made. */
export interface SpecFacts {
  /** Mounted root file system. */
  rootfs: string;
  /** Host name in the container; also its HOSTNAME. */
  hostname: string;
  /** `/refpod/<id>`: below each hierarchy's mount point. */
  cgroupPath: string;
  host: SpecHost;
  /** `/proc/PID/ns/…` for `container:` and `pod` namespaces. */
  namespacePaths: NamespacePaths;
  /** Folder on the host to be bound to /dev/shm; else the runtime mounts one, or the host's is. */
  shm?: string;
  /** Process 1 is systemd. */
  systemd?: boolean;
  /** Volumes, binds and tmpfs, resolved to paths on the host. */
  mounts: readonly MountConfig[];
  /** Files of the engine's making: /etc/hosts, /etc/resolv.conf, /etc/hostname, /run/.containerenv … */
  files: readonly { source: string; destination: string; readonly?: boolean }[];
}

/**
 * The OCI configuration of a container, with Podman 4.3's defaults (Docker's where a container
 * came through the compat tree and the two differ).
 *
 * Write it with `encodeOci`. Throws BadParameter where the wish cannot be met: unknown user or capability, no such device …
 */
export function buildSpec(config: ContainerConfig, facts: SpecFacts): OciConfig {
  const { security, resources } = config;
  const namespaces = namespacesOf(config.namespaces, facts.namespacePaths, facts.host.layout.kind);
  const mappings = idMappings(config.namespaces, namespaces);
  const bounding = boundingSet(security, hostCapabilities());
  const user = resolveUser(config.process.user, config.process.groups, readUserFiles(facts.rootfs));
  const { devices, rules } = deviceSetting(config);
  const { masked, readonly } = protectedPaths(config);
  // A program of the container's choice would be run by the host's kernel.
  if (facts.systemd) masked.push('/sys/fs/cgroup/systemd/release_agent');
  const filter = security.privileged
    ? undefined
    : seccompFilter(security.seccompProfile, seccompSubject(bounding));
  const seccomp = seccompSetting(filter, facts.host.takesSeccompProgram);
  const sysctl = sysctlOf(config, namespaces);
  return {
    ociVersion: '1.0.2',
    process: containerProcess(config, { user, bounding, hostname: facts.hostname }),
    root: { path: facts.rootfs, readonly: security.readOnlyRoot },
    ...(isOwn(namespaces, 'uts') ? { hostname: facts.hostname } : {}),
    mounts: mountsOf(config, {
      namespaces,
      gidMappings: mappings?.gidMappings,
      shm: facts.shm,
      systemd: facts.systemd ? { cgroup: facts.host.layout.kind } : undefined,
      wanted: facts.mounts,
      files: [...facts.files, ...(config.process.init ? [initFile(config)] : [])],
    }),
    annotations: { ...config.annotations, ...seccomp.annotations },
    linux: {
      ...(facts.cgroupPath ? { cgroupsPath: facts.cgroupPath } : {}),
      namespaces,
      ...mappings,
      ...(devices.length > 0 ? { devices } : {}),
      // The kernel allows no device rules to a user namespace's own root.
      ...(facts.cgroupPath
        ? { resources: resourcesOf(resources, mappings ? [] : rules, facts.host.layout) }
        : {}),
      ...(Object.keys(sysctl).length > 0 ? { sysctl } : {}),
      ...(seccomp.section ? { seccomp: seccomp.section } : {}),
      ...(masked.length > 0 ? { maskedPaths: masked } : {}),
      ...(readonly.length > 0 ? { readonlyPaths: readonly } : {}),
      ...rootPropagation(config, facts.mounts),
      ...(config.process.personality
        ? { personality: { domain: config.process.personality.toUpperCase() } }
        : {}),
    },
  };
}

/** Docker lets every user ping and serve low ports in a network namespace of the container's own. */
function sysctlOf(
  config: ContainerConfig,
  namespaces: readonly OciNamespace[],
): Record<string, string> {
  const docker =
    config.tree === 'compat' && isOwn(namespaces, 'network') && !isOwn(namespaces, 'user')
      ? {
          'net.ipv4.ip_unprivileged_port_start': '0',
          'net.ipv4.ping_group_range': '0 2147483647',
        }
      : {};
  const { domainname } = config.process;
  const domain = domainname && isOwn(namespaces, 'uts') ? { 'kernel.domainname': domainname } : {};
  return { ...docker, ...domain, ...config.resources.sysctl };
}

function initFile(config: ContainerConfig) {
  const source = config.process.initPath ?? findProgram('catatonit');
  if (!source) throw new InternalError('no init program here: catatonit is not installed');
  return { source, destination: INIT_PATH, readonly: true };
}

/** Mounts that come into the container later, or go out of it, need a root that lets them through. */
function rootPropagation(
  { storage }: ContainerConfig,
  mounts: readonly MountConfig[],
): { rootfsPropagation?: string } {
  if (storage.rootPropagation) return { rootfsPropagation: storage.rootPropagation };
  const options = new Set(mounts.flatMap((mount) => mount.options));
  if (options.has('shared') || options.has('rshared')) return { rootfsPropagation: 'shared' };
  if (options.has('slave') || options.has('rslave')) return { rootfsPropagation: 'slave' };
  return {};
}
