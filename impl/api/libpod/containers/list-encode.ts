import type { ListContainer } from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { goSeconds, goTime } from '../../shared/go-time.ts';
import { stateWord } from './state-words.ts';

/** One entry of libpod's list of containers, as Podman 4.3 sends it. */
export function encodeListed(
  view: ContainerView,
  options: { old: boolean; namespaces: Record<string, string> | undefined },
): ListContainer {
  const { config, network, state } = view;
  return {
    AutoRemove: config.autoRemove,
    Command: config.process.command?.length ? config.process.command : null,
    // Seconds before version 4, a time since then.
    Created: options.old ? Math.floor(view.created / 1000) : goTime(view.created),
    CreatedAt: '',
    Exited: state.status === 'exited' || state.status === 'restarting',
    ExitedAt: goSeconds(state.finishedAt),
    ExitCode: state.exitCode,
    Id: view.id,
    Image: view.image?.name ?? '',
    ImageID: view.image?.id ?? '',
    IsInfra: config.isInfra ?? false,
    Labels: config.labels,
    Mounts: view.mounts.filter(({ type }) => type !== 'tmpfs').map((mount) => mount.destination),
    Names: [view.name],
    Namespaces: options.namespaces ?? {},
    Networks: Object.keys(network.attachments),
    Pid: state.pid,
    Pod: '',
    PodName: '',
    Ports:
      network.ports.length === 0
        ? null
        : network.ports.map((port) => ({
            host_ip: port.hostIp,
            container_port: port.containerPort,
            host_port: port.hostPort,
            range: port.range,
            protocol: port.protocol,
          })),
    Size: view.size === undefined ? null : { rootFsSize: view.size.rootFs, rwSize: view.size.rw },
    StartedAt: goSeconds(state.startedAt),
    State: stateWord(state.status, options.old),
    Status: '',
  };
}
