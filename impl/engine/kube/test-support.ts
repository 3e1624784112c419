import type { GenerateOptions } from './generate/generate.ts';
import type { PlayOptions } from './play/options.ts';

/** How tests play YAML of which nothing else is said: nothing is started. */
export const PLAY: PlayOptions = {
  registry: { tree: 'libpod' },
  networks: [],
  staticIps: [],
  staticMacs: [],
  logDriver: undefined,
  logOptions: [],
  annotations: {},
  noHosts: false,
  publishPorts: [],
  publishAllPorts: true,
  longAnnotations: false,
  contexts: undefined,
  build: undefined,
  serviceContainer: false,
  userns: undefined,
  replace: false,
  start: false,
};

/** How they generate it: Pods, without Services. */
export const GENERATE: GenerateOptions = {
  service: false,
  type: 'pod',
  replicas: 1,
  longAnnotations: false,
  ownAnnotations: false,
  program: 'podman',
};
