import type {
  InspectPod,
  InspectPodInfraConfig,
  ListPod,
  PodActionReport,
  PodPruneReport,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../../spec/version.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import type { ActionReport } from '../../../engine/pods/actions.ts';
import type { SharedKind } from '../../../engine/pods/config.ts';
import type { PodPruneReport as PodPruned } from '../../../engine/pods/prune.ts';
import type { PodView } from '../../../engine/pods/view.ts';
import { given, nonZero } from '../../shared/given.ts';
import { goTime } from '../../shared/go-time.ts';
import { namespaceText } from '../../shared/namespace-text.ts';
import { encodeMounts } from '../containers/inspect-encode.ts';
import { encodePortMap } from '../containers/network-encode.ts';
import { stateWord } from '../containers/state-words.ts';

/** libpod's inspect answer. */
export function encodePod(pod: PodView, version: ApiVersion | undefined): InspectPod {
  const { config, infra, cgroup, members } = pod;
  const containers = members.map(({ id, name, state }) => ({
    Id: id,
    Name: name,
    State: stateWord(state, version),
  }));
  return given({
    Id: pod.id,
    Name: pod.name,
    Created: goTime(pod.created),
    CreateCommand: config.createCommand,
    ExitPolicy: config.exitPolicy,
    RestartPolicy: config.restart?.policy,
    State: pod.state,
    Hostname: config.hostname ?? '',
    Labels: orAbsent(config.labels),
    CreateCgroup: config.sharesParent,
    CgroupParent: cgroup.parent,
    CgroupPath: cgroup.path,
    CreateInfra: infra !== undefined,
    InfraContainerID: infra?.id,
    InfraConfig: infra && encodeInfra(pod, infra),
    SharedNamespaces: config.shared.length > 0 ? config.shared.map(sharedWord) : undefined,
    NumContainers: members.length,
    Containers: containers.length > 0 ? containers : undefined,
    mounts: infra && infra.mounts.length > 0 ? encodeMounts(infra) : undefined,
    devices: infra && orAbsentList(encodeDevices(infra)),
    security_opt: config.securityOptions,
    volumes_from: infra && orAbsentList(infra.config.storage.volumesFrom),
    ...encodeLimits(pod),
  }) as InspectPod;
}

function encodeInfra(pod: PodView, infra: ContainerView): InspectPodInfraConfig {
  const { network, namespaces } = infra.config;
  const [address] = Object.values(network.networks).flatMap(({ staticIps }) => staticIps);
  const macs = Object.values(network.networks).map(({ staticMac }) => staticMac);
  const attached = Object.keys(infra.network.attachments);
  const { cpu } = pod.config.resources ?? {};
  return given({
    PortBindings: encodePortMap(infra),
    HostNetwork: infra.network.mode === 'host',
    StaticIP: address ?? '',
    StaticMAC: macs.find((mac) => mac !== undefined) ?? '',
    NoManageResolvConf: network.useImageResolvConf ?? false,
    DNSServer: orNull(network.dnsServers),
    DNSSearch: orNull(network.dnsSearch),
    DNSOption: orNull(network.dnsOptions),
    NoManageHosts: network.useImageHosts ?? false,
    HostAdd: orNull(network.hosts),
    Networks: orNull(attached),
    NetworkOptions: null,
    cpu_period: nonZero(cpu?.period),
    cpu_quota: nonZero(cpu?.quota),
    cpuset_cpus: nonZero(cpu?.cpus),
    pid_ns: namespaceText(namespaces.pid) || 'private',
    userns: namespaceText(namespaces.user) || 'host',
    uts_ns: namespaceText(namespaces.uts) || 'private',
  });
}

/** The limits of all containers together, under the names that Podman gave them one by one. */
function encodeLimits({ config: { resources } }: PodView) {
  const { cpu, memory, blockIO } = resources ?? {};
  const weights = blockIO?.weightDevice?.map(({ path, weight }) => ({
    Path: path,
    Weight: weight,
  }));
  const rates = blockIO?.throttleReadBpsDevice?.map(({ path, rate }) => ({
    Path: path,
    Rate: rate,
  }));
  return {
    cpu_period: nonZero(cpu?.period),
    cpu_quota: nonZero(cpu?.quota),
    cpu_shares: nonZero(cpu?.shares),
    cpuset_cpus: nonZero(cpu?.cpus),
    cpuset_mems: nonZero(cpu?.mems),
    memory_limit: nonZero(memory?.limit),
    memory_swap: nonZero(memory?.swap),
    blkio_weight: nonZero(blockIO?.weight),
    blkio_weight_device: weights,
    device_read_bps: rates,
  };
}

/** One entry of libpod's list of pods. */
export function encodeListedPod(pod: PodView, version: ApiVersion | undefined): ListPod {
  return {
    Cgroup: pod.cgroup.parent,
    Containers: orNull(
      pod.members.map(({ id, name, state }) => ({
        Id: id,
        Names: name,
        Status: stateWord(state, version),
      })),
    ),
    Created: goTime(pod.created),
    Id: pod.id,
    InfraId: pod.infra?.id ?? '',
    Name: pod.name,
    Namespace: '',
    Networks: pod.infra ? Object.keys(pod.infra.network.attachments) : null,
    Status: pod.state,
    Labels: pod.config.labels,
  };
}

export function encodeReport({ id, errors }: ActionReport): PodActionReport {
  return { Errs: orNull(errors), Id: id };
}

export function encodePruned(reports: readonly PodPruned[]): PodPruneReport[] {
  return reports.map(({ id, error }) => ({ Err: error?.message ?? null, Id: id }));
}

function sharedWord(kind: SharedKind): string {
  return kind === 'network' ? 'net' : kind;
}

function encodeDevices({ config: { storage } }: ContainerView) {
  return storage.devices.map((device) => ({
    PathOnHost: device.source,
    PathInContainer: device.destination || device.source,
    CgroupPermissions: device.permissions,
  }));
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}

function orAbsentList<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function orAbsent<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
