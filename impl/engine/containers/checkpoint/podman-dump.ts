import { nonEmpty, given } from '../../../given.ts';
import type { IdRange } from '../../../kernel/id-map.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type {
  ContainerConfig,
  HealthConfig,
  MountConfig,
  Namespace,
  NamespaceConfig,
  NetworkConfig,
  ResourceConfig,
} from '../../../container-config.ts';
import { protocolOf } from '../publish.ts';

/** What we read of Podman's `config.dump`; members as `libpod` names them. */
export interface PodmanConfig {
  id: string;
  name: string;
  pod?: string;
  rootfsImageID?: string;
  rootfsImageName?: string;
  Dependencies?: string[] | null;
  CreateCommand?: string[];
  RawImageName?: string;
  namedVolumes?: { volumeName: string; dest: string; options?: string[]; setAnonymous?: boolean }[];
  userVolumes?: string[];
  shmSize?: number;
  privileged?: boolean;
  user?: string;
  groups?: string[];
  createNetNS?: boolean;
  networkMode?: string;
  newPortMappings?: PodmanPort[];
  newNetworks?: Record<string, PodmanNetwork>;
  orderedNetworks?: ({ name: string } & PodmanNetwork)[];
  dnsServer?: string[];
  dnsSearch?: string[];
  dnsOption?: string[];
  hostsAdd?: string[];
  UseImageHosts?: boolean;
  UseImageResolvConf?: boolean;
  stdin?: boolean;
  labels?: Record<string, string>;
  stopSignal?: number;
  stopTimeout?: number;
  timeout?: number;
  cgroupsMode?: string;
  logDriver?: string;
  restart_policy?: string;
  restart_retries?: number;
  healthcheck?: PodmanHealth | null;
  healthcheck_on_failure_action?: number;
  secrets?: { name: string; UID?: number; GID?: number; Mode?: number; Target?: string }[];
  readWriteTmpfs?: boolean;
}

interface PodmanPort {
  host_ip?: string;
  container_port: number;
  host_port: number;
  range?: number;
  protocol?: string;
}

interface PodmanNetwork {
  aliases?: string[] | null;
  static_ips?: string[] | null;
  static_mac?: string;
  interface_name?: string;
}

/** Durations in nanoseconds. */
interface PodmanHealth {
  Test?: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  Retries?: number;
}

/** What we read of `spec.dump`, which is an OCI runtime configuration. */
export interface PodmanSpec {
  process?: {
    args?: string[];
    env?: string[];
    cwd?: string;
    terminal?: boolean;
    noNewPrivileges?: boolean;
    oomScoreAdj?: number;
    capabilities?: { bounding?: string[] };
    rlimits?: ResourceConfig['rlimits'];
  };
  root?: { readonly?: boolean };
  hostname?: string;
  mounts?: { destination: string; type?: string; source?: string; options?: string[] }[];
  annotations?: Record<string, string>;
  linux?: {
    resources?: {
      memory?: ResourceConfig['memory'];
      cpu?: ResourceConfig['cpu'];
      pids?: ResourceConfig['pids'];
    };
    sysctl?: Record<string, string>;
    namespaces?: { type: string; path?: string }[];
    uidMappings?: PodmanRange[];
    gidMappings?: PodmanRange[];
    seccomp?: object;
    maskedPaths?: string[];
    readonlyPaths?: string[];
  };
}

interface PodmanRange {
  containerID: number;
  hostID: number;
  size: number;
}

/**
 * The container that Podman wrote to an archive, as we would have been asked for it. Its processes
 * bring along what the kernel keeps of them; this is for what they were given from outside, and for
 * a start after they have ended.
 */
export function fromPodman(config: PodmanConfig, spec: PodmanSpec): ContainerConfig {
  const usual = emptyContainerConfig('libpod');
  const { process = {}, linux = {} } = spec;
  const [first, ...words] = process.args ?? [];
  return given({
    ...usual,
    name: config.name,
    image: config.RawImageName || config.rootfsImageName || config.rootfsImageID,
    createCommand: config.CreateCommand,
    pod: config.pod || undefined,
    process: given({
      ...usual.process,
      entrypoint: first === undefined ? undefined : [first],
      command: words,
      env: variables(process.env ?? []),
      workDir: process.cwd,
      user: config.user || undefined,
      groups: config.groups ?? [],
      terminal: process.terminal ?? false,
      stdin: config.stdin ?? false,
      hostname: config.pod ? undefined : spec.hostname,
    }),
    namespaces: namespacesOf(config, spec),
    security: {
      ...usual.security,
      privileged: config.privileged ?? false,
      capDrop: ['ALL'],
      capAdd: process.capabilities?.bounding ?? [],
      noNewPrivileges: process.noNewPrivileges ?? false,
      mask: linux.maskedPaths ?? [],
      readOnlyPaths: linux.readonlyPaths ?? [],
      readOnlyRoot: spec.root?.readonly ?? false,
      readWriteTmpfs: config.readWriteTmpfs ?? false,
      ...(linux.seccomp ? {} : { seccompProfile: 'unconfined' }),
    },
    storage: given({
      ...usual.storage,
      mounts: ownMounts(config, spec),
      volumes: (config.namedVolumes ?? []).map(({ volumeName, dest, options, setAnonymous }) =>
        given({
          name: volumeName,
          destination: dest,
          options: options ?? [],
          anonymous: setAnonymous || undefined,
        }),
      ),
      imageVolumeMode: 'ignore' as const,
      shmSize: config.shmSize || undefined,
    }),
    network: networkOf(config),
    resources: given({
      ...linux.resources,
      rlimits: process.rlimits ?? [],
      sysctl: linux.sysctl ?? {},
      oomScoreAdj: process.oomScoreAdj,
    }),
    cgroup: given({ mode: config.cgroupsMode || undefined }),
    log: { driver: config.logDriver === 'none' ? 'none' : 'k8s-file', options: {} },
    restart: restartOf(config),
    health: healthOf(config),
    labels: config.labels ?? {},
    annotations: spec.annotations ?? {},
    stopSignal: config.stopSignal,
    stopTimeout: config.stopTimeout,
    timeout: config.timeout || undefined,
    secrets: nonEmpty(
      (config.secrets ?? []).map(({ name, UID = 0, GID = 0, Mode = 0o444, Target }) =>
        given({ source: name, target: Target || undefined, uid: UID, gid: GID, mode: Mode }),
      ),
    ),
  });
}

function variables(env: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    env.map((text) => {
      const [name = '', value = ''] = text.split(/=(.*)/s);
      return [name, value] as const;
    }),
  );
}

/** Of the kinds that the specification lists, those with a path are another container's. */
function namespacesOf(
  { pod, networkMode }: PodmanConfig,
  { linux = {}, mounts = [] }: PodmanSpec,
): NamespaceConfig {
  const { namespaces = [], uidMappings, gidMappings } = linux;
  const found = new Map(namespaces.map(({ type, path = '' }) => [type, path]));
  const kind = (type: string): Namespace | undefined => {
    const path = found.get(type);
    if (path === undefined) return { mode: 'host' };
    if (path === '') return { mode: 'private' };
    return pod ? { mode: 'pod' } : { mode: 'path', path };
  };
  const ipc = kind('ipc');
  // A /dev/shm of the engine's is one that others may share.
  const hasShm = mounts.some((mount) => mount.destination === '/dev/shm' && mount.type === 'bind');
  const network = ['none', 'host'].find((mode) => mode === networkMode) as
    | 'none'
    | 'host'
    | undefined;
  return given({
    pid: kind('pid'),
    ipc: ipc?.mode === 'private' && hasShm ? { mode: 'shareable' as const } : ipc,
    uts: kind('uts'),
    cgroup: kind('cgroup'),
    network: network ? { mode: network } : pod ? kind('network') : { mode: 'bridge' as const },
    ...(found.has('user') && uidMappings && gidMappings
      ? {
          user: { mode: 'private' as const },
          idMappings: { uids: ranges(uidMappings), gids: ranges(gidMappings) },
        }
      : {}),
  });
}

function ranges(mappings: readonly PodmanRange[]): IdRange[] {
  return mappings.map(({ containerID, hostID, size }) => ({
    container: containerID,
    host: hostID,
    size,
  }));
}

/** What the user had mounted, besides volumes; the rest every container has. */
function ownMounts(
  { userVolumes = [], namedVolumes = [] }: PodmanConfig,
  { mounts = [] }: PodmanSpec,
): MountConfig[] {
  const volumes = new Set(namedVolumes.map(({ dest }) => dest));
  const own = new Set(userVolumes.filter((destination) => !volumes.has(destination)));
  return mounts
    .filter(({ destination }) => own.has(destination))
    .map(({ destination, type = 'bind', source, options = [] }) =>
      given({ type, source: type === 'bind' ? source : undefined, destination, options }),
    );
}

function networkOf(config: PodmanConfig): NetworkConfig {
  const ordered = (config.orderedNetworks ?? []).map(({ name, ...one }) => [name, one] as const);
  const networks = [...Object.entries(config.newNetworks ?? {}), ...ordered];
  const usual = emptyContainerConfig('libpod').network;
  return given({
    ...usual,
    networks: Object.fromEntries(
      networks.map(([name, { aliases, static_ips, static_mac, interface_name }]) => [
        name,
        given({
          aliases: aliases ?? [],
          staticIps: static_ips ?? [],
          staticMac: static_mac || undefined,
          interfaceName: interface_name || undefined,
        }),
      ]),
    ),
    ports: (config.newPortMappings ?? []).map((port) => ({
      hostIp: port.host_ip ?? '',
      hostPort: port.host_port,
      containerPort: port.container_port,
      range: port.range || 1,
      protocol: protocolOf(port.protocol || 'tcp'),
    })),
    dnsServers: config.dnsServer ?? [],
    dnsSearch: config.dnsSearch ?? [],
    dnsOptions: config.dnsOption ?? [],
    hosts: config.hostsAdd ?? [],
    useImageHosts: config.UseImageHosts || undefined,
    useImageResolvConf: config.UseImageResolvConf || undefined,
  });
}

const POLICIES = ['always', 'on-failure', 'unless-stopped'] as const;

function restartOf(config: PodmanConfig): ContainerConfig['restart'] {
  const policy: ContainerConfig['restart']['policy'] =
    POLICIES.find((one) => one === config.restart_policy) ?? 'no';
  return given({ policy, tries: config.restart_retries || undefined });
}

/** Podman's numbers of what an unhealthy container has to expect. */
const ON_FAILURE: Readonly<Record<number, HealthConfig['onFailure']>> = {
  2: 'kill',
  3: 'restart',
  4: 'stop',
};

function healthOf({ healthcheck, healthcheck_on_failure_action: action }: PodmanConfig) {
  if (!healthcheck?.Test?.length) return undefined;
  const { Test, Interval, Timeout, StartPeriod, Retries } = healthcheck;
  return given({
    test: Test,
    interval: Interval,
    timeout: Timeout,
    startPeriod: StartPeriod,
    retries: Retries,
    onFailure: ON_FAILURE[action ?? 0],
  });
}
