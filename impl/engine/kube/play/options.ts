import type { RegistryRequest } from '../../images/registry/access.ts';

/** How YAML shall be played. */
export interface PlayOptions {
  /** How registries are asked for images. */
  registry: RegistryRequest;
  /** Networks of the pods, each `name[:option,…]`, or a mode; Kubernetes' own when there is none. */
  networks: readonly string[];
  /** Addresses of the pods, in their order. */
  staticIps: readonly string[];
  staticMacs: readonly string[];
  logDriver: string | undefined;
  /** `name=value` */
  logOptions: readonly string[];
  /** Annotations of every pod. */
  annotations: Readonly<Record<string, string>>;
  /** Containers have the image's /etc/hosts. */
  noHosts: boolean;
  /** User namespace of the pods, as `--userns` has it. */
  userns: string | undefined;
  /** Ports to publish besides, or in place of, those of the YAML, as `--publish` has them. */
  publishPorts: readonly string[];
  /** Annotations may be longer than Kubernetes allows. */
  longAnnotations: boolean;
  /** Ports of which the YAML says no number of the host's are published under their own. */
  publishAllPorts: boolean;
  /** Absolute folder with a build context per image, named like it; undefined when none came along. */
  contexts: string | undefined;
  /** Builds images that have a context: always, never, or (undefined) when they are missing. */
  build: boolean | undefined;
  /** Makes a container that stands for all the pods. */
  serviceContainer: boolean;
  /** Removes pods of the same names before. */
  replace: boolean;
  start: boolean;
}

/** What was made of YAML, or taken down. */
export interface PlayReport {
  pods: { id: string; containers: string[]; initContainers: string[]; errors: string[] }[];
  volumes: string[];
  /** Ids. */
  secrets: string[];
  /** Id; undefined without one. */
  service: string | undefined;
}
