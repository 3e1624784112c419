import type { ImageConfig } from '../../../storage/types.ts';
import type { ContainerRecord } from '../record.ts';
import { signalName } from '../signals.ts';

/** The part of an image's configuration that containers of it begin with. */
export type RunConfig = NonNullable<ImageConfig['config']>;

/**
 * What a container runs with, as the configuration of an image made of it. Other than Docker,
 * Podman's images get the ports that are published, but no stop signal and no health check.
 */
export function runConfigOf({ config, mounts }: ContainerRecord, base: RunConfig): RunConfig {
  const { process, network, storage, labels, stopSignal, tree } = config;
  const isDocker = tree === 'compat';
  const ports = [
    ...network.expose.map(({ port, protocol }) => `${port}/${protocol}`),
    ...network.ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`),
  ];
  const anonymous = storage.volumes.filter((volume) => volume.anonymous);
  const volumes = [
    ...Object.keys(base.Volumes ?? {}),
    ...anonymous
      .map(({ destination }) => destination)
      .filter((destination) => mounts.some((mount) => mount.destination === destination)),
  ];
  const workDir = process.workDir === '/' ? base.WorkingDir : process.workDir;
  return {
    ...(process.user ? { User: process.user } : {}),
    ...(ports.length > 0 ? { ExposedPorts: keys(ports) } : {}),
    Env: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    ...(process.entrypoint?.length ? { Entrypoint: process.entrypoint } : {}),
    ...(process.command?.length ? { Cmd: process.command } : {}),
    ...(volumes.length > 0 ? { Volumes: keys(volumes) } : {}),
    ...(workDir ? { WorkingDir: workDir } : {}),
    Labels: labels,
    ...(isDocker && stopSignal !== undefined ? { StopSignal: signalName(stopSignal) } : {}),
    ...(isDocker ? healthOf(config.health) : {}),
    ...(base.Shell ? { Shell: base.Shell } : {}),
  };
}

function healthOf(health: ContainerRecord['config']['health']): Pick<RunConfig, 'Healthcheck'> {
  if (!health) return {};
  const { test, interval, timeout, startPeriod, retries } = health;
  return {
    Healthcheck: {
      Test: test,
      ...(interval ? { Interval: interval } : {}),
      ...(timeout ? { Timeout: timeout } : {}),
      ...(startPeriod ? { StartPeriod: startPeriod } : {}),
      ...(retries ? { Retries: retries } : {}),
    },
  };
}

function keys(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

/**
 * Docker's rule for a client's configuration over the container's: lists and maps of ports,
 * variables, labels and volumes are joined, an entrypoint takes the command away, the rest
 * replaces (Docker Engine API, ImageCommit).
 */
export function layOver(wanted: RunConfig, container: RunConfig): RunConfig {
  const own = wanted.Env ?? [];
  const known = new Set(own.map(nameOf));
  const env = [...own, ...(container.Env ?? []).filter((entry) => !known.has(nameOf(entry)))];
  const ownsEntrypoint = Boolean(wanted.Entrypoint?.length);
  return {
    ...container,
    ...filled(wanted),
    Env: env,
    Labels: { ...container.Labels, ...wanted.Labels },
    ...joined('ExposedPorts', container, wanted),
    ...joined('Volumes', container, wanted),
    ...(ownsEntrypoint && !wanted.Cmd?.length ? { Cmd: null } : {}),
    ...(wanted.Healthcheck
      ? { Healthcheck: { ...container.Healthcheck, ...filled(wanted.Healthcheck) } }
      : {}),
  };
}

function joined(member: 'ExposedPorts' | 'Volumes', one: RunConfig, other: RunConfig): RunConfig {
  const both = { ...one[member], ...other[member] };
  return Object.keys(both).length > 0 ? { [member]: both } : {};
}

const nameOf = (entry: string) => entry.split('=', 1)[0] ?? '';

/** Without the members that say nothing. */
function filled<T extends object>(value: T): Partial<T> {
  const says = (one: unknown) =>
    Array.isArray(one)
      ? one.length > 0
      : one !== undefined && one !== null && one !== '' && one !== 0;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => says(one))) as Partial<T>;
}
