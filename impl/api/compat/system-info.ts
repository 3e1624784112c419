import type { DockerInfo } from '../../../spec/generated/schemas.gen.ts';
import type { System, SystemView } from '../../engine/system/system.ts';
import type { Handlers } from '../handler.ts';
import { graphStatus, logDrivers, networkDrivers, volumeDrivers } from '../shared/drivers.ts';
import { BUILDAH_VERSION } from '../shared/ping.ts';
import { uptimeText } from '../shared/uptime.ts';
import { LIBPOD_API_VERSION } from '../version.ts';

export function compatSystemInfo(system: System) {
  return {
    'compat.system.info': async () => {
      const view = await system.info();
      return { kind: 'json', status: 200, value: encode(view) };
    },
  } satisfies Handlers;
}

function encode(view: SystemView): DockerInfo {
  return {
    ...engineFacts(view),
    ...hostFacts(view),
    ...limits(view),
    ...podmansOwn(view),
    ...absent,
  };
}

function engineFacts(view: SystemView) {
  const { containers, store, runtime, host } = view;
  return {
    ID: view.id,
    Containers: containers.all,
    ContainersRunning: containers.running,
    ContainersPaused: containers.paused,
    ContainersStopped: containers.stopped,
    Images: view.images,
    Driver: 'overlay',
    DriverStatus: graphStatus(store.fileSystem.kind),
    DockerRootDir: store.root,
    Plugins: {
      Volume: volumeDrivers,
      Network: [...networkDrivers, 'host', 'null'],
      Authorization: null,
      Log: logDrivers,
    },
    Debug: false,
    NFd: view.process.openFiles,
    NGoroutines: view.process.threads,
    NEventsListener: view.process.listeners,
    SystemTime: new Date().toISOString(),
    LoggingDriver: 'json-file',
    ServerVersion: LIBPOD_API_VERSION,
    Runtimes: Object.fromEntries(
      Object.entries(view.runtimes).map(([name, path]) => [name, { path }]),
    ),
    DefaultRuntime: runtime.name,
    InitBinary: view.init,
    // Containers outlive the daemon.
    LiveRestoreEnabled: true,
    SecurityOptions: [
      ...(host.security.apparmor ? ['name=apparmor'] : []),
      ...(host.security.seccomp ? ['name=seccomp,profile=default'] : []),
      ...(host.security.selinux ? ['name=selinux'] : []),
      ...(host.cgroups.version === 2 ? ['name=cgroupns'] : []),
    ],
    ExperimentalBuild: true,
    ProductLicense: 'Apache-2.0',
    Warnings: view.warnings,
  };
}

function hostFacts({ host }: SystemView) {
  return {
    Name: host.hostname,
    NCPU: host.cpus,
    MemTotal: host.memory.total,
    KernelVersion: host.kernel,
    OperatingSystem: host.distribution.title,
    OSVersion: host.distribution.version,
    OSType: 'linux',
    Architecture: host.machine,
    IPv4Forwarding: host.network.forwarding,
    BridgeNfIptables: host.network.bridgeIptables,
    BridgeNfIp6tables: host.network.bridgeIp6tables,
    HttpProxy: process.env['HTTP_PROXY'] ?? '',
    HttpsProxy: process.env['HTTPS_PROXY'] ?? '',
    NoProxy: process.env['NO_PROXY'] ?? '',
  };
}

/** Which limits the host's control groups can keep. */
function limits({ host: { cgroups } }: SystemView) {
  const has = (controller: string) => cgroups.controllers.includes(controller);
  return {
    MemoryLimit: has('memory'),
    SwapLimit: has('memory'),
    KernelMemory: false,
    KernelMemoryTCP: false,
    CpuCfsPeriod: has('cpu'),
    CpuCfsQuota: has('cpu'),
    CPUShares: has('cpu'),
    CPUSet: has('cpuset'),
    PidsLimit: has('pids'),
    OomKillDisable: has('memory') && cgroups.version === 1,
    CgroupDriver: 'cgroupfs' as const,
    CgroupVersion: cgroups.version === 2 ? ('2' as const) : ('1' as const),
  };
}

/** What Podman adds to Docker's answer. */
function podmansOwn({ host }: SystemView) {
  const realtime = host.cgroups.version === 1 && host.cgroups.controllers.includes('cpu');
  return {
    BuildahVersion: BUILDAH_VERSION,
    CPURealtimePeriod: realtime,
    CPURealtimeRuntime: realtime,
    Rootless: false,
    SwapFree: host.memory.swapFree,
    SwapTotal: host.memory.swapTotal,
    Uptime: uptimeText(host.uptime),
  };
}

/** Members of things that we are not, or do not have: a swarm, containerd, generic resources. */
const absent = {
  Labels: [],
  GenericResources: null,
  Isolation: '',
  IndexServerAddress: 'https://index.docker.io/v1/',
  RegistryConfig: {
    AllowNondistributableArtifactsCIDRs: [],
    AllowNondistributableArtifactsHostnames: [],
    InsecureRegistryCIDRs: [],
    IndexConfigs: {},
    Mirrors: [],
  },
  Swarm: {
    NodeID: '',
    NodeAddr: '',
    LocalNodeState: 'inactive' as const,
    ControlAvailable: false,
    Error: '',
    RemoteManagers: null,
  },
  ContainerdCommit: { ID: '', Expected: '' },
  RuncCommit: { ID: '', Expected: '' },
  InitCommit: { ID: '', Expected: '' },
};
