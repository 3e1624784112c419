import type {
  DockerContainerConfig,
  DockerContainerInspectResponse,
  DockerContainerState,
  DockerMountPoint,
} from '../../../../spec/generated/schemas.gen.ts';
import { signalName } from '../../../engine/containers/signals.ts';
import type { ContainerView, HealthView } from '../../../engine/containers/view.ts';
import { given } from '../../shared/given.ts';
import { goTime } from '../../shared/go-time.ts';
import { encodeHostConfig } from './host-config-encode.ts';
import { encodeNetworkSettings } from './network-encode.ts';
import type { NetworkIds } from './network-encode.ts';
import { stateWord } from './state-words.ts';

/** What the encoders have to look up outside of the container. */
export interface EncodeFacts {
  readonly networkId: NetworkIds;
  /** Containers have a control group namespace of their own unless they say otherwise. */
  readonly privateCgroup: boolean;
}

/** Docker's inspect answer (API 1.41). */
export function encodeInspect(
  view: ContainerView,
  facts: EncodeFacts,
): DockerContainerInspectResponse {
  const { files } = view;
  return {
    Id: view.id,
    Created: goTime(view.created),
    Path: view.path,
    Args: view.args,
    State: encodeState(view),
    Image: view.image === undefined ? '' : `sha256:${view.image.id}`,
    ResolvConfPath: files.resolvConf,
    HostnamePath: files.hostname,
    HostsPath: files.hosts,
    LogPath: files.log,
    Name: `/${view.name}`,
    RestartCount: view.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: view.execIds.length === 0 ? null : view.execIds,
    HostConfig: encodeHostConfig(view, facts),
    GraphDriver: { Name: 'overlay2', Data: encodeLayer(view) },
    ...(view.size === undefined ? {} : { SizeRw: view.size.rw, SizeRootFs: view.size.rootFs }),
    Mounts: encodeMounts(view),
    Config: encodeConfig(view),
    NetworkSettings: encodeNetworkSettings(view, facts.networkId),
  };
}

function encodeState({ state }: ContainerView): DockerContainerState {
  const status = stateWord(state);
  return {
    Status: status,
    // A paused or restarting container counts as running there.
    Running: status === 'running' || status === 'paused' || status === 'restarting',
    Paused: status === 'paused',
    Restarting: status === 'restarting',
    OOMKilled: state.oomKilled,
    Dead: false,
    Pid: state.pid,
    ExitCode: state.exitCode,
    Error: state.error,
    StartedAt: goTime(state.startedAt),
    FinishedAt: goTime(state.finishedAt),
    ...(state.health === undefined ? {} : { Health: encodeHealth(state.health) }),
  };
}

function encodeHealth({ status, failingStreak, log }: HealthView) {
  return {
    Status: status,
    FailingStreak: failingStreak,
    Log: log.map(({ start, end, exitCode, output }) => ({
      Start: start,
      End: end,
      ExitCode: exitCode,
      Output: output,
    })),
  };
}

function encodeLayer({ layer }: ContainerView): Record<string, string> | null {
  if (layer === undefined) return null;
  return {
    LowerDir: layer.lowerDirs.join(':'),
    MergedDir: layer.mountPoint,
    UpperDir: layer.upperDir,
    WorkDir: layer.workDir,
  };
}

/** Volumes and binds; Docker does not count tmpfs here. */
export function encodeMounts({ mounts }: ContainerView): DockerMountPoint[] {
  return mounts
    .filter(({ type }) => type === 'bind' || type === 'volume')
    .map((mount) =>
      given({
        Type: mount.type,
        Name: mount.name || undefined,
        Source: mount.source,
        Destination: mount.destination,
        Driver: mount.driver || undefined,
        Mode: mount.options.filter((option) => /^(ro|z|Z|nocopy)$/.test(option)).join(','),
        RW: mount.readWrite,
        Propagation: mount.type === 'bind' ? mount.propagation : '',
      }),
    );
}

function encodeConfig(view: ContainerView): DockerContainerConfig {
  const { config } = view;
  const { process } = config;
  const anonymous = config.storage.volumes.filter((volume) => volume.anonymous === true);
  return given({
    Hostname: process.hostname ?? view.id.slice(0, 12),
    Domainname: process.domainname ?? '',
    User: process.user ?? '',
    AttachStdin: process.attach?.stdin ?? false,
    AttachStdout: process.attach?.stdout ?? false,
    AttachStderr: process.attach?.stderr ?? false,
    ExposedPorts: emptyObjects(view.network.exposed) ?? undefined,
    Tty: process.terminal,
    OpenStdin: process.stdin,
    StdinOnce: process.stdinOnce ?? false,
    Env: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    Cmd: process.command?.length ? process.command : null,
    Healthcheck: encodeHealthcheck(config.health),
    Image: config.image ?? '',
    Volumes: emptyObjects(anonymous.map(({ destination }) => destination)),
    WorkingDir: process.workDir ?? '',
    Entrypoint: process.entrypoint?.length ? process.entrypoint : null,
    OnBuild: null,
    Labels: config.labels,
    StopSignal: config.stopSignal === undefined ? undefined : signalName(config.stopSignal),
    StopTimeout: config.stopTimeout,
  });
}

/** Go's way to write a set of words. */
function emptyObjects(keys: readonly string[]): Record<string, object> | null {
  return keys.length === 0 ? null : Object.fromEntries(keys.map((key) => [key, {}]));
}

function encodeHealthcheck(health: ContainerView['config']['health']) {
  if (health === undefined) return undefined;
  return given({
    Test: health.test,
    Interval: health.interval,
    Timeout: health.timeout,
    StartPeriod: health.startPeriod,
    StartInterval: health.startInterval,
    Retries: health.retries,
  });
}
