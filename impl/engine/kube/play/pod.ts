import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type { ContainerConfig, Namespace, PortMapping } from '../../../container-config.ts';
import { parsePublished, protocolOf } from '../../containers/publish.ts';
import { defaultSharing } from '../../pods/config.ts';
import type { PodConfig } from '../../pods/config.ts';
import type { KubePodSpec } from '../objects.ts';
import { podNetwork } from './network.ts';
import type { PlayOptions } from './options.ts';

/** A Pod of the YAML, or one of a Deployment's. */
export interface WantedPod {
  name: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  spec: KubePodSpec;
}

/** Kubernetes allows no longer annotations. */
const LONGEST_ANNOTATION = 63;

/** The pod as the engine makes it, with an infra container. Throws InternalError for what cannot be. */
export function podConfig(pod: WantedPod, options: PlayOptions, index: number): PodConfig {
  check(pod, options);
  const { spec } = pod;
  return given({
    name: pod.name,
    hostname: spec.hostname || undefined,
    labels: { ...pod.labels },
    exitPolicy: 'stop' as const,
    shared: [...defaultSharing, ...(spec.shareProcessNamespace ? (['pid'] as const) : [])],
    sharesParent: true,
    infra: infraConfig(pod, options, index),
  });
}

function check({ name, spec, annotations }: WantedPod, { longAnnotations }: PlayOptions): void {
  if (name === '') throw new InternalError('pod does not have a name');
  const names = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map((one) => one.name);
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) {
    throw new InternalError(
      `the pod "${name}" is invalid; duplicate container name "${twice}" detected`,
    );
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (value.length > LONGEST_ANNOTATION && !longAnnotations) {
      throw new InternalError(
        `invalid annotation "${key}"="${value}" value length exceeds Kubernetetes max ${LONGEST_ANNOTATION}`,
      );
    }
  }
  for (const container of spec.initContainers ?? []) {
    const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
    if (lifecycle ?? livenessProbe ?? readinessProbe ?? startupProbe) {
      throw new InternalError(
        'cannot create an init container that has either of lifecycle, livenessProbe, readinessProbe, or startupProbe set',
      );
    }
  }
}

/** What the containers share: network, ports, names, DNS, users and kernel settings. */
function infraConfig({ spec }: WantedPod, options: PlayOptions, index: number): ContainerConfig {
  const usual = emptyContainerConfig('libpod');
  const { namespace, networks } = podNetwork(options, spec.hostNetwork ?? false, index);
  const aliases = (spec.hostAliases ?? []).flatMap(({ ip = '', hostnames = [] }) =>
    hostnames.map((hostname) => `${hostname}:${ip}`),
  );
  if (aliases.length > 0 && options.noHosts) {
    throw new InternalError('HostAliases in yaml file will not work with --no-hosts');
  }
  const { nameservers = [], searches = [], options: dns = [] } = spec.dnsConfig ?? {};
  return {
    ...usual,
    namespaces: given({ network: namespace, user: usersOf(spec, options) }),
    network: given({
      ...usual.network,
      networks,
      ports: namespace.mode === 'bridge' ? publishedPorts(spec, options) : [],
      hosts: aliases,
      useImageHosts: options.noHosts || undefined,
      dnsServers: nameservers,
      dnsSearch: searches,
      dnsOptions: dns.map(({ name = '', value }) =>
        value === undefined ? name : `${name}:${value}`,
      ),
    }),
    resources: {
      ...usual.resources,
      sysctl: Object.fromEntries(
        (spec.securityContext?.sysctls ?? []).map(({ name = '', value = '' }) => [name, value]),
      ),
    },
  };
}

/** `hostUsers: false` wants users of the pod's own; the request goes before. */
function usersOf(
  { hostUsers = true }: KubePodSpec,
  { userns = hostUsers ? 'host' : 'auto' }: PlayOptions,
): Namespace | undefined {
  const [mode = '', ...rest] = userns.split(':');
  const value = rest.join(':');
  switch (mode) {
    case '':
    case 'host':
      return undefined;
    case 'auto':
    case 'private':
      return value === '' ? { mode: 'auto' } : { mode: 'auto', value };
    case 'keep-id':
      return value === '' ? { mode } : { mode, value };
    case 'nomap':
      return { mode: 'no-map' };
    case 'ns':
      return { mode: 'path', path: value };
    default:
      throw new InternalError(`unrecognized namespace mode ${userns} passed`);
  }
}

/** A port that the request publishes takes the place of the YAML's. */
function publishedPorts(
  spec: KubePodSpec,
  { publishPorts, publishAllPorts }: PlayOptions,
): PortMapping[] {
  const own = publishPorts.map(parsePublished);
  const isTaken = (port: PortMapping) =>
    own.some((one) => one.containerPort === port.containerPort && one.protocol === port.protocol);
  return [...portsOf(spec, publishAllPorts).filter((port) => !isTaken(port)), ...own];
}

/** @param all publish those under their own number for which no other one is said */
function portsOf({ containers = [] }: KubePodSpec, all: boolean): PortMapping[] {
  return containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ containerPort = 0, hostPort = 0, hostIP = '', protocol = 'tcp' }) => {
      const [inside, outside] = [containerPort || hostPort, hostPort || (all ? containerPort : 0)];
      if (outside === 0) return [];
      const mapping = { hostIp: hostIP, hostPort: outside, containerPort: inside, range: 1 };
      return [{ ...mapping, protocol: protocolOf(protocol) }];
    }),
  );
}
