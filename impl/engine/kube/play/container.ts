import { InternalError } from '../../../errors.ts';
import { given, nonEmpty } from '../../../given.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type { ContainerConfig, ResourceConfig } from '../../../container-config.ts';
import { ULIMITS } from '../generate/annotations.ts';
import type { KubeContainer, KubePodSpec } from '../objects.ts';
import { parseQuantity } from '../quantity.ts';
import { environmentOf, expand } from './environment.ts';
import type { PodFacts } from './environment.ts';
import { logOf } from './log.ts';
import { storageOf } from './mounts.ts';
import type { MadeVolume } from './mounts.ts';
import type { PlayOptions } from './options.ts';
import { healthCheck } from './probe.ts';
import { securityOf, userOf } from './security.ts';
import type { ValueSources } from './sources.ts';

/** What every container of a Pod is made with. */
export interface ContainerSetting {
  pod: PodFacts & { infraId: string };
  spec: KubePodSpec;
  sources: ValueSources;
  volumes: ReadonlyMap<string, MadeVolume>;
  options: PlayOptions;
}

/** A container of a Pod as the engine makes it; `<pod>-<container>` is its name, as with Podman. */
export async function containerConfig(
  container: KubeContainer,
  setting: ContainerSetting,
): Promise<ContainerConfig> {
  const { pod, spec, options } = setting;
  const { name = '', image } = container;
  const usual = emptyContainerConfig('libpod');
  const restart = POLICIES[spec.restartPolicy ?? 'Always'] ?? 'always';
  return given({
    ...usual,
    name: `${pod.name}-${name}`,
    image,
    pod: pod.id,
    process: await processOf(container, setting),
    namespaces: given({
      pid: spec.hostPID ? ({ mode: 'host' } as const) : undefined,
      ipc: spec.hostIPC ? ({ mode: 'host' } as const) : undefined,
    }),
    security: securityOf(container, spec.securityContext ?? {}, pod.annotations),
    storage: storageOf(container.volumeMounts ?? [], setting.volumes),
    resources: resourcesOf(container, pod.annotations),
    log: logOf(options),
    restart: { policy: restart },
    health: withRestart(healthCheck(container.livenessProbe, container), restart),
    startupHealth: healthCheck(container.startupProbe, container),
    labels: { ...pod.labels, ...updates(name, pod.annotations) },
    annotations: annotationsOf(name, pod),
    stopTimeout: spec.terminationGracePeriodSeconds,
  });
}

const POLICIES: Readonly<Record<string, ContainerConfig['restart']['policy']>> = {
  Always: 'always',
  OnFailure: 'on-failure',
  Never: 'no',
};

async function processOf(
  container: KubeContainer,
  { pod, spec, sources }: ContainerSetting,
): Promise<ContainerConfig['process']> {
  const env = await environmentOf(container, pod, sources);
  const words = (list: string[] | undefined) =>
    list?.length ? list.map((word) => expand(word, env)) : undefined;
  return given({
    ...emptyContainerConfig('libpod').process,
    ...userOf(container, spec.securityContext ?? {}),
    entrypoint: words(container.command),
    command: words(container.args),
    env,
    workDir: container.workingDir || undefined,
    terminal: container.tty ?? false,
    stdin: container.stdin ?? false,
  });
}

/** A restarted container begins anew, which is what Kubernetes does with an unhealthy one. */
function withRestart(health: ContainerConfig['health'], policy: string): ContainerConfig['health'] {
  return health && policy === 'always' ? { ...health, onFailure: 'restart' } : health;
}

/** Microseconds of the period that limits of processors are of. */
const PERIOD = 100_000;

function resourcesOf(
  { name = '', resources = {} }: KubeContainer,
  annotations: Readonly<Record<string, string>>,
): ResourceConfig {
  const amount = (amounts: Readonly<Record<string, string>> | undefined, what: string) =>
    amounts?.[what] === undefined ? undefined : parseQuantity(amounts[what]) || undefined;
  const processors = amount(resources.limits, 'cpu');
  const memory = given({
    limit: whole(amount(resources.limits, 'memory')),
    reservation: whole(amount(resources.requests, 'memory')),
  });
  return given({
    ...emptyContainerConfig('libpod').resources,
    cpu:
      processors === undefined
        ? undefined
        : { quota: Math.round(processors * PERIOD), period: PERIOD },
    memory: nonEmpty(memory),
    rlimits: ulimits(annotations[`${ULIMITS}/${name}`] ?? annotations[ULIMITS] ?? ''),
  });
}

const whole = (value: number | undefined) => (value === undefined ? undefined : Math.ceil(value));

/** `nofile=1024:2048,nproc=10` */
function ulimits(text: string): ResourceConfig['rlimits'] {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  return entries.map((entry) => {
    const [, name = '', soft, hard = soft] = /^\s*(\w+)=(-?\d+)(?::(-?\d+))?\s*$/.exec(entry) ?? [];
    if (name === '') throw new InternalError(`ulimit option "${entry}" requires name=SOFT:HARD`);
    return {
      type: `RLIMIT_${name.toUpperCase()}`,
      soft: Number(soft),
      hard: Number(hard),
    };
  });
}

const AUTO_UPDATE = ['io.containers.autoupdate', 'io.containers.autoupdate.authfile'];

/** Labels that Kubernetes has as annotations, of the container before those of the Pod. */
function updates(
  name: string,
  annotations: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    AUTO_UPDATE.flatMap((label) => {
      const value = annotations[`${label}/${name}`] ?? annotations[label];
      return value ? [[label, value]] : [];
    }),
  );
}

/** All that the Pod has; what is meant for this container also under its own name. */
function annotationsOf(name: string, { annotations, infraId }: ContainerSetting['pod']) {
  const own = Object.entries(annotations)
    .filter(([key]) => key.endsWith(`/${name}`))
    .map(([key, value]) => [key.slice(0, -name.length - 1), value] as const);
  return {
    ...annotations,
    ...Object.fromEntries(own),
    'io.kubernetes.cri-o.ContainerType': 'container',
    'io.kubernetes.cri-o.SandboxID': infraId,
  };
}
