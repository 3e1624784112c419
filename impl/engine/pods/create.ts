import { BadParameter, Conflict } from '../../errors.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { checkName, newId, newName } from '../containers/names.ts';
import { undoing } from '../containers/undo.ts';
import type { PodConfig } from './config.ts';
import { tell } from './context.ts';
import type { Context } from './context.ts';
import { podGroup } from './groups.ts';
import { pauseImage } from './pause-image.ts';
import type { PodRecord } from './record.ts';

/** The kernel's limit (uname(2)). */
const HOSTNAME_MAX = 64;

/**
 * The `create` verb: the pod with its infra container, or nothing. Returns the id. Throws Conflict
 * for a name that a pod or container has, and what making the infra container throws.
 */
export async function create(context: Context, config: PodConfig): Promise<string> {
  const { registry, containers } = context;
  if (config.name) checkName(config.name);
  if ((config.hostname ?? '').length > HOSTNAME_MAX) {
    throw new BadParameter(`invalid hostname "${config.hostname}": longer than ${HOSTNAME_MAX}`);
  }
  return undoing(context.log, async (undo) => {
    const pod: PodRecord = {
      id: newId(),
      name: takeName(context, config.name),
      config,
      created: Date.now(),
      infraId: '',
      stage: 'making',
    };
    // The row stands before the infra container, so that a daemon that dies leaves none behind.
    registry.add(pod);
    undo.add(() => registry.delete(pod));
    let infraId = '';
    if (config.infra) {
      const wanted = infraConfig(pod, config.infra, await infraImage(context, config.infra));
      const { id } = await containers.create(wanted);
      const options = { tree: 'libpod', force: true, volumes: true, withPod: true } as const;
      undo.add(async () => void (await containers.remove(id, options)));
      infraId = id;
    }
    registry.update(pod, { infraId, stage: 'ready' });
    tell(context, 'create', pod);
    return pod.id;
  });
}

/** Pods and containers share their names. */
function takeName({ registry, containers }: Context, wanted: string | undefined): string {
  if (!wanted) return newName((name) => containers.isNameTaken(name));
  if (!containers.isNameTaken(wanted)) return wanted;
  const rootCause = `${registry.byName(wanted) ? 'pod' : 'container'} already exists`;
  throw new Conflict(`adding pod to state: name "${wanted}" is in use: ${rootCause}`, {
    rootCause,
  });
}

async function infraImage({ images }: Context, { image, rootfs }: ContainerConfig) {
  if (rootfs) throw new BadParameter('an infra container is made of an image: invalid pod spec');
  return image ?? pauseImage(images);
}

function infraConfig(pod: PodRecord, infra: ContainerConfig, image: string): ContainerConfig {
  const { id, name, config } = pod;
  const parent = podGroup(pod) ?? config.cgroupParent;
  const isOnHost = infra.namespaces.uts?.mode === 'host';
  const hostname = config.hostname || name.slice(0, HOSTNAME_MAX);
  return {
    ...infra,
    name: infra.name ?? `${id.slice(0, 12)}-infra`,
    image,
    pod: id,
    isInfra: true,
    labels: { ...infra.labels, ...config.labels },
    process: { ...infra.process, ...(isOnHost ? {} : { hostname }) },
    network: { ...infra.network, networks: withAlias(infra.network.networks, name) },
    cgroup: { ...infra.cgroup, ...(parent ? { parent } : {}) },
    // The pod's limits are those of its control group.
    resources: { ...infra.resources, pids: infra.resources.pids ?? { limit: 0 } },
  };
}

/** On the networks that it was put on by name, the pod is found by its own. */
function withAlias(
  networks: ContainerConfig['network']['networks'],
  alias: string,
): ContainerConfig['network']['networks'] {
  return Object.fromEntries(
    Object.entries(networks).map(([name, attachment]) => [
      name,
      { ...attachment, aliases: [...attachment.aliases, alias] },
    ]),
  );
}
