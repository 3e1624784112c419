import type { ContainerCreate, HealthcheckConfig } from '../../../../spec/generated/schemas.gen.ts';
import type {
  ContainerConfig,
  HealthConfig,
  ProcessConfig,
  SecurityConfig,
} from '../../../engine/containers/config.ts';
import { parseSignal } from '../../../engine/containers/signals.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { decodeNamespaces } from './decode-namespaces.ts';
import { decodeNetwork } from './decode-network.ts';
import { decodeResources } from './decode-resources.ts';
import { decodeStorage } from './decode-storage.ts';

/** Podman's SpecGenerator as the engine's configuration. Throws BadParameter. */
export function decodeCreate(spec: ContainerCreate): ContainerConfig {
  const signal = nonZero(spec.stop_signal);
  return given({
    name: nonZero(spec.name),
    image: nonZero(spec.image),
    rootfs: spec.rootfs ? { path: spec.rootfs, overlay: spec.rootfs_overlay ?? false } : undefined,
    createCommand: spec.containerCreateCommand,
    tree: 'libpod' as const,
    process: decodeProcess(spec),
    namespaces: decodeNamespaces(spec),
    security: decodeSecurity(spec),
    storage: decodeStorage(spec),
    network: decodeNetwork(spec),
    resources: decodeResources(spec),
    cgroup: given({ mode: nonZero(spec.cgroups_mode), parent: nonZero(spec.cgroup_parent) }),
    log: decodeLog(spec),
    restart: given({ policy: spec.restart_policy || ('no' as const), tries: spec.restart_tries }),
    health: decodeHealth(spec.healthconfig ?? {}, spec.health_check_on_failure_action),
    labels: spec.labels ?? {},
    annotations: spec.annotations ?? {},
    autoRemove: spec.remove ?? false,
    stopTimeout: spec.stop_timeout,
    stopSignal: signal === undefined ? undefined : parseSignal(String(signal)),
    timeout: nonZero(spec.timeout),
    systemd: spec.systemd || undefined,
    sdnotify: decodeNotify(spec),
    dependencies: spec.dependencyContainers ?? [],
    pod: nonZero(spec.pod),
    secrets: spec.secrets?.map((secret) =>
      given({
        source: secret.Source ?? '',
        target: nonZero(secret.Target),
        uid: secret.UID ?? 0,
        gid: secret.GID ?? 0,
        mode: secret.Mode ?? 0o444,
      }),
    ),
    secretEnv: spec.secret_env,
  });
}

function decodeProcess(spec: ContainerCreate): ProcessConfig {
  const domain = spec.personality?.['domain'];
  return given({
    entrypoint: spec.entrypoint,
    command: spec.command,
    env: { ...proxies(spec), ...spec.env },
    envHost: spec.env_host,
    unsetEnv: spec.unsetenv,
    unsetEnvAll: spec.unsetenvall,
    workDir: nonZero(spec.work_dir),
    user: nonZero(spec.user),
    groups: spec.groups ?? [],
    umask: nonZero(spec.umask),
    terminal: spec.terminal ?? false,
    stdin: spec.stdin ?? false,
    init: spec.init ?? false,
    initPath: nonZero(spec.init_path),
    hostname: nonZero(spec.hostname),
    timezone: nonZero(spec.timezone),
    personality: typeof domain === 'string' ? domain : undefined,
  });
}

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/** The daemon's own proxy settings, which Podman passes on unless told not to. */
function proxies({ httpproxy }: ContainerCreate): Record<string, string> {
  if (httpproxy === false) return {};
  return Object.fromEntries(
    PROXY_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function decodeSecurity(spec: ContainerCreate): SecurityConfig {
  return given({
    privileged: spec.privileged ?? false,
    capAdd: spec.cap_add ?? [],
    capDrop: spec.cap_drop ?? [],
    noNewPrivileges: spec.no_new_privileges ?? false,
    seccompProfile: nonZero(spec.seccomp_profile_path),
    seccompPolicy: nonZero(spec.seccomp_policy),
    apparmorProfile: nonZero(spec.apparmor_profile),
    selinuxOptions: spec.selinux_opts ?? [],
    mask: spec.mask ?? [],
    unmask: spec.unmask ?? [],
    procOptions: spec.procfs_opts ?? [],
    readOnlyRoot: spec.read_only_filesystem ?? false,
    // Podman's client lists the writable places of a read-only root among the mounts.
    readWriteTmpfs: false,
  });
}

function decodeLog({ log_configuration: log = {} }: ContainerCreate): ContainerConfig['log'] {
  const options: Record<string, string> = { ...log.options };
  if (log.size) options['max-size'] = String(log.size);
  return given({
    driver: nonZero(log.driver),
    path: nonZero(log.path),
    options,
    tag: options['tag'],
  });
}

/** Of the modes, those that conmon does; no client of 4.3 sends others. */
function decodeNotify({ sdnotifyMode: mode }: ContainerCreate): ContainerConfig['sdnotify'] {
  return mode === 'container' || mode === 'conmon' || mode === 'ignore' ? mode : undefined;
}

/** Podman numbers the actions; the second is its "invalid". */
const ACTIONS = ['none', undefined, 'kill', 'restart', 'stop'] as const;

function decodeHealth(
  health: HealthcheckConfig,
  action: number | string | undefined,
): HealthConfig | undefined {
  const test = health.Test ?? [];
  if (test.length === 0) return undefined;
  return given({
    test,
    interval: health.Interval,
    timeout: health.Timeout,
    startPeriod: health.StartPeriod,
    retries: health.Retries,
    onFailure: failureAction(action),
  });
}

function failureAction(action: number | string | undefined): HealthConfig['onFailure'] {
  if (action === undefined || action === '') return undefined;
  const named = ACTIONS.find((name) => name === action);
  const found = typeof action === 'number' ? ACTIONS[action] : named;
  if (found !== undefined) return found;
  throw new BadParameter(
    `invalid on-failure action "${action}" for health check: invalid argument`,
  );
}
