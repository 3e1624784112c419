import { InternalError } from '../../../errors.ts';
import { inOrder, split } from '../documents.ts';
import { telling } from '../play/parts.ts';
import { object, text } from '../shape.ts';
import { createObject } from './cluster.ts';
import { readKubeconfig } from './kubeconfig.ts';

export interface ApplyOptions {
  /** Path of the kubeconfig file, on this host. */
  kubeconfig: string;
  /** Path of certificates to trust, `insecure` for any; the kubeconfig's own when empty. */
  authorityFile: string;
  /** Where the objects go; when empty the namespace of the kubeconfig's context, else `default`. */
  namespace: string;
  signal: AbortSignal;
}

/** The collections of the kinds that Podman deploys. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'persistentvolumeclaims',
  Pod: 'pods',
  Service: 'services',
};

const anything = object({ kind: text });

/**
 * Makes the objects of Kubernetes YAML in a cluster, those first that others refer to. What cannot
 * be deployed is found before the first is made. Throws InternalError, also with what the cluster
 * answers when it refuses one; the ones before it stay.
 */
export function applyKube(yaml: string, options: ApplyOptions): Promise<void> {
  return telling('error applying YAML to k8s cluster', async () => {
    const objects = read(yaml);
    const access = await readKubeconfig(options.kubeconfig, options.authorityFile);
    const namespace = encodeURIComponent(options.namespace || access.namespace || 'default');
    for (const { collection, value } of objects) {
      const path = `/api/v1/namespaces/${namespace}/${collection}`;
      await createObject(access, path, value, options.signal);
    }
  });
}

function read(yaml: string): { kind: string; collection: string; value: unknown }[] {
  if (yaml.trim() === '') {
    throw new InternalError('yaml file provided is empty, cannot apply to a cluster');
  }
  return inOrder(
    split(yaml).map((value) => {
      const { kind = '' } = anything(value, '');
      const collection = COLLECTIONS[kind];
      if (collection !== undefined) return { kind, collection, value };
      throw new InternalError(`unsupported Kubernetes kind found: "${kind}"`);
    }),
  );
}
