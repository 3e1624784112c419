import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describe } from './describe.ts';
import { containerFilter } from './filters.ts';
import type { ContainerView, ListOptions, Tree } from './view.ts';

/**
 * The `list` verb, newest first. Without `all` only what runs, unless a limit or a filter for
 * the status asks for more, as both engines do.
 */
export function list(context: Context, options: ListOptions): ContainerView[] {
  const { filters, limit = 0 } = options;
  const fits = containerFilter(filters, context, options.tree);
  const all = options.all || limit > 0 || (filters['status']?.length ?? 0) > 0;
  const found: Container[] = [];
  for (const container of context.registry.all().reverse()) {
    if (limit > 0 && found.length === limit) break;
    if (isHidden(container, options.tree)) continue;
    if ((all || isUp(container, options.tree)) && fits(container)) found.push(container);
  }
  const views = found.map((container) => describe(context, container));
  return options.size ? views.map((view) => withSize(context, view)) : views;
}

/** What Podman builds with is nobody's container. */
function isHidden({ record }: Container, tree: Tree): boolean {
  return tree === 'libpod' && record.config.build === true;
}

/** Docker counts what is paused or about to restart as running; Podman shows only what really runs. */
function isUp({ state }: Container, tree: Tree): boolean {
  if (state === 'running' || state === 'stopping') return true;
  return tree === 'compat' && (state === 'paused' || state === 'restarting');
}

/** Adds the bytes of the upper dir, and those together with the image's. */
export function withSize(context: Context, view: ContainerView): ContainerView {
  const { layers, images } = context.storage;
  const rw = view.layer ? layers.containerSize(view.id) : 0;
  const image = view.image ? (images.get(view.image.id)?.size ?? 0) : 0;
  return { ...view, size: { rw, rootFs: rw + image } };
}
