import type { LibpodInfo } from '../../../spec/generated/schemas.gen.ts';
import type { Program, System, SystemView } from '../../engine/system/system.ts';
import { goArchitecture } from '../../engine/system/version.ts';
import { DEFAULT_CAPABILITIES } from '../../runtime/spec/capabilities.ts';
import type { Handlers } from '../handler.ts';
import { BUILDAH_VERSION } from '../shared/ping.ts';
import { graphStatus, logDrivers, networkDrivers, volumeDrivers } from '../shared/drivers.ts';
import { uptimeText } from '../shared/uptime.ts';
import { LIBPOD_API_VERSION } from '../version.ts';

export function libpodSystemInfo(system: System) {
  return {
    'libpod.system.info': async () => {
      const view = await system.info();
      return { kind: 'json', status: 200, value: encode(view) };
    },
  } satisfies Handlers;
}

function encode(view: SystemView): LibpodInfo {
  return {
    host: encodeHost(view),
    store: encodeStore(view),
    registries: {},
    plugins: {
      volume: volumeDrivers,
      network: networkDrivers,
      log: logDrivers,
      authorization: null,
    },
    version: {
      APIVersion: LIBPOD_API_VERSION,
      Version: LIBPOD_API_VERSION,
      GoVersion: `node ${process.version}`,
      GitCommit: '',
      BuiltTime: 'Thu Jan  1 00:00:00 1970',
      Built: 0,
      OsArch: `linux/${goArchitecture()}`,
      Os: 'linux',
    },
  };
}

function encodeHost(view: SystemView): LibpodInfo['host'] {
  const { host } = view;
  const { codename, variant } = host.distribution;
  return {
    arch: goArchitecture(),
    buildahVersion: BUILDAH_VERSION,
    cgroupManager: 'cgroupfs',
    cgroupVersion: `v${host.cgroups.version}`,
    cgroupControllers: host.cgroups.controllers,
    conmon: encodeProgram(view.conmon),
    cpus: host.cpus,
    cpuUtilization: {
      userPercent: host.cpu.user,
      systemPercent: host.cpu.system,
      idlePercent: host.cpu.idle,
    },
    distribution: {
      distribution: host.distribution.id,
      version: host.distribution.version,
      ...(codename ? { codename } : {}),
      ...(variant ? { variant } : {}),
    },
    eventLogger: 'file',
    hostname: host.hostname,
    idMappings: { gidmap: null, uidmap: null },
    kernel: host.kernel,
    logDriver: 'k8s-file',
    memFree: host.memory.free,
    memTotal: host.memory.total,
    // Clients know two backends, and tell them apart by what ours does as netavark does.
    networkBackend: 'netavark',
    ociRuntime: { name: view.runtime.name, ...encodeProgram(view.runtime) },
    os: 'linux',
    serviceIsRemote: false,
    security: {
      apparmorEnabled: host.security.apparmor,
      capabilities: DEFAULT_CAPABILITIES.join(','),
      rootless: false,
      seccompEnabled: host.security.seccomp,
      seccompProfilePath: view.seccompProfile,
      selinuxEnabled: host.security.selinux,
    },
    slirp4netns: { executable: '', package: '', version: '' },
    swapFree: host.memory.swapFree,
    swapTotal: host.memory.swapTotal,
    uptime: uptimeText(host.uptime),
    linkmode: 'dynamic',
  };
}

function encodeProgram({ path, package: name, version }: Program) {
  return { package: name, path, version };
}

function encodeStore({ store, containers, images }: SystemView): LibpodInfo['store'] {
  return {
    configFile: '',
    containerStore: {
      number: containers.all,
      paused: containers.paused,
      running: containers.running,
      stopped: containers.stopped,
    },
    graphDriverName: 'overlay',
    graphOptions: {},
    graphRoot: store.root,
    graphRootAllocated: store.fileSystem.total,
    graphRootUsed: store.fileSystem.used,
    graphStatus: Object.fromEntries(graphStatus(store.fileSystem.kind)),
    imageCopyTmpDir: `${store.root}/tmp`,
    imageStore: { number: images },
    runRoot: store.runRoot,
    volumePath: store.volumes,
  };
}
