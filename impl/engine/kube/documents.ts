import { parseAllDocuments } from 'yaml';
import { InternalError } from '../../errors.ts';
import { KINDS } from './objects.ts';
import type { Kind, KubeObject } from './objects.ts';
import { list, object, text } from './shape.ts';

/** An object of a kind that is played. */
export type Played = { [K in Kind]: { kind: K; object: KubeObject<K> } }[Kind];

/** Kinds that pods are made of; whatever these refer to is made before them. */
const WITH_PODS: ReadonlySet<string> = new Set<Kind>(['Pod', 'Deployment', 'DaemonSet', 'Job']);

/** Those first that others refer to. */
export function inOrder<T extends { kind: string }>(objects: readonly T[]): T[] {
  const needsOthers = ({ kind }: T) => Number(WITH_PODS.has(kind));
  return objects.toSorted((one, other) => needsOthers(one) - needsOthers(other));
}

/**
 * Reads the documents of a YAML file, lists taken apart, and puts those first that others refer to;
 * kinds that are not played, and unknown members, are left out, as in Podman. Throws InternalError
 * (Podman's status) for what is no YAML, is no object or has a member of a wrong type, and when there
 * is nothing to play.
 */
export function readDocuments(yaml: string): Played[] {
  const played = split(yaml).flatMap(readOne);
  if (played.every(({ kind }) => kind === 'ConfigMap')) {
    throw new InternalError(
      played.length > 0
        ? 'ConfigMaps in podman are not a standalone object and must be used in a container'
        : 'YAML document does not contain any supported kube kind',
    );
  }
  return inOrder(played);
}

/** The documents of a YAML file; empty ones are left out. Throws InternalError for what is no YAML. */
export function split(yaml: string): unknown[] {
  const documents = parseAllDocuments(yaml, { merge: true });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new InternalError(`multi doc yaml could not be split: ${error.message}`);
    const value = toValue(document);
    return value === null ? [] : [value];
  });
}

/** Aliases that stand for too much are refused here. */
function toValue(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new InternalError(`multi doc yaml could not be split: ${String(error)}`, {
      cause: error,
    });
  }
}

const anything = object({ kind: text });
const several = object({ items: list((value) => value) });

function readOne(value: unknown): Played[] {
  const { kind = '' } = within('unable to read kube YAML', () => anything(value, ''));
  if (kind === 'List') {
    const { items = [] } = within('unable to read YAML as Kube List', () => several(value, ''));
    return items.flatMap(readOne);
  }
  if (!isPlayed(kind)) return [];
  const read = within(`unable to read YAML as Kube ${kind}`, () => KINDS[kind](value, ''));
  return [{ kind, object: read }];
}

function isPlayed(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}

/** Says in front of an error what was being read. */
function within<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InternalError(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
