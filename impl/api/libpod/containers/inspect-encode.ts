import type {
  InspectContainer,
  InspectContainerConfig,
  InspectContainerState,
  InspectMount,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { given } from '../../shared/given.ts';
import { goTime } from '../../shared/go-time.ts';
import { encodeHostConfig } from './host-config-encode.ts';
import { encodeNetworkSettings } from './network-encode.ts';
import { stateWord } from './state-words.ts';

/** What the encoders have to look up outside of the container. */
export interface EncodeFacts {
  /** Digest of an image's manifest, by image id. */
  readonly imageDigest: (id: string) => string | undefined;
  /** The path asks for the forms before version 4. */
  readonly old: boolean;
}

/** libpod's inspect answer, as Podman 4.3 sends it. */
export function encodeInspect(view: ContainerView, facts: EncodeFacts): InspectContainer {
  const { config, files, image } = view;
  return {
    Id: view.id,
    Created: goTime(view.created),
    Path: view.path,
    Args: view.args,
    State: encodeState(view, facts.old),
    Image: image?.id ?? '',
    ImageDigest: image === undefined ? '' : (facts.imageDigest(image.id) ?? ''),
    ImageName: image?.name ?? '',
    Rootfs: config.rootfs?.path ?? '',
    Pod: '',
    ResolvConfPath: files.resolvConf,
    HostnamePath: files.hostname,
    HostsPath: files.hosts,
    StaticDir: files.static,
    OCIConfigPath: files.ociConfig,
    OCIRuntime: view.runtime.name,
    ConmonPidFile: files.conmonPid,
    PidFile: files.pid,
    Name: view.name,
    RestartCount: view.restartCount,
    Driver: 'overlay',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: config.security.apparmorProfile ?? '',
    EffectiveCaps: view.capabilities.effective,
    BoundingCaps: view.capabilities.bounding,
    ExecIDs: view.execIds,
    GraphDriver: { Name: 'overlay', Data: encodeLayer(view) },
    ...(view.size === undefined ? {} : { SizeRw: view.size.rw, SizeRootFs: view.size.rootFs }),
    Mounts: encodeMounts(view),
    Dependencies: view.dependencies,
    NetworkSettings: encodeNetworkSettings(view),
    Namespace: '',
    IsInfra: config.isInfra ?? false,
    IsService: false,
    Config: encodeConfig(view),
    HostConfig: encodeHostConfig(view),
  };
}

function encodeState({ state }: ContainerView, old: boolean): InspectContainerState {
  return {
    OciVersion: '1.0.2',
    Status: stateWord(state.status, old),
    Running: state.status === 'running' || state.status === 'stopping',
    Paused: state.status === 'paused',
    Restarting: false,
    OOMKilled: state.oomKilled,
    Dead: false,
    Pid: state.pid,
    ConmonPid: state.conmonPid,
    ExitCode: state.exitCode,
    Error: state.error,
    StartedAt: goTime(state.startedAt),
    FinishedAt: goTime(state.finishedAt),
    // Podman has an empty one where no check is configured.
    Health: {
      Status: state.health?.status ?? '',
      FailingStreak: state.health?.failingStreak ?? 0,
      Log:
        state.health?.log.map(({ start, end, exitCode, output }) => ({
          Start: start,
          End: end,
          ExitCode: exitCode,
          Output: output,
        })) ?? null,
    },
    CgroupPath: state.cgroupPath,
    CheckpointedAt: goTime(0),
    RestoredAt: goTime(0),
  };
}

function encodeLayer({ layer, state }: ContainerView): Record<string, string> {
  if (layer === undefined) return {};
  return {
    ...(layer.lowerDirs.length === 0 ? {} : { LowerDir: layer.lowerDirs.join(':') }),
    // Podman names the merged folder only while it is mounted.
    ...(state.pid === 0 ? {} : { MergedDir: layer.mountPoint }),
    UpperDir: layer.upperDir,
    WorkDir: layer.workDir,
  };
}

function encodeMounts({ mounts }: ContainerView): InspectMount[] {
  return mounts
    .filter(({ type }) => type !== 'tmpfs')
    .map((mount) =>
      given({
        Type: mount.type,
        Name: mount.name || undefined,
        Source: mount.source,
        Destination: mount.destination,
        Driver: mount.driver,
        Mode: '',
        Options: mount.options.filter((option) => option !== 'ro' && option !== 'rw'),
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
    StdinOnce: false,
    Env: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    Cmd: process.command?.length ? process.command : null,
    Image: view.image?.name ?? '',
    Volumes: null,
    WorkingDir: process.workDir ?? '/',
    // One text in Podman 4, where Docker has a list.
    Entrypoint: (process.entrypoint ?? []).join(' '),
    OnBuild: null,
    Labels: config.labels,
    Annotations: config.annotations,
    StopSignal: config.stopSignal ?? 15,
    Healthcheck: encodeHealthcheck(config.health),
    HealthcheckOnFailureAction: config.health?.onFailure ?? ('none' as const),
    CreateCommand: config.createCommand,
    Timezone: process.timezone,
    SystemdMode: config.systemd === 'always' ? true : undefined,
    Umask: process.umask ?? '0022',
    Timeout: config.timeout ?? 0,
    StopTimeout: config.stopTimeout ?? 10,
    Passwd: true,
  });
}

function encodeHealthcheck(health: ContainerView['config']['health']) {
  if (health === undefined) return undefined;
  return given({
    Test: health.test,
    StartPeriod: health.startPeriod,
    Interval: health.interval,
    Timeout: health.timeout,
    Retries: health.retries,
  });
}
