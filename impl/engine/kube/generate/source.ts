import type { ImageConfig } from '../../../storage/types.ts';
import type { ContainerView } from '../../containers/view.ts';

/** What YAML is made of: a container, and what its image says. */
export interface Source {
  view: ContainerView;
  image: NonNullable<ImageConfig['config']>;
  /** Numbers of the user that the container was told to run as; undefined when it was not. */
  user: { uid: number; gid: number } | undefined;
}

/** Its name in YAML: Kubernetes takes no underscores; what play put before it is left out. */
export function kubeName({ view }: Source, pod?: string): string {
  const prefix = pod === undefined ? undefined : `${pod}-`;
  const { name } = view;
  const own = prefix !== undefined && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return withoutUnderscores(own || name);
}

export function withoutUnderscores(name: string): string {
  return name.replaceAll('_', '');
}
