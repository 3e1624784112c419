import type { DockerHostConfigState } from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerConfig, ResourceConfig } from '../../../container-config.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { protectedPaths } from '../../../runtime/spec/protected-paths.ts';
import { given } from '../../shared/given.ts';
import { namespaceText } from '../../shared/namespace-text.ts';
import { dockerNetworkName } from '../../shared/network-names.ts';
import { portMap } from '../../shared/ports.ts';

/** The host configuration as Docker shows it: what was asked for, defaults filled in. */
export function encodeHostConfig(
  view: ContainerView,
  facts: { privateCgroup: boolean },
): DockerHostConfigState {
  const { config } = view;
  return given({
    Binds: orNull(binds(config)),
    ContainerIDFile: '',
    LogConfig: { Type: config.log.driver ?? 'json-file', Config: config.log.options },
    NetworkMode: networkModeText(view),
    PortBindings: portMap(config.network.ports, {
      hostIp: (address) => address,
      hostPort: (port) => (port === 0 ? '' : String(port)),
    }),
    RestartPolicy: {
      Name: config.restart.policy,
      MaximumRetryCount: config.restart.tries ?? 0,
    },
    AutoRemove: config.autoRemove,
    VolumeDriver: '',
    VolumesFrom: orNull(config.storage.volumesFrom),
    ConsoleSize: [0, 0] as [number, number],
    ...encodeRights(config, facts),
    Dns: config.network.dnsServers,
    DnsOptions: config.network.dnsOptions,
    DnsSearch: config.network.dnsSearch,
    ExtraHosts: orNull(config.network.hosts),
    GroupAdd: orNull(config.process.groups),
    Links: orNull(view.links.map(({ name, alias }) => `/${name}:/${view.name}/${alias}`)),
    OomScoreAdj: config.resources.oomScoreAdj ?? 0,
    PublishAllPorts: config.network.publishAll,
    ShmSize: config.storage.shmSize ?? 64 * 1024 * 1024,
    StorageOpt: nonEmptyRecord(config.storage.storageOptions),
    Tmpfs: nonEmptyRecord(tmpfs(config)),
    Sysctls: nonEmptyRecord(config.resources.sysctl),
    Annotations: nonEmptyRecord(config.annotations),
    Runtime: view.runtime.name,
    Isolation: '' as const,
    Init: config.process.init ? true : undefined,
    ...encodeResources(config),
  });
}

function binds({ storage }: ContainerConfig): string[] {
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join(':');
  const options = (list: readonly string[]) => list.filter((one) => one !== 'rbind').join(',');
  return [
    ...storage.mounts
      .filter(({ type }) => type === 'bind')
      .map((mount) => join(mount.source ?? '', mount.destination, options(mount.options))),
    ...storage.volumes
      .filter(({ anonymous }) => anonymous !== true)
      .map((volume) => join(volume.name, volume.destination, options(volume.options))),
  ];
}

function tmpfs({ storage }: ContainerConfig): Record<string, string> {
  const mounts = storage.mounts.filter(({ type }) => type === 'tmpfs');
  return Object.fromEntries(mounts.map((mount) => [mount.destination, mount.options.join(',')]));
}

/** NetworkMode as Docker's clients name networks. */
export function networkModeText({ network, config }: ContainerView): string {
  if (network.mode !== 'bridge') return network.mode;
  if (config.network.leftNone) return 'none';
  const [first] = Object.keys(config.network.networks);
  return first === undefined ? 'bridge' : dockerNetworkName(first);
}

function encodeRights(config: ContainerConfig, facts: { privateCgroup: boolean }) {
  const { namespaces, security } = config;
  const cgroup = facts.privateCgroup ? 'private' : 'host';
  const hidden = protectedPaths(config);
  return given({
    CapAdd: orNull(security.capAdd),
    CapDrop: orNull(security.capDrop),
    CgroupnsMode: (namespaceText(namespaces.cgroup) || cgroup) as 'private' | 'host',
    IpcMode: namespaceText(namespaces.ipc) || 'private',
    Cgroup: '',
    PidMode: namespaceText(namespaces.pid),
    UTSMode: namespaceText(namespaces.uts),
    UsernsMode: namespaceText(namespaces.user),
    Privileged: security.privileged,
    ReadonlyRootfs: security.readOnlyRoot,
    SecurityOpt: orNull(securityOptions(config)),
    MaskedPaths: hidden.masked,
    ReadonlyPaths: hidden.readonly,
  });
}

function securityOptions({ security }: ContainerConfig): string[] {
  return [
    ...(security.noNewPrivileges ? ['no-new-privileges'] : []),
    ...(security.seccompProfile === undefined ? [] : [`seccomp=${security.seccompProfile}`]),
    ...(security.apparmorProfile === undefined ? [] : [`apparmor=${security.apparmorProfile}`]),
    ...security.selinuxOptions.map((option) => `label=${option}`),
  ];
}

function encodeResources({ cgroup, resources, storage }: ContainerConfig) {
  const { memory } = resources;
  const pids = resources.pids?.limit ?? 0;
  return {
    Memory: memory?.limit ?? 0,
    MemoryReservation: memory?.reservation ?? 0,
    MemorySwap: memory?.swap ?? 0,
    MemorySwappiness: memory?.swappiness ?? null,
    OomKillDisable: memory?.disableOOMKiller ?? false,
    PidsLimit: pids > 0 ? pids : null,
    CgroupParent: cgroup.parent ?? '',
    Devices: storage.devices.map((device) => ({
      PathOnHost: device.source,
      PathInContainer: device.destination || device.source,
      CgroupPermissions: device.permissions || 'rwm',
    })),
    DeviceCgroupRules: orNull(storage.deviceCgroupRules.map(deviceRule)),
    DeviceRequests: null,
    Ulimits: resources.rlimits.map(({ type, soft, hard }) => ({
      Name: type.replace(/^RLIMIT_/, '').toLowerCase(),
      Hard: hard,
      Soft: soft,
    })),
    ...encodeCpu(resources),
    ...encodeBlockIo(resources),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}

/** A quota in Docker's usual period is what its clients call a number of processors. */
function encodeCpu({ cpu }: ResourceConfig) {
  const { quota = 0, period = 0 } = cpu ?? {};
  const isShare = quota > 0 && period === 100_000;
  return {
    CpuShares: cpu?.shares ?? 0,
    NanoCpus: isShare ? quota * 10_000 : 0,
    CpuPeriod: isShare ? 0 : period,
    CpuQuota: isShare ? 0 : quota,
    CpuRealtimePeriod: cpu?.realtimePeriod ?? 0,
    CpuRealtimeRuntime: cpu?.realtimeRuntime ?? 0,
    CpusetCpus: cpu?.cpus ?? '',
    CpusetMems: cpu?.mems ?? '',
  };
}

function encodeBlockIo({ blockIO }: ResourceConfig) {
  const rates = (devices: { path: string; rate: number }[] | undefined) =>
    (devices ?? []).map(({ path, rate }) => ({ Path: path, Rate: rate }));
  return {
    BlkioWeight: blockIO?.weight ?? 0,
    BlkioWeightDevice: (blockIO?.weightDevice ?? []).map(({ path, weight }) => ({
      Path: path,
      Weight: weight,
    })),
    BlkioDeviceReadBps: rates(blockIO?.throttleReadBpsDevice),
    BlkioDeviceWriteBps: rates(blockIO?.throttleWriteBpsDevice),
    BlkioDeviceReadIOps: rates(blockIO?.throttleReadIOPSDevice),
    BlkioDeviceWriteIOps: rates(blockIO?.throttleWriteIOPSDevice),
  };
}

function deviceRule(rule: ContainerConfig['storage']['deviceCgroupRules'][number]): string {
  return `${rule.type} ${rule.major ?? '*'}:${rule.minor ?? '*'} ${rule.access}`;
}

function orNull<T>(list: readonly T[]): T[] | null {
  return list.length === 0 ? null : [...list];
}

/** Docker leaves these members out when there is nothing in them. */
function nonEmptyRecord(record: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}
