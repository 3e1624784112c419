import { randomInt } from 'node:crypto';
import { given } from '../../../given.ts';
import type { KubePod } from '../objects.ts';

/** Where Kubernetes lets nodes publish ports. */
const NODE_PORTS = { first: 30_000, last: 32_767 };

/** A Service that publishes the ports of a Pod on free ports of each node. */
export function kubeService({ metadata = {}, spec = {} }: KubePod): object {
  const used = new Set<number>();
  const ports = (spec.containers ?? []).flatMap((container) =>
    (container.ports ?? []).map(({ containerPort = 0, protocol }) =>
      given({
        name: String(containerPort),
        port: containerPort,
        targetPort: containerPort,
        nodePort: freePort(used),
        protocol,
      }),
    ),
  );
  const { name, labels = {}, creationTimestamp } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels, creationTimestamp },
    spec: given({
      ports: ports.length > 0 ? ports : undefined,
      selector: given({ app: labels['app'] }),
      type: 'NodePort',
    }),
  };
}

/** Any that this Service has not got yet. */
function freePort(used: Set<number>): number {
  let port: number;
  do port = randomInt(NODE_PORTS.first, NODE_PORTS.last + 1);
  while (used.has(port));
  used.add(port);
  return port;
}
