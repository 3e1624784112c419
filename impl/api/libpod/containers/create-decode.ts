import type { ContainerCreate, HealthcheckConfig } from '../../../../spec/generated/schemas.gen.ts';
import type {
  ContainerConfig,
  HealthConfig,
  ProcessConfig,
  RestartConfig,
} from '../../../container-config.ts';
import { parseSignal } from '../../../engine/containers/signals.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { oneOf, refuseConflicts, refuseNegative } from './spec-rules.ts';
import { decodeNamespaces } from './decode-namespaces.ts';
import { decodeNetwork } from './decode-network.ts';
import { decodeResources } from './decode-resources.ts';
import { decodeSecurity } from './decode-security.ts';
import { decodeStorage } from './decode-storage.ts';

const CGROUP_MODES = ['enabled', 'disabled', 'no-conmon', 'split'] as const;
const RESTART_POLICIES = ['no', 'always', 'on-failure', 'unless-stopped'] as const;

/** Podman's SpecGenerator as the engine's configuration. Throws BadParameter. */
export function decodeCreate(spec: ContainerCreate): ContainerConfig {
  const signal = nonZero(spec.stop_signal);
  refuseConflicts(spec);
  refuseNegative(spec);
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
    cgroup: given({
      mode: oneOf(spec, 'cgroups_mode', CGROUP_MODES),
      parent: nonZero(spec.cgroup_parent),
    }),
    log: decodeLog(spec),
    restart: decodeRestart(spec),
    health: decodeHealth(spec.healthconfig ?? {}, spec.health_check_on_failure_action),
    labels: spec.labels ?? {},
    annotations: spec.annotations ?? {},
    autoRemove: spec.remove ?? false,
    stopTimeout: spec.stop_timeout,
    stopSignal: signal === undefined ? undefined : parseSignal(String(signal)),
    timeout: nonZero(spec.timeout),
    systemd: oneOf(spec, 'systemd', ['true', 'false', 'always']),
    sdnotify: oneOf(spec, 'sdnotifyMode', ['container', 'conmon', 'ignore']),
    dependencies: spec.dependencyContainers ?? [],
    pod: nonZero(spec.pod),
    initContainer: spec.init_container_type || undefined,
    conmonPidFile: nonZero(spec.conmon_pid_file),
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
    mergeEnv: nonEmptyList(spec.envmerge),
    workDir: nonZero(spec.work_dir),
    createWorkDir: spec.create_working_dir,
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
    hostUsers: nonEmptyList(spec.hostusers),
    managePasswd: spec.manage_password,
    passwdEntry: nonZero(spec.passwd_entry),
    chrootDirectories: nonEmptyList(spec.chroot_directories),
  });
}

function nonEmptyList(list: string[] | undefined): string[] | undefined {
  return list?.length ? list : undefined;
}

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

function decodeRestart(spec: ContainerCreate): RestartConfig {
  const policy = oneOf(spec, 'restart_policy', RESTART_POLICIES);
  const isDefault = policy === undefined && spec.pod ? true : undefined;
  return given({ policy: policy ?? ('no' as const), tries: spec.restart_tries, isDefault });
}

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
