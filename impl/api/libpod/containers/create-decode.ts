import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import type {
  ContainerConfig,
  HealthConfig,
  ProcessConfig,
} from '../../../engine/containers/config.ts';
import { parseSignal } from '../../../engine/containers/signals.ts';
import { BadParameter, NotFound } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { decodeNamespaces } from './decode-namespaces.ts';
import { decodeNetwork } from './decode-network.ts';
import { decodeResources } from './decode-resources.ts';
import { decodeSecurity } from './decode-security.ts';
import { decodeStorage } from './decode-storage.ts';

/**
 * libpod's create request (the document's SpecGenerator) as the engine's configuration.
 * Throws BadParameter for what contradicts itself; the message names both members.
 */
export function decodeCreate(body: ContainerCreate): ContainerConfig {
  if (!body.image && !body.rootfs) {
    throw new BadParameter('must set image or rootfs: invalid argument');
  }
  if (body.image && body.rootfs) {
    throw new BadParameter('image and rootfs cannot both be set: invalid argument');
  }
  if (body.pod) {
    throw new NotFound(`no pod with name or ID ${body.pod} found: no such pod`, {
      rootCause: 'no such pod',
    });
  }
  return given({
    name: nonZero(body.name),
    image: nonZero(body.image),
    rootfs: body.rootfs ? { path: body.rootfs, overlay: body.rootfs_overlay ?? false } : undefined,
    createCommand: nonZero(body.containerCreateCommand),
    tree: 'libpod' as const,
    process: decodeProcess(body),
    namespaces: decodeNamespaces(body),
    security: decodeSecurity(body),
    storage: decodeStorage(body),
    network: decodeNetwork(body),
    resources: decodeResources(body),
    cgroup: given({ mode: nonZero(body.cgroups_mode), parent: nonZero(body.cgroup_parent) }),
    log: decodeLog(body),
    restart: given({
      policy: body.restart_policy || ('no' as const),
      tries: nonZero(body.restart_tries),
    }),
    health: decodeHealth(body),
    labels: body.labels ?? {},
    annotations: body.annotations ?? {},
    autoRemove: body.remove ?? false,
    stopTimeout: body.stop_timeout ?? undefined,
    stopSignal: body.stop_signal ? parseSignal(String(body.stop_signal)) : undefined,
    timeout: nonZero(body.timeout),
    systemd: nonZero(body.systemd) || undefined,
    sdnotify: decodeNotify(body.sdnotifyMode),
    dependencies: body.dependencyContainers ?? [],
    secrets: body.secrets?.map(({ Source = '', Target, UID = 0, GID = 0, Mode = 0o444 }) =>
      given({ source: Source, target: nonZero(Target), uid: UID, gid: GID, mode: Mode }),
    ),
    secretEnv: body.secret_env,
  });
}

function decodeProcess(body: ContainerCreate): ProcessConfig {
  const domain = body.personality?.['domain'];
  return given({
    entrypoint: body.entrypoint ?? undefined,
    command: body.command ?? undefined,
    env: body.env ?? {},
    envHost: nonZero(body.env_host),
    unsetEnv: nonZero(body.unsetenv),
    unsetEnvAll: nonZero(body.unsetenvall),
    workDir: nonZero(body.work_dir),
    user: nonZero(body.user),
    groups: body.groups ?? [],
    umask: nonZero(body.umask),
    terminal: body.terminal ?? false,
    stdin: body.stdin ?? false,
    init: body.init ?? false,
    initPath: nonZero(body.init_path),
    hostname: nonZero(body.hostname),
    timezone: nonZero(body.timezone),
    personality: typeof domain === 'string' ? domain : undefined,
  });
}

/** The size has a member of its own beside the options; the engine reads it as one of them. */
function decodeLog({ log_configuration: log }: ContainerCreate): ContainerConfig['log'] {
  const options = { ...log?.options };
  if (log?.size && log.size > 0) options['max-size'] ??= String(log.size);
  return given({
    driver: nonZero(log?.driver),
    path: nonZero(log?.path) ?? nonZero(options['path']),
    options,
    tag: nonZero(options['tag']),
  });
}

const FAILURE_ACTIONS = ['none', 'none', 'kill', 'restart', 'stop'] as const;

function decodeHealth(body: ContainerCreate): HealthConfig | undefined {
  const health = body.healthconfig;
  if (!health) return undefined;
  const action = body.health_check_on_failure_action;
  const onFailure =
    typeof action === 'number'
      ? FAILURE_ACTIONS[action]
      : FAILURE_ACTIONS.find((known) => known === action);
  if (action && !onFailure) {
    throw new BadParameter(`health_check_on_failure_action: invalid on-failure action ${action}`);
  }
  return given({
    test: health.Test ?? [],
    interval: nonZero(health.Interval),
    timeout: nonZero(health.Timeout),
    startPeriod: nonZero(health.StartPeriod),
    retries: nonZero(health.Retries),
    onFailure,
  });
}

/** The newer modes are kinds of the three that the engine knows. */
function decodeNotify(mode: ContainerCreate['sdnotifyMode']): ContainerConfig['sdnotify'] {
  switch (mode) {
    case 'container':
    case 'ignore':
      return mode;
    case 'conmon':
    case 'conmon-only':
    case 'healthy':
      return 'conmon';
    case '':
    case undefined:
      return undefined;
  }
}
