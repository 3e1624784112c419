import { InternalError } from '../../errors.ts';
import type { ContainerView } from '../containers/view.ts';
import type { Engine } from '../engine.ts';
import type { PodView } from '../pods/view.ts';
import { containerService, containerUnit } from './container-unit.ts';
import type { UnitContainer } from './container-unit.ts';
import type { UnitOptions } from './options.ts';
import { podIdFile, podService, podUnit } from './pod-unit.ts';
import { formatUnit } from './unit.ts';
import type { Unit } from './unit.ts';

type Parts = Pick<Engine, 'containers' | 'pods'>;

/**
 * The texts of the units of a container, or of a pod and its containers, by name without
 * `.service`. Throws InternalError, as Podman does, for what is not there, and where `renew` is asked
 * for and no command is known.
 */
export function systemdUnits(
  parts: Parts,
  name: string,
  options: UnitOptions,
): Record<string, string> {
  const units = parts.containers.exists(name)
    ? [containerUnit(unitContainer(parts.containers.view(name)), options)]
    : podUnits(parts, findPod(parts, name), options);
  return Object.fromEntries(units.map((unit) => [unit.name, formatUnit(unit)]));
}

function findPod({ pods }: Parts, name: string): PodView {
  if (pods.exists(name)) return pods.inspect(name);
  throw new InternalError(
    `generating systemd units: ${name} does not refer to a container or pod: no such container`,
    { rootCause: 'no such container' },
  );
}

/** Containers are bound to the pod's unit and to those of the containers that they need. */
function podUnits({ containers }: Parts, pod: PodView, options: UnitOptions): Unit[] {
  if (options.template) throw refused('--template is not supported for pods');
  const { infra } = pod;
  if (!infra) throw refused(`Pod "${pod.name}" has no infra container`);
  const service = podService(pod, options);
  const members = pod.members
    .filter(({ id }) => id !== infra.id)
    .map(({ id }) => containers.view(id));
  const names = new Map(members.map((view) => [view.id, containerService(view, options)]));
  names.set(infra.id, service);
  const units = members.map((view) => {
    if (view.config.initContainer) {
      throw refused(
        `unsupported container ${view.id}: cannot generate systemd units for init containers`,
      );
    }
    const boundTo = view.dependencies.map(
      (id) => names.get(id) ?? containerService(containers.view(id), options),
    );
    return containerUnit(
      { ...unitContainer(view), boundTo, podIdFile: podIdFile(service) },
      options,
    );
  });
  const own = podUnit(
    {
      id: pod.id,
      name: pod.name,
      createCommand: pod.config.createCommand,
      infra: { id: infra.id, name: infra.name, conmonPidFile: infra.files.conmonPid },
      required: units.map((unit) => unit.name),
    },
    options,
  );
  return [own, ...units];
}

function refused(why: string): InternalError {
  return new InternalError(`generating systemd units: ${why}`, { rootCause: why });
}

function unitContainer(view: ContainerView): UnitContainer {
  return {
    id: view.id,
    name: view.name,
    createCommand: view.config.createCommand,
    env: view.config.process.env,
    conmonPidFile: view.files.conmonPid,
    boundTo: [],
    podIdFile: undefined,
  };
}
