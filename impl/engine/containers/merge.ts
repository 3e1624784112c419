import { BadParameter } from '../../errors.ts';
import type { ImageConfig } from '../../storage/types.ts';
import type {
  ContainerConfig,
  HealthConfig,
  ProcessConfig,
  Protocol,
  SecurityConfig,
} from '../../container-config.ts';
import { parseSignal } from './signals.ts';
import { SYSTEMD_STOP_SIGNAL, runsSystemd } from './systemd.ts';

type ImageDefaults = NonNullable<ImageConfig['config']>;

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * What the container will be: the wanted configuration with the image's defaults below it, by
 * the rules that Podman and Docker share. Neither argument is changed.
 *
 * Volumes of the image are not resolved here (see mounts). Throws BadParameter when there is
 * nothing to run.
 */
export function mergeImage(wanted: ContainerConfig, image?: ImageConfig): ContainerConfig {
  const defaults = image?.config ?? {};
  const merged = mergeProcess(wanted, defaults);
  const stopSignal =
    wanted.stopSignal ??
    (defaults.StopSignal ? parseSignal(defaults.StopSignal) : undefined) ??
    (runsSystemd({ ...wanted, process: merged }) ? SYSTEMD_STOP_SIGNAL : undefined);
  const health = mergeHealth(wanted.health, defaults.Healthcheck);
  const { health: _, ...rest } = wanted;
  return {
    ...rest,
    process: merged,
    security: mergeSecurity(wanted.security, defaults),
    labels: { ...defaults.Labels, ...wanted.labels },
    network: {
      ...wanted.network,
      expose: mergeExposed(wanted.network.expose, Object.keys(defaults.ExposedPorts ?? {})),
    },
    ...(stopSignal === undefined ? {} : { stopSignal }),
    ...(health ? { health } : {}),
  };
}

function mergeProcess(wanted: ContainerConfig, defaults: ImageDefaults): ProcessConfig {
  const user = wanted.process.user || defaults.User;
  const workDir = wanted.process.workDir || defaults.WorkingDir || '/';
  return {
    ...wanted.process,
    ...mergeCommand(wanted.process, defaults),
    env: mergeEnv(wanted, defaults.Env ?? []),
    workDir,
    // A folder that the image names is its promise, whether it is there or not.
    ...(wanted.process.workDir ? {} : { createWorkDir: true }),
    ...(user ? { user } : {}),
  };
}

/** Where an image may keep a seccomp profile of its own. */
const seccompLabel = 'io.containers.seccomp.profile';

/** The image's seccomp profile, where the client wants that one. Throws BadParameter without one. */
function mergeSecurity(wanted: SecurityConfig, { Labels }: ImageDefaults): SecurityConfig {
  if (wanted.seccompPolicy !== 'image') return wanted;
  const seccompProfile = Labels?.[seccompLabel];
  if (!seccompProfile) throw new BadParameter('no seccomp policy defined by image');
  return { ...wanted, seccompProfile };
}

/**
 * An entrypoint of the client's own makes the image's command meaningless, so it is left out
 * (Docker's reference, "ENTRYPOINT and CMD interact"); `[""]` means no entrypoint.
 */
function mergeCommand(
  { entrypoint, command }: ProcessConfig,
  defaults: ImageDefaults,
): { entrypoint: string[]; command: string[] } {
  const chosen = entrypoint ?? defaults.Entrypoint ?? [];
  const own = entrypoint !== undefined && entrypoint.length > 0;
  const rest = command?.length ? command : own ? [] : (defaults.Cmd ?? []);
  const merged = {
    entrypoint: chosen.length === 1 && chosen[0] === '' ? [] : chosen,
    command: rest,
  };
  if (merged.entrypoint.length + merged.command.length > 0) return merged;
  throw new BadParameter(
    'no command or entrypoint provided, and no CMD or ENTRYPOINT from image: no command specified',
  );
}

/** The order is the image's first, as `env` in the container shows it. */
function mergeEnv(wanted: ContainerConfig, image: readonly string[]): Record<string, string> {
  const { env, envHost, unsetEnv, unsetEnvAll, mergeEnv: mergedFrom } = wanted.process;
  const merged: Record<string, string> = { PATH: defaultPath };
  if (wanted.process.terminal || wanted.tree === 'libpod') merged['TERM'] = 'xterm';
  // How programs find out that they run under Podman, or what is compatible with it.
  if (wanted.tree === 'libpod') merged['container'] = 'podman';
  for (const entry of image) {
    const [name = '', ...value] = entry.split('=');
    merged[name] = value.join('=');
  }
  if (envHost) Object.assign(merged, process.env);
  if (unsetEnvAll) for (const name of Object.keys(merged)) delete merged[name];
  for (const name of unsetEnv ?? []) delete merged[name];
  const composed = Object.fromEntries((mergedFrom ?? []).map((entry) => compose(entry, merged)));
  return Object.assign(merged, composed, env);
}

/** `PATH=/mine:${PATH}` with the variables of the image in their places. */
function compose(entry: string, image: Readonly<Record<string, string>>): [string, string] {
  const at = entry.indexOf('=');
  if (at < 1) throw new BadParameter(`invalid environment variable: "${entry}"`);
  const value = entry.slice(at + 1).replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced, plain) => {
    return image[(braced ?? plain) as string] ?? '';
  });
  return [entry.slice(0, at), value];
}

function mergeExposed(
  wanted: readonly { port: number; protocol: Protocol }[],
  image: readonly string[],
): { port: number; protocol: Protocol }[] {
  const merged = new Map(wanted.map((entry) => [`${entry.port}/${entry.protocol}`, entry]));
  for (const text of image) {
    for (const entry of parseExposed(text)) {
      const key = `${entry.port}/${entry.protocol}`;
      if (!merged.has(key)) merged.set(key, entry);
    }
  }
  return [...merged.values()];
}

/** `80`, `80/udp`, `8000-8010/tcp`: what images say in ExposedPorts. Throws BadParameter. */
export function parseExposed(text: string): { port: number; protocol: Protocol }[] {
  const parts = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(text);
  const first = Number(parts?.[1]);
  const last = Number(parts?.[2] ?? parts?.[1]);
  if (!parts || last < first || last > 65535) {
    throw new BadParameter(`invalid port specification: "${text}"`);
  }
  const protocol = (parts[3] ?? 'tcp').toLowerCase() as Protocol;
  return Array.from({ length: last - first + 1 }, (_, at) => ({ port: first + at, protocol }));
}

/** The client's test with the image's figures below, or the image's; `NONE` turns it off. */
function mergeHealth(
  wanted: HealthConfig | undefined,
  image: ImageDefaults['Healthcheck'],
): HealthConfig | undefined {
  const inherited: HealthConfig = { test: image?.Test ?? [] };
  if (image?.Interval) inherited.interval = image.Interval;
  if (image?.Timeout) inherited.timeout = image.Timeout;
  if (image?.StartPeriod) inherited.startPeriod = image.StartPeriod;
  if (image?.Retries) inherited.retries = image.Retries;
  const merged = { ...inherited, ...wanted };
  if (merged.test.length === 0) merged.test = inherited.test;
  return merged.test.length === 0 || merged.test[0] === 'NONE' ? undefined : merged;
}
