import { existsSync, lstatSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { BadParameter } from '../../errors.ts';
import { parseExtraHost } from '../../network/hosts.ts';
import { boundingSet, hostCapabilities } from '../../runtime/spec/capabilities.ts';
import { parseUmask } from '../../runtime/spec/process.ts';
import { blockDevice } from '../../runtime/spec/devices.ts';
import { seccompFilter, seccompSubject } from '../../runtime/spec/seccomp.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { zoneFile } from './zone.ts';

/**
 * Refuses what the container names on the host and is not there, or what the host cannot do, when
 * it is made, not at each start. Throws BadParameter naming the thing.
 */
export function checkHost(config: ContainerConfig): void {
  const { process, security, tree } = config;
  boundingSet(security, hostCapabilities());
  if (process.umask !== undefined) parseUmask(process.umask);
  zoneFile(process.timezone);
  checkPersonality(process.personality);
  checkNames(config);
  checkNamespaces(config);
  checkProfiles(config);
  if (process.init) checkInit(process.initPath);
  // Docker looks for devices at the start.
  if (tree === 'libpod') {
    for (const { source } of config.storage.devices) checkDevice(source);
    for (const { path } of throttled(config)) blockDevice(path);
  }
  const [option] = Object.keys(config.storage.storageOptions);
  if (option !== undefined) {
    throw new BadParameter(
      `storage option "${option}": --storage-opt is supported only for overlay over xfs with 'pquota' mount option`,
    );
  }
}

function checkNames({ network }: ContainerConfig): void {
  // Any address will do here: which one the host has is known at the start.
  for (const entry of network.hosts) parseExtraHost(entry, '0.0.0.0');
  for (const server of network.dnsServers) {
    if (isIP(server.replace(/%.*$/, '')) === 0) {
      throw new BadParameter(`invalid IP address of a name server: ${server}`);
    }
  }
}

function checkNamespaces({ namespaces, resources }: ContainerConfig): void {
  for (const kind of ['pid', 'ipc', 'uts', 'user', 'cgroup', 'network'] as const) {
    const namespace = namespaces[kind];
    if (namespace?.mode !== 'path' || isThere(namespace.path)) continue;
    throw new BadParameter(
      `cannot find specified ${kind} namespace path: stat ${namespace.path}: no such file or directory`,
    );
  }
  const owners = [
    [/^net\./, 'network'],
    [/^(kernel\.(msg|sem|shm)|fs\.mqueue\.)/, 'ipc'],
    [/^kernel\.(domain|host)name$/, 'uts'],
  ] as const;
  for (const name of Object.keys(resources.sysctl)) {
    const kind = owners.find(([pattern]) => pattern.test(name))?.[1];
    if (kind && namespaces[kind]?.mode === 'host') {
      throw new BadParameter(
        `sysctl ${name} can't be set since ${kind} namespace set to host: invalid argument`,
      );
    }
  }
}

/** The link itself: what it leads to may be for root of another user namespace alone. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function checkProfiles({ security }: ContainerConfig): void {
  const { apparmorProfile, seccompProfile, privileged } = security;
  if (seccompProfile && !privileged) seccompFilter(seccompProfile, seccompSubject([]));
  const named = apparmorProfile && apparmorProfile !== 'unconfined';
  if (named && !existsSync('/sys/kernel/security/apparmor')) {
    throw new BadParameter(
      `apparmor profile "${apparmorProfile}" specified, but AppArmor is not enabled on this system`,
    );
  }
}

const DOMAINS = ['LINUX', 'LINUX32'];

function checkPersonality(domain: string | undefined): void {
  if (domain === undefined || DOMAINS.includes(domain.toUpperCase())) return;
  throw new BadParameter(`unknown personality ${domain}: must be one of ${DOMAINS.join(', ')}`);
}

function checkInit(path: string | undefined): void {
  if (path === undefined || existsSync(path)) return;
  throw new BadParameter(
    `container-init binary not found on the host: stat ${path}: no such file or directory`,
  );
}

function throttled({ resources: { blockIO = {} } }: ContainerConfig): { path: string }[] {
  return [
    ...(blockIO.throttleReadBpsDevice ?? []),
    ...(blockIO.throttleWriteBpsDevice ?? []),
    ...(blockIO.throttleReadIOPSDevice ?? []),
    ...(blockIO.throttleWriteIOPSDevice ?? []),
  ];
}

function checkDevice(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  throw new BadParameter(`stat ${path}: no such file or directory`);
}
