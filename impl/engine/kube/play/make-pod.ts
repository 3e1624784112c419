import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { given } from '../../../given.ts';
import type { Undo } from '../../containers/undo.ts';
import type { KubeContainer } from '../objects.ts';
import { containerConfig } from './container.ts';
import type { ContainerSetting } from './container.ts';
import { ensureImage } from './image.ts';
import type { MadeVolume } from './mounts.ts';
import { KUBE_NETWORK } from './network.ts';
import type { PlayOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { podConfig } from './pod.ts';
import type { WantedPod } from './pod.ts';
import type { ValueSources } from './sources.ts';
import { planVolumes } from './volumes.ts';
import type { PlannedVolume } from './volumes.ts';

export interface MadePod {
  id: string;
  containers: string[];
  initContainers: string[];
}

/**
 * Makes a pod with its containers, none of them started: the volumes that live with it, images
 * that are missing, and Kubernetes' network if it is the first on it.
 * @param index the pod's place among all of the YAML
 */
export async function makePod(
  parts: Parts,
  pod: WantedPod,
  { options, sources, index, service, undo }: Making,
): Promise<MadePod> {
  const config = given({ ...podConfig(pod, options, index), service });
  const planned = await planVolumes(pod.spec, sources);
  await ensureNetwork(parts, Object.keys(config.infra?.network.networks ?? {}));
  const id = await parts.pods.create(config);
  undo.add(async () => void (await parts.pods.remove(id, { force: true })));
  const volumes = new Map<string, MadeVolume>();
  for (const [name, plan] of planned)
    volumes.set(name, await makeVolume(parts, id, name, plan, undo));
  const { infra } = parts.pods.inspect(id);
  const annotations = { ...pod.annotations, ...options.annotations };
  const facts = { ...pod, id, annotations, infraId: infra?.id ?? '' };
  const setting = { pod: facts, spec: pod.spec, sources, volumes, options };
  const initContainers = [];
  for (const container of pod.spec.initContainers ?? []) {
    initContainers.push(await makeContainer(parts, container, setting, true));
  }
  const containers = [];
  for (const container of pod.spec.containers ?? []) {
    containers.push(await makeContainer(parts, container, setting, false));
  }
  return { id, containers, initContainers };
}

export interface Making {
  options: PlayOptions;
  sources: ValueSources;
  index: number;
  /** Id of the service container, if there is one. */
  service: string | undefined;
  undo: Undo;
}

async function ensureNetwork({ networks }: Parts, names: readonly string[]): Promise<void> {
  if (!names.includes(KUBE_NETWORK)) return;
  const all = networks.list({ filters: undefined, allowed: [] });
  if (!all.some(({ name }) => name === KUBE_NETWORK)) {
    await networks.create({ name: KUBE_NETWORK, dns: true });
  }
}

/** A volume that lives with the pod is filled before anything can see it. */
async function makeVolume(
  { volumes }: Parts,
  podId: string,
  name: string,
  plan: PlannedVolume,
  undo: Undo,
): Promise<MadeVolume> {
  if (plan.kind !== 'own') return plan;
  const { options } = plan;
  const wanted = { name: `${podId.slice(0, 12)}-${name}`, anonymous: true, options };
  const volume = await volumes.create(wanted);
  undo.add(() => volumes.remove(volume.name));
  const folder = volumes.path(volume);
  for (const { path, mode, data } of plan.files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data);
    await chmod(file, mode & 0o7777);
  }
  return { kind: 'own', name: volume.name };
}

async function makeContainer(
  parts: Parts,
  container: KubeContainer,
  setting: ContainerSetting,
  isInitial: boolean,
): Promise<string> {
  const config = await containerConfig(container, setting);
  const { image = '', imagePullPolicy = '' } = container;
  await ensureImage(parts, image, imagePullPolicy, setting.options);
  const initial = {
    restart: { policy: 'no' },
    initContainer: kindOf(setting),
  } as const;
  const { id } = await parts.containers.create(isInitial ? { ...config, ...initial } : config);
  return id;
}

const INIT_TYPE = 'io.podman.annotations.init.container.type';

/** Init containers run before the first start only, unless the Pod says `always`. */
function kindOf({ pod }: ContainerSetting): 'always' | 'once' {
  return pod.annotations[INIT_TYPE] === 'always' ? 'always' : 'once';
}
