import type { Source } from './source.ts';

/** Kubernetes allows no longer values, and Podman refuses them when it plays. */
const LONGEST = 63;

const AUTO_UPDATE = 'io.containers.autoupdate';

/** Annotation of play and generate: `name=soft:hard,…`. */
export const ULIMITS = 'io.podman.annotations.ulimit';

/**
 * Annotations of the containers, each with the container's name behind it, as a Pod has them for
 * all. What play hands on with the name of another container stays as it is.
 */
export function annotationsOf(
  sources: readonly Source[],
  names: readonly string[],
): Record<string, string> {
  const isNamed = (key: string) => names.some((name) => key.endsWith(`/${name}`));
  const entries = sources.flatMap(({ view }, at) => {
    const { annotations, labels, security } = view.config;
    const own = Object.entries({
      ...annotations,
      ...Object.fromEntries(
        Object.entries(labels).filter(([label]) => label.startsWith(AUTO_UPDATE)),
      ),
    });
    const named = own.map(([key, value]) => [isNamed(key) ? key : `${key}/${names[at]}`, value]);
    const seccomp =
      security.seccompProfile === 'unconfined'
        ? [[`container.seccomp.security.alpha.kubernetes.io/${names[at]}`, 'unconfined']]
        : [];
    return [...named, ...seccomp] as [string, string][];
  });
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value.slice(0, LONGEST).toWellFormed()]),
  );
}
