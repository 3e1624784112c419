import { stringify } from 'yaml';
import { BadParameter, InternalError, NotFound } from '../../../errors.ts';
import type { ContainerView } from '../../containers/view.ts';
import type { Engine } from '../../engine.ts';
import type { PodView } from '../../pods/view.ts';
import type { Volume } from '../../volumes/volume.ts';
import { kubeClaim } from './claim.ts';
import { kubePod } from './pod.ts';
import type { PodSource } from './pod.ts';
import { kubeService } from './service.ts';
import { kubeWorkload } from './workload.ts';
import type { Workload } from './workload.ts';
import type { Source } from './source.ts';

type Parts = Pick<Engine, 'containers' | 'pods' | 'volumes' | 'storage'>;

export interface GenerateOptions extends Workload {
  /** Also a Service per Pod, for the published ports. */
  service: boolean;
  /** Annotations may be longer than Kubernetes allows. */
  longAnnotations: boolean;
  /** Also what only Podman understands. */
  ownAnnotations: boolean;
  /** What the YAML says it was made with. */
  program: string;
}

/**
 * Kubernetes YAML of volumes, pods and containers, in the order in which a cluster has to make
 * them: claims, Services, Pods. All containers that are named go into one Pod. Throws InternalError
 * for a name that nothing has, and for a container of a pod, which is generated with its pod.
 */
export async function generateKube(
  parts: Parts,
  names: readonly string[],
  options: GenerateOptions,
): Promise<string> {
  const found = names.map((name) => lookUp(parts, name));
  const now = new Date();
  const volumes = found.flatMap(({ volume }) => volume ?? []);
  const views = found.flatMap(({ view }) => view ?? []);
  const sources = await Promise.all(found.flatMap(({ pod }) => pod ?? []).map(podSource(parts)));
  if (views.length > 0) sources.push(await containersSource(parts, views));
  const pods = sources.map((source) => kubePod(source, now, options));
  const documents = [
    ...volumes.map((volume) => kubeClaim(volume, now)),
    ...(options.service ? pods.map(kubeService) : []),
    ...pods.map((pod) => kubeWorkload(pod, options)),
  ];
  return `# Created with ${options.program}; kubectl create -f takes it.\n${documents.map(format).join('---\n')}`;
}

/** Sorted, and readable to YAML 1.1 too, where `yes` and `1:30` are no texts. */
function format(document: object): string {
  return stringify(document, {
    sortMapEntries: true,
    indentSeq: false,
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

interface Found {
  view?: ContainerView;
  pod?: PodView;
  volume?: Volume;
}

function lookUp(parts: Parts, name: string): Found {
  if (name === '') throw new BadParameter('a name is empty');
  if (parts.containers.exists(name)) {
    const view = parts.containers.view(name);
    const { pod } = view.config;
    if (pod === undefined) return { view };
    throw new InternalError(
      `generating YAML: container ${view.id} is associated with pod ${pod}: use generate on the pod itself`,
    );
  }
  if (parts.pods.exists(name)) return { pod: parts.pods.inspect(name) };
  const volume = found(() => parts.volumes.find(name));
  if (volume) return { volume };
  throw new InternalError(`generating YAML: name or ID "${name}" not found`);
}

function found<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** A pod needs a container besides the infra container to be anything. */
function podSource(parts: Parts) {
  return async ({ id, name, config, members, infra }: PodView): Promise<PodSource> => {
    const views = members
      .filter((member) => member.id !== infra?.id)
      .map((member) => parts.containers.view(member.id));
    if (views.length === 0) {
      const has = infra ? 'only has an infra container' : 'has no containers';
      throw new InternalError(`generating YAML: pod ${id} ${has}`);
    }
    const sources = await Promise.all(views.map((view) => sourceOf(parts, view)));
    const isInitial = ({ view }: Source) => view.config.initContainer !== undefined;
    return {
      name,
      labels: config.labels,
      containers: sources.filter((source) => !isInitial(source)),
      initContainers: sources.filter(isInitial),
      infra,
      sharesPid: config.shared.includes('pid'),
    };
  };
}

async function containersSource(parts: Parts, views: readonly ContainerView[]): Promise<PodSource> {
  const containers = await Promise.all(views.map((view) => sourceOf(parts, view)));
  return {
    name: undefined,
    labels: {},
    containers,
    initContainers: [],
    infra: undefined,
    sharesPid: false,
  };
}

async function sourceOf({ containers, storage }: Parts, view: ContainerView): Promise<Source> {
  const image = storage.images.get(view.image?.id ?? '')?.config.config ?? {};
  const { user } = view.config.process;
  const isOwn = user !== undefined && user !== '' && user !== image.User;
  return { view, image, user: isOwn ? await containers.user(view.id) : undefined };
}
