import type { IdMappings } from './kernel/id-map.ts';

/**
 * A container as both trees describe it, after decoding and before the image's defaults are
 * merged in. Stored as JSON in the database: add fields, never rename them.
 *
 * Sizes are bytes, times are seconds, unless a name says otherwise. A field that is absent was
 * not asked for; the engine decides.
 */
export interface ContainerConfig {
  name?: string;
  /** Image name or id as the client wrote it; exactly one of `image` and `rootfs`. */
  image?: string;
  /** `os[/architecture[/variant]]` that the image has to be of. */
  platform?: string;
  rootfs?: { path: string; overlay: boolean };
  /** What `podman` or `docker` typed, kept for `generate`. */
  createCommand?: string[];
  /** Whose rules for defaults apply: the log driver's name, the network's name, the stop signal. */
  tree: 'libpod' | 'compat';

  process: ProcessConfig;
  namespaces: NamespaceConfig;
  security: SecurityConfig;
  storage: StorageConfig;
  network: NetworkConfig;
  resources: ResourceConfig;
  cgroup: { mode?: string; parent?: string };
  log: { driver?: string; path?: string; options: Record<string, string>; tag?: string };
  restart: RestartConfig;
  health?: HealthConfig;
  startupHealth?: HealthConfig & { successes?: number };

  /** What of the request is left out, in words for the answer; not kept. */
  warnings?: string[];
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Remove the container when it exits. */
  autoRemove: boolean;
  /** Seconds between the stop signal and the kill. */
  stopTimeout?: number;
  stopSignal?: number;
  /** Kill the container after this many seconds of running. */
  timeout?: number;
  systemd?: 'true' | 'false' | 'always';
  /** Who tells the service manager that the container is ready. */
  sdnotify?: 'container' | 'conmon' | 'ignore';
  /** The service manager's socket, as the daemon that created the container had it. */
  notifySocket?: string | undefined;
  /** Ids of containers that must run before this one. */
  dependencies: string[];
  pod?: string;
  isInfra?: boolean;
  /** Stands for the pods of a YAML that was played, and lives as long as they do. */
  isService?: boolean;
  /** Runs a step of a build: gone when the step is done, and no business of Podman's clients. */
  build?: boolean;
  /** Ends before the pod's other containers start: at every start of the pod, or at the first one only. */
  initContainer?: 'always' | 'once';
  /** Where conmon's process id is written besides the bundle, while it runs. */
  conmonPidFile?: string;
  secrets?: SecretMount[];
  /** Names of variables to names of secrets; looked up at each start. */
  secretEnv?: Record<string, string>;
}

/** A secret as a file. */
export interface SecretMount {
  /** Name, id or unique beginning of an id. */
  source: string;
  /** Below /run/secrets unless absolute; the source's name when absent. */
  target?: string;
  uid: number;
  gid: number;
  mode: number;
  /** Of the secret that was copied at create. */
  id?: string;
}

export interface ProcessConfig {
  entrypoint?: string[];
  command?: string[];
  env: Record<string, string>;
  /** Names whose values come from the daemon's environment; `true` takes all. */
  envHost?: boolean;
  unsetEnv?: string[];
  unsetEnvAll?: boolean;
  /** `NAME=value` in which `${NAME}` is a variable of the image. */
  mergeEnv?: string[];
  workDir?: string;
  /** A work folder that is missing is made, for the container's user. */
  createWorkDir?: boolean;
  /** `user[:group]`, names or numbers. */
  user?: string;
  groups: string[];
  umask?: string;
  terminal: boolean;
  stdin: boolean;
  /** Docker's StdinOnce: the first client that leaves closes the container's stdin. */
  stdinOnce?: boolean;
  /** Docker's AttachStdin, AttachStdout, AttachStderr, shown in inspect and used by clients. */
  attach?: { stdin: boolean; stdout: boolean; stderr: boolean };
  /** Run catatonit (or `initPath`) as process 1. */
  init: boolean;
  initPath?: string;
  hostname?: string;
  domainname?: string;
  timezone?: string;
  personality?: string;
  /** Users of the host that /etc/passwd gets lines of. */
  hostUsers?: string[];
  /** false: /etc/passwd and /etc/group are left as the image has them. */
  managePasswd?: boolean;
  /** The user's line for /etc/passwd, with `$USERNAME`, `$UID`, `$GID`, `$NAME` and `$HOME` in it. */
  passwdEntry?: string;
  /** Folders that the files of /etc which are the engine's are mounted below, too. */
  chrootDirectories?: string[];
}

/** Of one kind of namespace: own, the host's, another container's, a pod's, a path's, or none at all. */
export type Namespace =
  | { mode: 'private' | 'host' | 'none' | 'pod' | 'shareable' }
  | { mode: 'container'; container: string }
  | { mode: 'path'; path: string }
  /** Users only. */
  | { mode: 'auto' | 'keep-id' | 'no-map'; value?: string }
  /** Network only: networks of the engine. */
  | { mode: 'bridge' };

export interface RestartConfig {
  policy: 'no' | 'always' | 'on-failure' | 'unless-stopped';
  tries?: number;
  /** Nothing was said of it: a pod may have a policy for its containers. */
  isDefault?: boolean;
}

export interface NamespaceConfig {
  pid?: Namespace;
  ipc?: Namespace;
  uts?: Namespace;
  user?: Namespace;
  cgroup?: Namespace;
  network?: Namespace;
  /** Of a user namespace of the container's own, or of the one that it joins. */
  idMappings?: IdMappings;
}

export interface SecurityConfig {
  privileged: boolean;
  capAdd: string[];
  capDrop: string[];
  noNewPrivileges: boolean;
  /** A profile's path, `unconfined`, or the JSON text itself. */
  seccompProfile?: string;
  seccompPolicy?: string;
  apparmorProfile?: string;
  selinuxOptions: string[];
  mask: string[];
  unmask: string[];
  /** Paths that can only be read, besides the defaults. */
  readOnlyPaths?: string[];
  procOptions: string[];
  readOnlyRoot: boolean;
  /** Mount tmpfs on /tmp, /run, /var/tmp and so on when the root is read-only. */
  readWriteTmpfs?: boolean;
}

export interface StorageConfig {
  mounts: MountConfig[];
  volumes: {
    name: string;
    destination: string;
    options: string[];
    /** What of the volume is mounted; all of it when absent. */
    subPath?: string;
    anonymous?: boolean;
    /** For a volume that is made by this: as with create of volumes. */
    made?: { labels: Record<string, string>; driver: string; options: Record<string, string> };
  }[];
  overlayVolumes: { source: string; destination: string; options: string[] }[];
  imageVolumes: { image: string; destination: string; readWrite: boolean }[];
  /** `container[:options]`. */
  volumesFrom: string[];
  /** What to do with the image's VOLUMEs. */
  imageVolumeMode: 'anonymous' | 'tmpfs' | 'ignore';
  devices: { source: string; destination: string; permissions: string }[];
  /** Names or ids of containers whose devices this one gets, too. */
  devicesFrom?: string[];
  deviceCgroupRules: {
    allow: boolean;
    type: 'a' | 'b' | 'c';
    major?: number;
    minor?: number;
    access: string;
  }[];
  shmSize?: number;
  /** Storage driver options, e.g. `size`. */
  storageOptions: Record<string, string>;
  /** Propagation of the root's mount. */
  rootPropagation?: string;
  /** What the container writes need not outlive a crash of the host. */
  volatile?: boolean;
}

export interface MountConfig {
  /** bind, tmpfs, devpts, ramfs, proc, sysfs, mqueue, cgroup; others go to the runtime as they are. */
  type: string;
  source?: string;
  destination: string;
  options: string[];
  /** Binds only: a missing source becomes a folder instead of an error. */
  makeSource?: boolean;
  /** Binds only: what of the source is mounted. */
  subPath?: string;
}

export interface NetworkConfig {
  /** By network name; empty in a create with bridge mode means the default network. */
  networks: Record<string, NetworkAttachmentConfig>;
  ports: PortMapping[];
  /** Publish every exposed port on a free host port. */
  publishAll: boolean;
  /** Port (or first port of a range) and protocol. */
  expose: { port: number; protocol: Protocol }[];
  dnsServers: string[];
  dnsSearch: string[];
  dnsOptions: string[];
  /** `name:address`. */
  hosts: string[];
  useImageHosts?: boolean;
  useImageResolvConf?: boolean;
  mac?: string;
  /** Its mode was `none`, and a client of Docker took it off that: it may come onto networks. */
  leftNone?: boolean;
  /** `container:alias`: the alias stands for the other container's address in /etc/hosts. */
  links?: string[];
}

export interface NetworkAttachmentConfig {
  aliases: string[];
  staticIps: string[];
  staticMac?: string;
  interfaceName?: string;
  /** Docker's driver options of an endpoint. */
  driverOptions?: Record<string, string>;
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** `range` ports from `hostPort` on to as many from `containerPort` on; host port 0 means any free one. */
export interface PortMapping {
  hostIp: string;
  hostPort: number;
  containerPort: number;
  protocol: Protocol;
  range: number;
}

/** Limits in the terms of the OCI runtime spec (`linux.resources`), which the kernel's files take. */
export interface ResourceConfig {
  cpu?: {
    shares?: number;
    quota?: number;
    period?: number;
    realtimeRuntime?: number;
    realtimePeriod?: number;
    cpus?: string;
    mems?: string;
  };
  memory?: {
    limit?: number;
    reservation?: number;
    swap?: number;
    kernel?: number;
    kernelTCP?: number;
    swappiness?: number;
    disableOOMKiller?: boolean;
  };
  pids?: { limit: number };
  blockIO?: {
    weight?: number;
    weightDevice?: { path: string; weight: number }[];
    throttleReadBpsDevice?: { path: string; rate: number }[];
    throttleWriteBpsDevice?: { path: string; rate: number }[];
    throttleReadIOPSDevice?: { path: string; rate: number }[];
    throttleWriteIOPSDevice?: { path: string; rate: number }[];
  };
  hugepageLimits?: { pageSize: string; limit: number }[];
  /** By device. */
  rdma?: Record<string, { hcaHandles?: number; hcaObjects?: number }>;
  unified?: Record<string, string>;
  rlimits: { type: string; hard: number; soft: number }[];
  oomScoreAdj?: number;
  sysctl: Record<string, string>;
}

/** Durations in nanoseconds, as both APIs carry them. */
export interface HealthConfig {
  test: string[];
  interval?: number;
  timeout?: number;
  startPeriod?: number;
  startInterval?: number;
  retries?: number;
  onFailure?: 'none' | 'kill' | 'restart' | 'stop';
}

/** A configuration in which nothing was asked for. */
export function emptyContainerConfig(tree: 'libpod' | 'compat'): ContainerConfig {
  return {
    tree,
    process: { env: {}, groups: [], terminal: false, stdin: false, init: false },
    namespaces: {},
    security: {
      privileged: false,
      capAdd: [],
      capDrop: [],
      noNewPrivileges: false,
      selinuxOptions: [],
      mask: [],
      unmask: [],
      procOptions: [],
      readOnlyRoot: false,
    },
    storage: {
      mounts: [],
      volumes: [],
      overlayVolumes: [],
      imageVolumes: [],
      volumesFrom: [],
      imageVolumeMode: 'anonymous',
      devices: [],
      deviceCgroupRules: [],
      storageOptions: {},
    },
    network: {
      networks: {},
      ports: [],
      publishAll: false,
      expose: [],
      dnsServers: [],
      dnsSearch: [],
      dnsOptions: [],
      hosts: [],
    },
    resources: { rlimits: [], sysctl: {} },
    cgroup: {},
    log: { options: {} },
    restart: { policy: 'no' },
    labels: {},
    annotations: {},
    autoRemove: false,
    dependencies: [],
  };
}
