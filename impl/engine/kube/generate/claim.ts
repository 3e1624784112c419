import { given, nonEmpty } from '../../../given.ts';
import type { Volume } from '../../volumes/volume.ts';

/** Podman's annotations of claims: what a volume has and Kubernetes does not know. */
export const CLAIM_ANNOTATIONS = {
  driver: 'volume.podman.io/driver',
  device: 'volume.podman.io/device',
  type: 'volume.podman.io/type',
  o: 'volume.podman.io/mount-options',
  UID: 'volume.podman.io/uid',
  GID: 'volume.podman.io/gid',
} as const;

/** A claim that play makes the same volume of. */
export function kubeClaim({ name, driver, labels, options, uid, gid }: Volume, now: Date): object {
  const said: Record<string, string> = given({
    ...options,
    driver,
    UID: uid === undefined ? undefined : String(uid),
    GID: gid === undefined ? undefined : String(gid),
  });
  const annotations = Object.entries(CLAIM_ANNOTATIONS).flatMap(([key, annotation]) =>
    said[key] === undefined ? [] : [[annotation, said[key]]],
  );
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: given({
      name,
      labels: nonEmpty(labels),
      annotations: Object.fromEntries(annotations) as Record<string, string>,
      creationTimestamp: `${now.toISOString().slice(0, 19)}Z`,
    }),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
}
