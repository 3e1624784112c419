import type {
  InspectContainer,
  InspectContainerConfig,
  InspectContainerState,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../../spec/version.ts';
import { markedAnnotations } from '../../../engine/containers/marks.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { given } from '../../shared/given.ts';
import { goTime } from '../../shared/go-time.ts';
import { atLeast } from '../../version.ts';
import { encodeHostConfig } from './host-config-encode.ts';
import { encodeNetworkSettings } from './network-encode.ts';
import { encodeHealth } from './health-encode.ts';
import { stateWord } from './state-words.ts';

/** What the encoder has to look up outside of the container. */
export interface InspectFacts {
  readonly imageDigest: (id: string) => string | undefined;
  /** Containers have a control group namespace of their own unless they say otherwise. */
  readonly privateCgroup: boolean;
}

/** The version of the runtime spec that libpod 4.3.1 names. */
const OCI_VERSION = '1.0.2-dev';
const SIGTERM = 15;

/** libpod's inspect answer. */
export function encodeInspect(
  view: ContainerView,
  facts: InspectFacts,
  version: ApiVersion | undefined,
): InspectContainer {
  const { config, files, image } = view;
  // The files are made by the first start.
  const made = (path: string) => (view.state.startedAt === 0 ? '' : path);
  return given({
    Id: view.id,
    Created: goTime(view.created),
    Path: view.path,
    Args: view.args,
    State: encodeState(view, version),
    Image: image?.id ?? '',
    ImageDigest: image && facts.imageDigest(image.id),
    ImageName: image?.name ?? '',
    Rootfs: config.rootfs?.path ?? '',
    Pod: config.pod ?? '',
    ResolvConfPath: made(files.resolvConf),
    HostnamePath: made(files.hostname),
    HostsPath: made(files.hosts),
    StaticDir: files.static,
    OCIConfigPath: made(files.ociConfig) || undefined,
    OCIRuntime: view.runtime.name,
    ConmonPidFile: files.conmonPid,
    PidFile: files.pid,
    Name: view.name,
    RestartCount: view.restartCount,
    Driver: 'overlay',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: config.security.apparmorProfile ?? '',
    EffectiveCaps: orNull(view.capabilities.effective),
    BoundingCaps: orNull(view.capabilities.bounding),
    ExecIDs: view.execIds,
    GraphDriver: { Name: 'overlay', Data: encodeLayer(view) },
    SizeRw: view.size?.rw,
    SizeRootFs: view.size?.rootFs,
    Mounts: encodeMounts(view),
    Dependencies: view.dependencies,
    NetworkSettings: encodeNetworkSettings(view),
    Namespace: '',
    IsInfra: config.isInfra ?? false,
    IsService: config.isService ?? false,
    Config: encodeConfig(view),
    HostConfig: encodeHostConfig(view, facts),
  });
}

function encodeState(
  { state }: ContainerView,
  version: ApiVersion | undefined,
): InspectContainerState {
  const health = encodeHealth(state.health);
  const { checkpoint } = state;
  return given({
    OciVersion: OCI_VERSION,
    Status: stateWord(state.status, version),
    Running: state.status === 'running' || state.status === 'stopping',
    Paused: state.status === 'paused',
    Restarting: false,
    OOMKilled: state.oomKilled,
    Dead: false,
    Pid: state.pid,
    ConmonPid: state.conmonPid || undefined,
    ExitCode: state.exitCode,
    Error: state.error,
    StartedAt: goTime(state.startedAt),
    FinishedAt: goTime(state.finishedAt),
    // Podman gave the member Docker's name with 4.0.
    ...(atLeast(version, '4.0.0') ? { Health: health } : { Healthcheck: health }),
    CgroupPath: state.cgroupPath || undefined,
    Checkpointed: checkpoint?.checkpointed || undefined,
    CheckpointedAt: goTime(checkpoint?.checkpointedAt ?? 0),
    RestoredAt: goTime(checkpoint?.restoredAt ?? 0),
    CheckpointLog: checkpoint?.checkpointed ? checkpoint.log : undefined,
    CheckpointPath: checkpoint?.checkpointed ? checkpoint.folder : undefined,
    Restored: checkpoint?.restored || undefined,
    RestoreLog: checkpoint?.restored ? checkpoint.restoreLog : undefined,
  });
}

function encodeLayer({ layer, state }: ContainerView): Record<string, string> | null {
  if (layer === undefined) return null;
  return {
    LowerDir: layer.lowerDirs.join(':'),
    ...(state.pid === 0 ? {} : { MergedDir: layer.mountPoint }),
    UpperDir: layer.upperDir,
    WorkDir: layer.workDir,
  };
}

export function encodeMounts({ mounts }: ContainerView): InspectContainer['Mounts'] {
  return mounts
    .filter(({ type }) => type !== 'tmpfs')
    .map((mount) =>
      given({
        Type: mount.type,
        Name: mount.name || undefined,
        Source: mount.source,
        Destination: mount.destination,
        Driver: mount.driver,
        Mode: mount.options.filter((option) => /^[zZ]$/.test(option)).join(','),
        Options: mount.options.filter(
          (option) => !/^(ro|rw|z|Z|r?(private|shared|slave))$/.test(option),
        ),
        RW: mount.readWrite,
        Propagation: mount.propagation,
      }),
    );
}

function encodeConfig(view: ContainerView): InspectContainerConfig {
  const { config } = view;
  const { process } = config;
  return given({
    Hostname: process.hostname ?? view.id.slice(0, 12),
    Domainname: process.domainname ?? '',
    User: process.user ?? '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    Tty: process.terminal,
    OpenStdin: process.stdin,
    StdinOnce: process.stdinOnce ?? false,
    Env: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    Cmd: orNull(process.command ?? []),
    Image: view.image?.name ?? '',
    Volumes: null,
    WorkingDir: process.workDir ?? '/',
    Entrypoint: (process.entrypoint ?? []).join(' '),
    OnBuild: null,
    Labels: Object.keys(config.labels).length === 0 ? null : config.labels,
    Annotations: markedAnnotations(config),
    StopSignal: config.stopSignal ?? SIGTERM,
    Healthcheck: config.health && encodeHealthcheck(config.health),
    HealthcheckOnFailureAction: config.health?.onFailure ?? ('none' as const),
    CreateCommand: config.createCommand,
    Timezone: process.timezone,
    Umask: process.umask ?? '0022',
    Secrets: config.secrets?.map(({ source, id = '', uid, gid, mode }) => ({
      Name: source,
      ID: id,
      UID: uid,
      GID: gid,
      Mode: mode,
    })),
    Timeout: config.timeout ?? 0,
    StopTimeout: config.stopTimeout ?? 10,
    sdNotifyMode: config.sdnotify,
    sdNotifySocket: config.notifySocket,
  });
}

function encodeHealthcheck(health: NonNullable<ContainerView['config']['health']>) {
  return given({
    Test: health.test,
    StartPeriod: health.startPeriod,
    Interval: health.interval,
    Timeout: health.timeout,
    Retries: health.retries,
  });
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}
