import type { KubePlayReport } from '../../../spec/generated/schemas.gen.ts';
import type { DownReport } from '../../engine/kube/play/down.ts';
import type { PlayReport } from '../../engine/kube/play/options.ts';

const NOTHING: KubePlayReport = {
  Pods: null,
  Volumes: null,
  StopReport: null,
  RmReport: null,
  VolumeRmReport: null,
  SecretRmReport: null,
  Secrets: null,
  ServiceContainerID: '',
  ExitCode: null,
};

/** What was made, in Podman's form: an empty list is null. */
export function encodePlayed({ pods, volumes, secrets, service }: PlayReport): KubePlayReport {
  return {
    ...NOTHING,
    Pods: orNull(
      pods.map(({ id, containers, initContainers, errors }) => ({
        ID: id,
        Containers: orNull(containers),
        InitContainers: orNull(initContainers),
        Logs: null,
        ContainerErrors: orNull(errors),
      })),
    ),
    ServiceContainerID: service ?? '',
    Volumes: orNull(volumes.map((Name) => ({ Name }))),
    Secrets: orNull(secrets.map((ID) => ({ CreateReport: { ID } }))),
  };
}

/** What was taken down; here lists are there, if empty. */
export function encodeDown({ stopped, removed, secrets, volumes }: DownReport): KubePlayReport {
  return {
    ...NOTHING,
    StopReport: stopped.map(({ id, errors }) => ({ Id: id, Errs: orNull(errors) })),
    RmReport: removed.map(({ id, error }) => ({ Id: id, Err: error?.message ?? null })),
    SecretRmReport: secrets.map(({ id, error }) => ({ ID: id, Err: error?.message ?? null })),
    VolumeRmReport: volumes.map(({ name, error }) => ({ Id: name, Err: error?.message ?? null })),
  };
}

function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}
