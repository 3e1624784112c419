import { given, nonEmpty } from '../../../given.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import type { KubeContainer, KubeProbe, KubeVolume } from '../objects.ts';
import { formatBytes, formatProcessors } from '../quantity.ts';
import { securityContext } from './security.ts';
import { kubeName } from './source.ts';
import type { Source } from './source.ts';
import { volumesOf } from './volumes.ts';

/** Variables that every container has. */
const USUAL: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  TERM: 'xterm',
  container: 'podman',
};

/** A container of a Pod, and the volumes that it mounts; what its image says is left out. */
export function kubeContainer(
  source: Source,
  pod?: string,
): { container: KubeContainer; volumes: KubeVolume[] } {
  const { view, image } = source;
  const { config } = view;
  const { mounts, volumes } = volumesOf(view);
  const { workDir = '/' } = config.process;
  return {
    volumes,
    container: given({
      name: kubeName(source, pod),
      image: view.image?.name || view.image?.id,
      ...commandOf(source),
      workingDir: workDir === '/' || workDir === image.WorkingDir ? undefined : workDir,
      env: nonEmptyList(variables(source)),
      ports: nonEmptyList(portsOf(source)),
      resources: nonEmpty(resourcesOf(config)),
      volumeMounts: nonEmptyList(mounts),
      livenessProbe: probeOf(config, image.Healthcheck),
      securityContext: nonEmpty(securityContext(source)),
      stdin: config.process.stdin || undefined,
      tty: config.process.terminal || undefined,
    }),
  };
}

/** Nothing where the image's own entrypoint and command run. */
function commandOf({ view, image }: Source): { command?: string[]; args?: string[] } {
  const { entrypoint = [], command = [] } = view.config.process;
  const ofImage = image.Entrypoint ?? [];
  if (same(entrypoint, ofImage) && ofImage.length > 0) {
    return same(command, image.Cmd ?? []) ? {} : given({ args: nonEmptyList(command) });
  }
  if (entrypoint.length > 0) return given({ command: entrypoint, args: nonEmptyList(command) });
  return ofImage.length === 0 && same(command, image.Cmd ?? []) ? {} : { command };
}

function variables({ view, image }: Source): { name: string; value: string }[] {
  const ofImage = new Set(image.Env);
  return Object.entries(view.config.process.env)
    .filter(([name, value]) => USUAL[name] !== value && !ofImage.has(`${name}=${value}`))
    .map(([name, value]) => ({ name, value }));
}

/** The published ports, each on its own; the protocol is TCP where none is said. */
export function portsOf({ view }: Source): NonNullable<KubeContainer['ports']> {
  return view.network.ports.flatMap(({ hostIp, hostPort, containerPort, protocol, range }) =>
    Array.from({ length: range }, (_, at) =>
      given({
        containerPort: containerPort + at,
        hostPort: hostPort === 0 ? undefined : hostPort + at,
        hostIP: hostIp || undefined,
        protocol: protocol === 'tcp' ? undefined : protocol.toUpperCase(),
      }),
    ),
  );
}

/** Memory and processors, which is what play heeds. */
function resourcesOf({ resources }: ContainerConfig): NonNullable<KubeContainer['resources']> {
  const { limit = 0, reservation = 0 } = resources.memory ?? {};
  const { quota = 0, period = 0 } = resources.cpu ?? {};
  const thousandths = period > 0 && quota > 0 ? Math.floor((1000 * quota) / period) : 0;
  const limits = given({
    cpu: thousandths > 0 ? formatProcessors(thousandths) : undefined,
    memory: limit > 0 ? formatBytes(limit) : undefined,
  });
  const requests = given({ memory: reservation > 0 ? formatBytes(reservation) : undefined });
  return given({ limits: nonEmpty(limits), requests: nonEmpty(requests) });
}

/** Seconds of Go's nanoseconds, of which Kubernetes' least is one. */
const seconds = (nanoseconds: number | undefined) =>
  nanoseconds ? Math.max(1, Math.round(nanoseconds / 1e9)) : undefined;

/** What a health check has when nothing is said; Kubernetes' own defaults are others. */
const USUAL_CHECK = { interval: 30, timeout: 30, retries: 3 };

/** The health check, unless it is the image's own. */
function probeOf(
  { health }: ContainerConfig,
  image: Source['image']['Healthcheck'],
): KubeProbe | undefined {
  const test = health?.test ?? [];
  if (health === undefined || same(test, image?.Test ?? [])) return undefined;
  const [kind, ...words] = test;
  if (kind === 'NONE' || words.length === 0) return undefined;
  return given({
    exec: { command: kind === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : words },
    periodSeconds: seconds(health.interval) ?? USUAL_CHECK.interval,
    timeoutSeconds: seconds(health.timeout) ?? USUAL_CHECK.timeout,
    initialDelaySeconds: seconds(health.startPeriod),
    failureThreshold: health.retries || USUAL_CHECK.retries,
  });
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, at) => word === right[at]);
}

export function nonEmptyList<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
