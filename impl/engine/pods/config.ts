import type {
  ContainerConfig,
  NamespaceConfig,
  ResourceConfig,
  RestartConfig,
} from '../../container-config.ts';

/** Kinds of namespaces that a pod's containers can share. */
export type SharedKind = 'cgroup' | 'ipc' | 'network' | 'pid' | 'user' | 'uts';

/** What Podman shares unless it is told otherwise. */
export const defaultSharing: readonly SharedKind[] = ['ipc', 'network', 'uts'];

/** A pod as it was asked for. Stored as JSON in the database: add fields, never rename them. */
export interface PodConfig {
  name?: string;
  /** Host name of the containers; the pod's name when absent. */
  hostname?: string;
  labels: Record<string, string>;
  /** Whether the infra container stops with the last other one. */
  exitPolicy: 'continue' | 'stop';
  /** Of the containers that say nothing of it. */
  restart?: RestartConfig;
  /** What `podman` typed, kept for `generate`. */
  createCommand?: string[];
  /** Namespaces of the infra container that the others join unless they say otherwise. */
  shared: SharedKind[];
  /** Puts the containers' control groups below one of the pod's. */
  sharesParent: boolean;
  /** Control group above the pod's; the engine's own when absent. */
  cgroupParent?: string;
  /** Limits of all containers together; they need a control group of the pod's. */
  resources?: ResourceConfig;
  /** Security options as they were written, for inspect. */
  securityOptions?: string[];
  /**
   * The infra container, without one absent. It has what the containers share: network and ports,
   * names, mounts, devices. An absent image means the engine's own, an absent name one from the
   * pod's id.
   */
  infra?: ContainerConfig;
  /** Id of the service container that it belongs to. */
  service?: string;
}

/** Which member of a namespace configuration a shared kind is. */
export type Shareable = keyof Omit<NamespaceConfig, 'idMappings'>;
