import type { Tree } from '../containers/view.ts';
import type { NewEvent } from './event.ts';

/** Where a tree's word differs from the neutral one; `null` where its engine has no such event. */
type Names = Readonly<Partial<Record<NewEvent['type'], Readonly<Record<string, string | null>>>>>;

const libpod: Names = {
  container: {
    die: 'died',
    'exec-create': null,
    'exec-start': 'exec',
    'exec-die': 'exec_died',
    copy: null,
    resize: null,
    top: null,
  },
  image: { load: 'loadfromarchive' },
  volume: { mount: null, unmount: null },
  network: { create: null, remove: null, prune: null },
};

const compat: Names = {
  container: {
    remove: 'destroy',
    'exec-create': 'exec_create',
    'exec-start': 'exec_start',
    'exec-die': 'exec_die',
    init: null,
    cleanup: null,
    mount: null,
    unmount: null,
  },
  image: { remove: 'delete', mount: null, unmount: null },
  volume: { remove: 'destroy' },
  network: { remove: 'destroy' },
};

/** Kinds of objects that Docker does not know. */
const notInCompat: readonly string[] = ['pod', 'system'];

/** What the tree's engine calls the event; undefined when its clients do not hear of it. */
export function eventName(event: NewEvent, tree: Tree): string | undefined {
  if (event.only !== undefined && event.only !== tree) return undefined;
  if (tree === 'compat' && notInCompat.includes(event.type)) return undefined;
  const name = (tree === 'compat' ? compat : libpod)[event.type]?.[event.action];
  return name === null ? undefined : (name ?? event.action);
}
