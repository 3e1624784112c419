import type { Namespace } from '../../container-config.ts';

/** A namespace as inspect of both trees writes it (`container:<id>`, `ns:<path>`, its mode); empty when not asked for. */
export function namespaceText(namespace: Namespace | undefined): string {
  if (namespace === undefined) return '';
  if (namespace.mode === 'container') return `container:${namespace.container}`;
  return namespace.mode === 'path' ? `ns:${namespace.path}` : namespace.mode;
}
