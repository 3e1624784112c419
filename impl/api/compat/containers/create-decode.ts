import type {
  DockerContainerCreateRequest,
  DockerHealthConfig,
  DockerHostConfig,
  DockerStringOrList,
} from '../../../../spec/generated/schemas.gen.ts';
import type {
  ContainerConfig,
  HealthConfig,
  ProcessConfig,
  StorageConfig,
} from '../../../container-config.ts';
import { parseSignal } from '../../../engine/containers/signals.ts';
import { BadParameter, NotSupported } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { decodeMounts } from './decode-mounts.ts';
import { decodeNetwork } from './decode-network.ts';
import { decodeResources } from './decode-resources.ts';
import { decodeNamespaces, decodeSecurity } from './decode-security.ts';

/**
 * Docker's create request (Config with HostConfig and NetworkingConfig beside it) as the engine's
 * configuration. Throws BadParameter for what Docker refuses with 400.
 */
export function decodeCreate(
  body: DockerContainerCreateRequest,
  { name, platform }: { name?: string | undefined; platform?: string | undefined } = {},
): ContainerConfig {
  const host = body.HostConfig ?? {};
  if (nonZero(body.Image) === undefined) {
    throw new BadParameter('Config cannot be empty in order to create a container: no Image');
  }
  refuseWrong(body, host);
  if (host.DeviceRequests?.length) {
    throw new NotSupported('could not select device driver: device requests are not supported');
  }
  const { namespace, network } = decodeNetwork(body);
  return given({
    name: nonZero(name),
    image: body.Image,
    platform: nonZero(platform),
    tree: 'compat' as const,
    process: decodeProcess(body, host),
    namespaces: { ...decodeNamespaces(host), network: namespace },
    security: decodeSecurity(host),
    storage: decodeStorage(body, host),
    network,
    resources: decodeResources(host),
    cgroup: given({ parent: nonZero(host.CgroupParent) }),
    log: decodeLog(host),
    restart: decodeRestart(host),
    health: decodeHealth(body.Healthcheck ?? {}),
    labels: body.Labels ?? {},
    annotations: host.Annotations ?? {},
    autoRemove: host.AutoRemove ?? false,
    stopTimeout: body.StopTimeout ?? undefined,
    stopSignal: body.StopSignal ? parseSignal(body.StopSignal) : undefined,
    dependencies: [],
    warnings: host.CpuPercent
      ? ['linux does not support CPU percent. Percent discarded.']
      : undefined,
  });
}

/** Docker's own checks of single members. Throws BadParameter naming them. */
function refuseWrong(
  { WorkingDir, MacAddress }: DockerContainerCreateRequest,
  host: DockerHostConfig,
) {
  if (WorkingDir && !WorkingDir.startsWith('/')) {
    throw new BadParameter(
      `the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`,
    );
  }
  if ((host.ShmSize ?? 0) < 0) throw new BadParameter('SHM size can not be less than 0');
  if (host.Runtime && !RUNTIMES.test(host.Runtime)) {
    throw new BadParameter(`unknown or invalid runtime name: ${host.Runtime}`);
  }
  if (host.IOMaximumBandwidth || host.IOMaximumIOps) {
    throw new BadParameter(
      'Invalid QoS settings: linux does not support Maximum IO Bandwidth or Maximum IO IOps',
    );
  }
  if (host.Isolation && host.Isolation !== 'default') {
    throw new BadParameter(
      `Invalid isolation: "${host.Isolation}" - linux only supports 'default'`,
    );
  }
  if (MacAddress && !/^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(MacAddress)) {
    throw new BadParameter(`invalid MAC address ${MacAddress}`);
  }
}

/** All names lead to the one runtime that is here. */
const RUNTIMES = /^(runc|crun|oci|io\.containerd\.runc\.v2)$/;

function decodeProcess(body: DockerContainerCreateRequest, host: DockerHostConfig): ProcessConfig {
  const entries = body.Env ?? [];
  return given({
    entrypoint: words(body.Entrypoint),
    command: words(body.Cmd),
    env: Object.fromEntries(entries.filter((entry) => entry.includes('=')).map(splitEntry)),
    // A name alone takes the image's variable away.
    unsetEnv: entries.filter((entry) => !entry.includes('=')),
    workDir: nonZero(body.WorkingDir),
    user: nonZero(body.User),
    groups: host.GroupAdd ?? [],
    terminal: body.Tty ?? false,
    stdin: body.OpenStdin ?? false,
    stdinOnce: body.StdinOnce ?? false,
    attach: {
      stdin: body.AttachStdin ?? false,
      stdout: body.AttachStdout ?? false,
      stderr: body.AttachStderr ?? false,
    },
    init: host.Init ?? false,
    hostname: nonZero(body.Hostname),
    domainname: nonZero(body.Domainname),
  });
}

/** An empty list is not nothing: it takes the image's entrypoint away. */
function words(value: DockerStringOrList | undefined): string[] | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? [value] : value;
}

function splitEntry(entry: string): [string, string] {
  const at = entry.indexOf('=');
  if (at === 0) throw new BadParameter(`invalid environment variable: ${entry}`);
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function decodeStorage(body: DockerContainerCreateRequest, host: DockerHostConfig): StorageConfig {
  if (host.VolumeDriver && host.VolumeDriver !== 'local') {
    throw new BadParameter(`error looking up volume plugin ${host.VolumeDriver}: plugin not found`);
  }
  return given({
    ...decodeMounts(host, Object.keys(body.Volumes ?? {})),
    overlayVolumes: [],
    volumesFrom: host.VolumesFrom ?? [],
    imageVolumeMode: 'anonymous' as const,
    devices: (host.Devices ?? []).map((device) => ({
      source: device.PathOnHost ?? '',
      destination: device.PathInContainer ?? '',
      permissions: device.CgroupPermissions ?? '',
    })),
    deviceCgroupRules: (host.DeviceCgroupRules ?? []).map(decodeDeviceRule),
    shmSize: nonZero(host.ShmSize),
    storageOptions: host.StorageOpt ?? {},
  });
}

/** `c 1:3 rwm`, numbers may be `*`. */
function decodeDeviceRule(rule: string): StorageConfig['deviceCgroupRules'][number] {
  const [, type, major, minor, access] =
    /^([acb]) (\d+|\*):(\d+|\*) ([rwm]{1,3})$/.exec(rule) ?? [];
  if (access === undefined) throw new BadParameter(`invalid device cgroup rule format: '${rule}'`);
  const number = (text = '*') => (text === '*' ? undefined : Number(text));
  return given({
    allow: true,
    type: type as 'a' | 'b' | 'c',
    major: number(major),
    minor: number(minor),
    access,
  });
}

/** Docker's own drivers that keep files are this engine's json-file. */
function decodeLog({ LogConfig }: DockerHostConfig): ContainerConfig['log'] {
  const driver = LogConfig?.Type === 'local' ? 'json-file' : nonZero(LogConfig?.Type);
  const options = LogConfig?.Config ?? {};
  checkLogOptions(driver ?? 'json-file', options);
  return given({ driver, options, tag: options['tag'] });
}

const LOG_OPTIONS =
  'max-file max-size compress labels labels-regex env env-regex tag mode max-buffer-size';

function checkLogOptions(driver: string, options: Record<string, string>): void {
  const unknown = Object.keys(options).find((name) => !LOG_OPTIONS.split(' ').includes(name));
  if (unknown !== undefined && driver === 'json-file') {
    throw new BadParameter(`unknown log opt '${unknown}' for ${driver} log driver`);
  }
  const size = options['max-size'];
  if (size !== undefined && !/^(-1|\d+(\.\d+)?\s*([kmgtp]i?)?b?)$/i.test(size)) {
    throw new BadParameter(`invalid size: '${size}'`);
  }
}

/** Throws BadParameter for an unknown policy. */
export function decodeRestart({ RestartPolicy }: DockerHostConfig): ContainerConfig['restart'] {
  const policy = nonZero(RestartPolicy?.Name) ?? 'no';
  if (!isRestartPolicy(policy)) throw new BadParameter(`invalid restart policy '${policy}'`);
  return given({ policy, tries: nonZero(RestartPolicy?.MaximumRetryCount) });
}

function isRestartPolicy(name: string): name is ContainerConfig['restart']['policy'] {
  return ['no', 'always', 'on-failure', 'unless-stopped'].includes(name);
}

/** An empty test leaves the image's in place, with these times. */
function decodeHealth(health: DockerHealthConfig): HealthConfig | undefined {
  const times = given({
    interval: nonZero(health.Interval),
    timeout: nonZero(health.Timeout),
    startPeriod: nonZero(health.StartPeriod),
    startInterval: nonZero(health.StartInterval),
    retries: nonZero(health.Retries),
  });
  const test = health.Test ?? [];
  if (test.length === 0 && Object.keys(times).length === 0) return undefined;
  for (const [name, value] of Object.entries(times)) {
    const field = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    if (value < 0) throw new BadParameter(`${field} in Healthcheck cannot be negative`);
    if (name !== 'retries' && value < 1e6) {
      throw new BadParameter(`${field} in Healthcheck cannot be less than 1ms`);
    }
  }
  return { test, ...times };
}
