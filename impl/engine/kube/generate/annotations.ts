import type { ContainerConfig } from '../../../container-config.ts';
import type { Source } from './source.ts';

/** Kubernetes allows no longer values, and Podman refuses them when it plays. */
const LONGEST = 63;

/** What play says of a container and its infra container. */
const OF_SANDBOX = 'io.kubernetes.cri-o.';

const AUTO_UPDATE = 'io.containers.autoupdate';

/** Annotation of the containers' limits: `name=soft:hard,…`. */
export const ULIMITS = 'io.podman.annotations.ulimit';

export interface AnnotationOptions {
  /** They may be longer than Kubernetes allows. */
  longAnnotations: boolean;
  /** Also what only Podman understands. */
  ownAnnotations: boolean;
}

/**
 * Annotations of the containers, each with the container's name behind it, as a Pod has them for
 * all. What play hands on with the name of another container stays as it is.
 */
export function annotationsOf(
  sources: readonly Source[],
  names: readonly string[],
  { longAnnotations, ownAnnotations }: AnnotationOptions,
): Record<string, string> {
  const isNamed = (key: string) => names.some((name) => key.endsWith(`/${name}`));
  const entries = sources.flatMap(({ view }, at) => {
    const { annotations, labels, security } = view.config;
    const own = Object.entries({
      ...Object.fromEntries(
        Object.entries(annotations).filter(
          ([key]) => !key.startsWith(OF_SANDBOX) && !key.startsWith(ULIMITS),
        ),
      ),
      ...Object.fromEntries(
        Object.entries(labels).filter(([label]) => label.startsWith(AUTO_UPDATE)),
      ),
      ...(ownAnnotations ? traits(view.config) : {}),
    });
    const named = own.map(([key, value]) => [isNamed(key) ? key : `${key}/${names[at]}`, value]);
    const seccomp =
      security.seccompProfile === 'unconfined'
        ? [[`container.seccomp.security.alpha.kubernetes.io/${names[at]}`, 'unconfined']]
        : [];
    const limits = limitsOf(view.config.resources.rlimits);
    // Podman reads it for all containers at once.
    const key = sources.length === 1 ? ULIMITS : `${ULIMITS}/${names[at]}`;
    const ulimits = limits === '' ? [] : [[key, limits]];
    return [...named, ...seccomp, ...ulimits] as [string, string][];
  });
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      longAnnotations ? value : value.slice(0, LONGEST).toWellFormed(),
    ]),
  );
}

/** What Podman marks a container with that was made in such a way. */
function traits({ autoRemove, security, network, process }: ContainerConfig) {
  const has = {
    autoremove: autoRemove,
    privileged: security.privileged,
    'publish-all': network.publishAll,
    init: process.init,
  };
  return Object.fromEntries(
    Object.entries(has)
      .filter(([, is]) => is)
      .map(([name]) => [`io.podman.annotations.${name}`, 'TRUE']),
  );
}

/** As many as an annotation has room for. */
function limitsOf(limits: Source['view']['config']['resources']['rlimits']): string {
  let text = '';
  for (const { type, soft, hard } of limits) {
    const limit = `${type.replace(/^RLIMIT_/, '').toLowerCase()}=${soft}:${hard}`;
    const longer = text === '' ? limit : `${text},${limit}`;
    if (longer.length <= LONGEST) text = longer;
  }
  return text;
}
