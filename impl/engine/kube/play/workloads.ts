import { InternalError } from '../../../errors.ts';
import type { Played } from '../documents.ts';
import type { KubeMetadata, KubePodTemplate } from '../objects.ts';
import type { WantedPod } from './pod.ts';

/** The pods that an object is played as: its own, or one per replica of a Deployment. */
export function podsOf(played: Played): WantedPod[] {
  switch (played.kind) {
    case 'Pod':
      return [wanted(played.object.metadata?.name ?? '', played.object)];
    case 'Deployment': {
      const { metadata, spec = {} } = played.object;
      const name = named('deployment', metadata);
      return Array.from({ length: replicasOf(spec.replicas ?? 1) }, (_, at) =>
        wanted(`${name}-pod-${at}`, spec.template, metadata),
      );
    }
    case 'DaemonSet':
    case 'Job': {
      const { metadata, spec = {} } = played.object;
      const name = named(played.kind === 'Job' ? 'job' : 'daemonSet', metadata);
      return [wanted(`${name}-pod`, spec.template, metadata)];
    }
    case 'ConfigMap':
    case 'PersistentVolumeClaim':
    case 'Secret':
      return [];
  }
}

/** More would be a slip of the pen. */
const MOST = 1000;

function replicasOf(replicas: number): number {
  if (replicas >= 0 && replicas <= MOST) return replicas;
  throw new InternalError(`a deployment cannot have ${replicas} replicas`);
}

function named(kind: string, metadata: KubeMetadata = {}): string {
  if (metadata.name) return metadata.name;
  throw new InternalError(`${kind} does not have a name`);
}

function wanted(name: string, template: KubePodTemplate = {}, owner: KubeMetadata = {}): WantedPod {
  const { metadata = {}, spec = {} } = template;
  return {
    name,
    labels: metadata.labels ?? {},
    annotations: { ...owner.annotations, ...metadata.annotations },
    spec,
  };
}
