import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { KubePod } from '../objects.ts';

/** What runs the Pod in a cluster. */
export interface Workload {
  type: string;
  replicas: number;
}

const KINDS: Readonly<Record<string, { kind: string; apiVersion: string }>> = {
  deployment: { kind: 'Deployment', apiVersion: 'apps/v1' },
  daemonset: { kind: 'DaemonSet', apiVersion: 'apps/v1' },
  job: { kind: 'Job', apiVersion: 'batch/v1' },
};

/**
 * The Pod as it is, or as the template of a Deployment, DaemonSet or Job. Throws InternalError, as
 * Podman does, for other types, for replicas of anything but a Deployment, and for what Kubernetes
 * would refuse.
 */
export function kubeWorkload(pod: KubePod, { type, replicas }: Workload): object {
  if (replicas > 1 && type !== 'deployment') {
    throw refused('--replicas can only be set when --type is set to deployment');
  }
  if (type === 'pod') return pod;
  const found = KINDS[type];
  if (!found) {
    throw refused(
      `invalid generation type - only pods, deployments, jobs, and daemonsets are currently supported: ${type}`,
    );
  }
  const { kind, apiVersion } = found;
  const { metadata = {}, spec = {} } = pod;
  const { restartPolicy, ...rest } = spec;
  const template = given({ ...rest, restartPolicy: checkedPolicy(type, restartPolicy) });
  const { name, labels, creationTimestamp } = metadata;
  const isJob = type === 'job';
  return {
    apiVersion,
    kind,
    metadata: given({ name: `${name}-${type}`, labels, creationTimestamp }),
    spec: given({
      selector: isJob ? undefined : { matchLabels: { app: labels?.['app'] } },
      replicas: replicas > 1 ? replicas : undefined,
      template: { metadata, spec: template },
    }),
  };
}

/**
 * A Job ends, the others never do. A container that was made without a policy says nothing of it.
 */
function checkedPolicy(type: string, policy: string | undefined): string | undefined {
  if (type === 'job') {
    if (policy !== 'Always') return policy;
    throw refused(
      'k8s Jobs can not have restartPolicy set to Always; only Never and OnFailure policies allowed',
    );
  }
  if (policy !== 'OnFailure') return undefined;
  const kind = KINDS[type]?.kind;
  throw refused(`k8s ${kind}s can only have restartPolicy set to Always`);
}

function refused(why: string): InternalError {
  return new InternalError(`generating YAML: ${why}`, { rootCause: why });
}
