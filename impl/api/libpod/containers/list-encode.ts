import { readlinkSync } from 'node:fs';
import type {
  ListContainer,
  ListContainerNamespaces,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../../spec/version.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { goSeconds, goTime } from '../../shared/go-time.ts';
import { stateWord } from './state-words.ts';

/** One entry of libpod's list of containers. */
export function encodeListed(
  view: ContainerView,
  options: { namespaces: boolean; version: ApiVersion | undefined },
): ListContainer {
  const { config, state } = view;
  const exited = state.status === 'exited' || state.status === 'restarting';
  return {
    AutoRemove: config.autoRemove,
    Command: orNull(config.process.command ?? []),
    Created: goTime(view.created),
    CreatedAt: '',
    Exited: exited,
    ExitedAt: goSeconds(exited ? state.finishedAt : 0),
    ExitCode: state.exitCode,
    Id: view.id,
    Image: view.image?.name ?? '',
    ImageID: view.image?.id ?? '',
    IsInfra: config.isInfra ?? false,
    Labels: Object.keys(config.labels).length === 0 ? null : config.labels,
    Mounts: view.mounts.map(({ destination }) => destination),
    Names: [view.name],
    Namespaces: options.namespaces && state.pid !== 0 ? namespacesOf(state.pid) : {},
    Networks: Object.keys(view.network.attachments),
    Pid: state.pid,
    Pod: config.pod ?? '',
    PodName: view.podName,
    Ports: orNull((view.network.joined ?? view.network).ports.map(encodePort)),
    Restarts: view.restartCount,
    Size: view.size === undefined ? null : { rootFsSize: view.size.rootFs, rwSize: view.size.rw },
    StartedAt: goSeconds(state.startedAt),
    State: stateWord(state.status, options.version),
    // Podman's clients put the state into words themselves; this is the health.
    Status: state.health?.status ?? '',
  };
}

function encodePort(port: ContainerView['network']['ports'][number]) {
  return {
    host_ip: port.hostIp,
    container_port: port.containerPort,
    host_port: port.hostPort,
    range: port.range,
    protocol: port.protocol,
  };
}

const KINDS = {
  Mnt: 'mnt',
  Cgroup: 'cgroup',
  Ipc: 'ipc',
  Net: 'net',
  Pidns: 'pid',
  Uts: 'uts',
  User: 'user',
} as const;

/** The kernel's numbers of a process's namespaces; none for one that has just ended. */
function namespacesOf(pid: number): ListContainerNamespaces {
  try {
    return Object.fromEntries(
      Object.entries(KINDS).map(([name, kind]) => {
        const link = readlinkSync(`/proc/${pid}/ns/${kind}`);
        return [name, link.replace(/^.*\[(\d+)\]$/, '$1')];
      }),
    );
  } catch {
    return {};
  }
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}
