import type { InspectContainerHostConfig } from '../../../../spec/generated/schemas.gen.ts';
import type {
  ContainerConfig,
  Namespace,
  ResourceConfig,
} from '../../../engine/containers/config.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { given } from '../../shared/given.ts';
import { portMap } from '../../shared/ports.ts';
import { writePort } from './network-encode.ts';

/** Podman's default limit of processes. */
const PIDS_LIMIT = 2048;
/** And its shared memory, which counts in thousands. */
const SHM_SIZE = 65_536_000;

/** The host configuration as libpod's inspect has it. */
export function encodeHostConfig(view: ContainerView): InspectContainerHostConfig {
  const { config } = view;
  return given({
    Binds: binds(view),
    CgroupManager: 'cgroupfs',
    ContainerIDFile: '',
    LogConfig: {
      Type: config.log.driver ?? 'k8s-file',
      Config: null,
      Path: view.files.log,
      Tag: config.log.tag ?? '',
      Size: config.log.options['max-size'] ?? '0B',
    },
    NetworkMode: view.network.mode,
    PortBindings: portMap(view.network.ports, writePort),
    RestartPolicy: {
      Name: config.restart.policy === 'no' ? ('' as const) : config.restart.policy,
      MaximumRetryCount: config.restart.tries ?? 0,
    },
    AutoRemove: config.autoRemove,
    VolumeDriver: '',
    VolumesFrom: config.storage.volumesFrom.length > 0 ? config.storage.volumesFrom : null,
    ...encodeRights(config),
    ...encodeNamespaces(config),
    Dns: config.network.dnsServers,
    DnsOptions: config.network.dnsOptions,
    DnsSearch: config.network.dnsSearch,
    ExtraHosts: config.network.hosts,
    GroupAdd: config.process.groups,
    Links: null,
    PublishAllPorts: config.network.publishAll,
    Tmpfs: tmpfs(config),
    ShmSize: config.storage.shmSize ?? SHM_SIZE,
    Runtime: 'oci',
    ConsoleSize: [0, 0],
    Isolation: '',
    Init: config.process.init ? true : undefined,
    ...encodeResources(config),
    ...encodeCpu(config.resources),
    ...encodeBlockIo(config.resources),
    CgroupConf: config.resources.unified ?? null,
  });
}

/** What is mounted from outside, in the form of `podman run -v`. */
function binds({ mounts }: ContainerView): string[] {
  return mounts
    .filter(({ type }) => type === 'bind' || type === 'volume')
    .map(({ name, source, destination, readWrite, propagation, options }) => {
      const rest = options.filter((option) => !['ro', 'rw', propagation].includes(option));
      const words = [readWrite ? 'rw' : 'ro', propagation, ...rest].filter((word) => word !== '');
      return `${name || source}:${destination}:${words.join(',')}`;
    });
}

function tmpfs({ storage }: ContainerConfig): Record<string, string> {
  const mounts = storage.mounts.filter(({ type }) => type === 'tmpfs');
  return Object.fromEntries(mounts.map((mount) => [mount.destination, mount.options.join(',')]));
}

function encodeRights({ security }: ContainerConfig) {
  return {
    CapAdd: security.capAdd,
    CapDrop: security.capDrop,
    Privileged: security.privileged,
    ReadonlyRootfs: security.readOnlyRoot,
    SecurityOpt: [
      ...(security.noNewPrivileges ? ['no-new-privileges'] : []),
      ...(security.seccompProfile === undefined ? [] : [`seccomp=${security.seccompProfile}`]),
      ...(security.apparmorProfile === undefined ? [] : [`apparmor=${security.apparmorProfile}`]),
      ...security.selinuxOptions.map((option) => `label=${option}`),
      ...(security.unmask.length === 0 ? [] : [`unmask=${security.unmask.join(':')}`]),
    ],
  };
}

function encodeNamespaces({ namespaces, cgroup }: ContainerConfig) {
  return {
    CgroupMode: modeText(namespaces.cgroup) || 'host',
    IpcMode: modeText(namespaces.ipc) || 'shareable',
    Cgroup: '',
    Cgroups: cgroup.mode === 'disabled' ? 'disabled' : 'default',
    CgroupParent: cgroup.parent ?? '',
    PidMode: modeText(namespaces.pid) || 'private',
    UTSMode: modeText(namespaces.uts) || 'private',
    UsernsMode: namespaces.idMappings === undefined ? modeText(namespaces.user) : 'private',
    IDMappings:
      namespaces.idMappings === undefined
        ? undefined
        : {
            UidMap: namespaces.idMappings.uids.map(mapping),
            GidMap: namespaces.idMappings.gids.map(mapping),
          },
  };
}

function mapping({ container, host, size }: { container: number; host: number; size: number }) {
  return `${container}:${host}:${size}`;
}

function modeText(namespace: Namespace | undefined): string {
  if (namespace === undefined) return '';
  if (namespace.mode === 'container') return `container:${namespace.container}`;
  return namespace.mode === 'path' ? `ns:${namespace.path}` : namespace.mode;
}

function encodeResources({ resources, storage }: ContainerConfig) {
  const { memory } = resources;
  return {
    OomScoreAdj: resources.oomScoreAdj ?? 0,
    Memory: memory?.limit ?? 0,
    MemoryReservation: memory?.reservation ?? 0,
    MemorySwap: memory?.swap ?? (memory?.limit ?? 0) * 2,
    MemorySwappiness: memory?.swappiness ?? -1,
    KernelMemory: memory?.kernel ?? 0,
    OomKillDisable: memory?.disableOOMKiller ?? false,
    PidsLimit: resources.pids?.limit ?? PIDS_LIMIT,
    Devices: storage.devices.map(({ source, destination, permissions }) => ({
      PathOnHost: source,
      PathInContainer: destination,
      CgroupPermissions: permissions,
    })),
    DiskQuota: 0,
    Ulimits: resources.rlimits.map(({ type, soft, hard }) => ({
      Name: type,
      Soft: soft,
      Hard: hard,
    })),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
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
