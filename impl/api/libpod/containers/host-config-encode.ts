import type { InspectContainerHostConfig } from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerConfig, ResourceConfig } from '../../../container-config.ts';
import type { ContainerView, MountView } from '../../../engine/containers/view.ts';
import type { IdRange } from '../../../kernel/id-map.ts';
import { DEFAULT_PIDS_LIMIT } from '../../../runtime/spec/resources.ts';
import { effectiveRlimits } from '../../../runtime/spec/rlimits.ts';
import { given } from '../../shared/given.ts';
import { namespaceText } from '../../shared/namespace-text.ts';
import { humanSize } from '../../shared/sizes.ts';
import { encodePortMap } from './network-encode.ts';

/** HostConfig of libpod's inspect. */
export function encodeHostConfig(
  view: ContainerView,
  facts: { privateCgroup: boolean },
): InspectContainerHostConfig {
  const { config } = view;
  return given({
    Binds: view.mounts.filter(({ type }) => type !== 'tmpfs').map(encodeBind),
    CgroupManager: 'cgroupfs',
    CgroupMode:
      namespaceText(config.namespaces.cgroup) || (facts.privateCgroup ? 'private' : 'host'),
    ContainerIDFile: '',
    LogConfig: encodeLog(view),
    NetworkMode: view.network.mode,
    PortBindings: encodePortMap(view),
    RestartPolicy: {
      Name: config.restart.policy === 'no' ? ('' as const) : config.restart.policy,
      MaximumRetryCount: config.restart.tries ?? 0,
    },
    AutoRemove: config.autoRemove,
    VolumeDriver: '',
    VolumesFrom: config.storage.volumesFrom.length === 0 ? null : config.storage.volumesFrom,
    ...encodeRights(config),
    Dns: config.network.dnsServers,
    DnsOptions: config.network.dnsOptions,
    DnsSearch: config.network.dnsSearch,
    ExtraHosts: config.network.hosts,
    GroupAdd: config.process.groups,
    Cgroup: '',
    Cgroups: config.cgroup.mode === 'enabled' ? 'default' : (config.cgroup.mode ?? 'default'),
    Links: null,
    OomScoreAdj: config.resources.oomScoreAdj ?? 0,
    PublishAllPorts: config.network.publishAll,
    Tmpfs: Object.fromEntries(
      view.mounts
        .filter(({ type }) => type === 'tmpfs')
        .map((mount) => [mount.destination, mount.options.join(',')]),
    ),
    ShmSize: config.storage.shmSize ?? 65_536_000,
    Runtime: 'oci',
    ConsoleSize: [0, 0],
    Isolation: '',
    ...encodeResources(config),
    Init: config.process.init ? true : undefined,
  });
}

function encodeBind(mount: MountView): string {
  const options = mount.options.filter(
    (option) => !/^(ro|rw|r?(private|shared|slave))$/.test(option),
  );
  const first = [mount.readWrite ? 'rw' : 'ro', mount.propagation];
  return `${mount.name || mount.source}:${mount.destination}:${[...first, ...options].join(',')}`;
}

function encodeLog({ config, files }: ContainerView) {
  return {
    Type: config.log.driver || 'k8s-file',
    Config: null,
    Path: files.log,
    Tag: config.log.tag ?? '',
    Size: humanSize(Number(config.log.options['max-size'] ?? 0)),
  };
}

function encodeRights({ namespaces, security }: ContainerConfig) {
  return {
    CapAdd: security.capAdd.map(capabilityName),
    CapDrop: security.capDrop.map(capabilityName),
    IpcMode: namespaceText(namespaces.ipc) || 'shareable',
    PidMode: namespaceText(namespaces.pid) || 'private',
    UTSMode: namespaceText(namespaces.uts) || 'private',
    UsernsMode: namespaces.idMappings
      ? 'private'
      : namespaces.user?.mode === 'host'
        ? ''
        : namespaceText(namespaces.user),
    IDMappings: namespaces.idMappings && {
      UidMap: namespaces.idMappings.uids.map(mapText),
      GidMap: namespaces.idMappings.gids.map(mapText),
    },
    Privileged: security.privileged,
    ReadonlyRootfs: security.readOnlyRoot,
    SecurityOpt: [
      ...(security.noNewPrivileges ? ['no-new-privileges'] : []),
      ...(security.seccompProfile ? [`seccomp=${security.seccompProfile}`] : []),
      ...(security.apparmorProfile ? [`apparmor=${security.apparmorProfile}`] : []),
      ...security.selinuxOptions.map((option) => `label=${option}`),
      ...(security.unmask.length > 0 ? [`unmask=${security.unmask.join(':')}`] : []),
    ],
  };
}

function mapText({ container, host, size }: IdRange): string {
  return `${container}:${host}:${size}`;
}

function capabilityName(name: string): string {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

function encodeResources({ cgroup, resources, storage }: ContainerConfig) {
  const { memory, rlimits } = resources;
  return {
    Memory: memory?.limit ?? 0,
    MemoryReservation: memory?.reservation ?? 0,
    MemorySwap: memory?.swap ?? 0,
    MemorySwappiness: memory === undefined ? 0 : (memory.swappiness ?? -1),
    KernelMemory: memory?.kernel ?? 0,
    OomKillDisable: memory?.disableOOMKiller ?? false,
    PidsLimit: resources.pids?.limit ?? DEFAULT_PIDS_LIMIT,
    CgroupParent: cgroup.parent ?? '',
    Devices: storage.devices.map((device) => ({
      PathOnHost: device.source,
      PathInContainer: device.destination || device.source,
      CgroupPermissions: device.permissions,
    })),
    DiskQuota: 0,
    Ulimits: effectiveRlimits(rlimits).map(({ type, soft, hard }) => ({
      Name: type,
      Soft: soft,
      Hard: hard,
    })),
    ...encodeCpu(resources),
    ...encodeBlockIo(resources),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    CgroupConf: resources.unified ?? null,
  };
}

function encodeCpu({ cpu }: ResourceConfig) {
  const { quota = 0, period = 0 } = cpu ?? {};
  return {
    CpuShares: cpu?.shares ?? 0,
    NanoCpus: quota > 0 && period > 0 ? Math.round((quota / period) * 1e9) : 0,
    CpuPeriod: period,
    CpuQuota: quota,
    CpuRealtimePeriod: cpu?.realtimePeriod ?? 0,
    CpuRealtimeRuntime: cpu?.realtimeRuntime ?? 0,
    CpusetCpus: cpu?.cpus ?? '',
    CpusetMems: cpu?.mems ?? '',
  };
}

function encodeBlockIo({ blockIO }: ResourceConfig) {
  const rates = (devices: { path: string; rate: number }[] | undefined) =>
    devices?.map(({ path, rate }) => ({ Path: path, Rate: rate })) ?? null;
  return {
    BlkioWeight: blockIO?.weight ?? 0,
    BlkioWeightDevice:
      blockIO?.weightDevice?.map(({ path, weight }) => ({ Path: path, Weight: weight })) ?? null,
    BlkioDeviceReadBps: rates(blockIO?.throttleReadBpsDevice),
    BlkioDeviceWriteBps: rates(blockIO?.throttleWriteBpsDevice),
    BlkioDeviceReadIOps: rates(blockIO?.throttleReadIOPSDevice),
    BlkioDeviceWriteIOps: rates(blockIO?.throttleWriteIOPSDevice),
  };
}
