import { given, nonEmpty } from '../../../given.ts';
import type { ContainerView } from '../../containers/view.ts';
import type { KubePod, KubePodSpec, KubeVolume } from '../objects.ts';
import { kubeContainer, nonEmptyList, portsOf } from './container.ts';
import { annotationsOf } from './annotations.ts';
import type { AnnotationOptions } from './annotations.ts';
import { kubeName, withoutUnderscores } from './source.ts';
import type { Source } from './source.ts';

/** What a Pod is made of: containers on their own, or those of a pod. */
export interface PodSource {
  /** Of a pod; containers get one from the first of them. */
  name: string | undefined;
  labels: Readonly<Record<string, string>>;
  /** Without the infra container, oldest first. */
  containers: readonly Source[];
  initContainers: readonly Source[];
  /** Whose network, host name and DNS all containers have; undefined when each has its own. */
  infra: ContainerView | undefined;
  sharesPid: boolean;
}

/** The Pod; whatever Kubernetes has for the whole of it is taken from the first that says it. */
export function kubePod(source: PodSource, now: Date, options: AnnotationOptions): KubePod {
  const { name: pod } = source;
  const made = source.containers.map((one) => kubeContainer(one, pod));
  const initial = source.initContainers.map((one) => kubeContainer(one, pod));
  const all = [...source.initContainers, ...source.containers];
  if (source.infra) takePorts(source.infra, made, initial);
  const names = all.map((one) => kubeName(one, pod));
  const name = pod ?? podName(names);
  const hosts = source.infra ? [source.infra] : all.map(({ view }) => view);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: given({
      name,
      labels: { app: withoutUnderscores(name), ...source.labels },
      annotations: nonEmpty(annotationsOf(all, names, options)),
      creationTimestamp: `${now.toISOString().slice(0, 19)}Z`,
    }),
    spec: given({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...sharedSpec(hosts, all, source),
      initContainers: nonEmptyList(initial.map(({ container }) => container)),
      containers: made.map(({ container }) => container),
      volumes: nonEmptyList(once([...initial, ...made].flatMap(({ volumes }) => volumes))),
    }),
  };
}

/** A Pod must not have the name of one of its containers. */
function podName(names: readonly string[]): string {
  return `${names[0] ?? ''}-pod`;
}

/** The ports of a pod are published by its infra container; Kubernetes has them at the first other. */
function takePorts(
  infra: ContainerView,
  made: ReturnType<typeof kubeContainer>[],
  initial: ReturnType<typeof kubeContainer>[],
): void {
  for (const { container } of [...made, ...initial]) delete container.ports;
  const first = made[0] ?? initial[0];
  const ports = nonEmptyList(portsOf({ view: infra, image: {}, user: undefined }));
  if (first && ports) first.container.ports = ports;
}

/** Two containers may mount the same volume, which the Pod has once. */
function once(volumes: readonly KubeVolume[]): KubeVolume[] {
  return [...new Map(volumes.map((volume) => [volume.name, volume])).values()];
}

/** Seconds that Podman gives a container to end when nothing is said. */
const USUAL_GRACE = 10;

const POLICIES = {
  no: 'Never',
  always: 'Always',
  'on-failure': 'OnFailure',
  'unless-stopped': 'Always',
};

function sharedSpec(
  hosts: readonly ContainerView[],
  all: readonly Source[],
  { sharesPid, name: pod }: PodSource,
): KubePodSpec {
  const configs = all.map(({ view }) => view.config);
  const [first] = configs;
  const isHost = (kind: 'network' | 'pid' | 'ipc', users = configs) =>
    users.every(({ namespaces }) => namespaces[kind]?.mode === 'host') || undefined;
  const owners = hosts.map(({ config }) => config);
  const ownUsers = owners.some(({ namespaces }) => {
    const mode = namespaces.user?.mode ?? 'host';
    return namespaces.idMappings !== undefined || (mode !== 'host' && mode !== 'pod');
  });
  const grace = configs
    .map(({ stopTimeout }) => stopTimeout)
    .find((time) => time !== undefined && time !== USUAL_GRACE);
  return given({
    hostname: owners.map(({ process }) => process.hostname).find((name) => name && name !== pod),
    hostNetwork: isHost('network', owners),
    hostPID: isHost('pid'),
    hostIPC: isHost('ipc'),
    hostUsers: ownUsers ? false : undefined,
    shareProcessNamespace: sharesPid || undefined,
    restartPolicy: POLICIES[first?.restart.policy ?? 'no'],
    terminationGracePeriodSeconds: grace,
    hostAliases: nonEmptyList(aliasesOf(hosts)),
    dnsConfig: nonEmpty(dnsOf(hosts)),
    securityContext: nonEmpty(podSecurity([...owners, ...configs])),
  });
}

function aliasesOf(hosts: readonly ContainerView[]): NonNullable<KubePodSpec['hostAliases']> {
  const lines = new Set(hosts.flatMap(({ config }) => config.network.hosts));
  return [...lines].map((line) => {
    const colon = line.indexOf(':');
    return { ip: line.slice(colon + 1), hostnames: [line.slice(0, colon)] };
  });
}

function dnsOf(hosts: readonly ContainerView[]): NonNullable<KubePodSpec['dnsConfig']> {
  const all = (pick: (network: ContainerView['config']['network']) => readonly string[]) => [
    ...new Set(hosts.flatMap(({ config }) => pick(config.network))),
  ];
  const options = all(({ dnsOptions }) => dnsOptions).map((option) => {
    const [name = '', ...value] = option.split(':');
    return value.length === 0 ? { name } : { name, value: value.join(':') };
  });
  return given({
    nameservers: nonEmptyList(all(({ dnsServers }) => dnsServers)),
    searches: nonEmptyList(all(({ dnsSearch }) => dnsSearch)),
    options: nonEmptyList(options),
  });
}

function podSecurity(
  configs: readonly ContainerView['config'][],
): NonNullable<KubePodSpec['securityContext']> {
  const groups = new Set(configs.flatMap(({ process }) => process.groups.filter(isNumber)));
  const sysctls = new Map(configs.flatMap(({ resources }) => Object.entries(resources.sysctl)));
  return given({
    supplementalGroups: nonEmptyList([...groups].map(Number)),
    sysctls: nonEmptyList([...sysctls].map(([name, value]) => ({ name, value }))),
  });
}

const isNumber = (text: string) => /^\d+$/.test(text);
