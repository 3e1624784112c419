import fs from 'node:fs';
import path from 'node:path';
import { isOpaque } from '../overlay/lookup.ts';
import type { EntryType, TarEntry } from '../tar/entry.ts';
import { componentsOf, whiteoutOf } from './names.ts';

/**
 * What an archive means, told in the simplest way: a tree in memory, in which paths are resolved
 * as by a process whose root is the tree's. The property tests hold the real thing against it.
 */
export interface ModelNode {
  type: EntryType | 'whiteout';
  mode: number;
  uid: number;
  content: string;
  target: string;
  opaque: boolean;
  children: Map<string, ModelNode>;
}

/** The archive cannot be unpacked. */
export class Refused extends Error {}

export class TreeModel {
  readonly root = makeNode('directory');

  place(entry: TarEntry, content: string): void {
    const names = attempt(() => componentsOf(entry.name));
    const base = names.at(-1);
    if (base === undefined) {
      if (entry.type !== 'directory') throw new Refused('top');
      Object.assign(this.root, { mode: entry.mode, uid: entry.uid });
      return;
    }
    const whiteout = attempt(() => whiteoutOf(names));
    const parents = names.slice(0, -1);
    if (whiteout.kind === 'opaque') this.#parent(parents).opaque = true;
    else if (whiteout.kind === 'removed') this.#hide(this.#parent(parents), whiteout.name);
    else if (whiteout.kind === 'none') this.#put(this.#parent(parents), base, entry, content);
  }

  #hide(parent: ModelNode, name: string): void {
    const old = parent.children.get(name);
    if (old?.type === 'directory') old.opaque = true;
    else if (!old) parent.children.set(name, makeNode('whiteout'));
  }

  #put(parent: ModelNode, name: string, entry: TarEntry, content: string): void {
    const old = parent.children.get(name);
    const { mode, uid } = entry;
    if (entry.type === 'directory' && old?.type === 'directory') {
      Object.assign(old, { mode, uid });
      return;
    }
    parent.children.delete(name);
    if (entry.type === 'link') {
      parent.children.set(name, this.#linked(entry));
      return;
    }
    const node = makeNode(entry.type);
    Object.assign(node, { mode, uid, content, target: entry.linkName });
    node.opaque = entry.type === 'directory' && old?.type === 'whiteout';
    parent.children.set(name, node);
  }

  #linked(entry: TarEntry): ModelNode {
    const names = attempt(() => componentsOf(entry.linkName));
    const base = names.pop();
    const folder = base === undefined ? undefined : this.#walk(names);
    const node = folder?.children.get(base ?? '');
    if (!node || node.type === 'directory') throw new Refused('hard link');
    return node;
  }

  /** Opens a folder; what is missing of it is made, but not through a link that leads nowhere. */
  #parent(names: string[]): ModelNode {
    const found = this.#walk(names);
    if (found) return found;
    const parent = this.#parent(names.slice(0, -1));
    const name = names.at(-1) ?? '';
    if (parent.children.has(name)) throw new Refused('dangling');
    const made = makeNode('directory');
    parent.children.set(name, made);
    return made;
  }

  /** @returns undefined when something on the way is missing. */
  #walk(names: string[]): ModelNode | undefined {
    const stack = [this.root];
    const left = [...names];
    for (let links = 0; ; ) {
      const name = left.shift();
      const here = stack.at(-1) ?? this.root;
      if (name === undefined) return here;
      if (here.type !== 'directory') throw new Refused('no folder');
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (stack.length > 1) stack.pop();
        continue;
      }
      const next = here.children.get(name);
      if (!next) return undefined;
      if (next.type !== 'symlink') {
        if (next.type !== 'directory') throw new Refused('no folder');
        stack.push(next);
        continue;
      }
      if (++links > 40) throw new Refused('loop');
      if (next.target.startsWith('/')) stack.length = 1;
      left.unshift(...next.target.split('/'));
    }
  }
}

function makeNode(type: ModelNode['type']): ModelNode {
  return { type, mode: 0o755, uid: 0, content: '', target: '', opaque: false, children: new Map() };
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refused(String(error));
  }
}

/** A line for each entry of a model, hard links named by their first path. */
export function describeModel(root: ModelNode): string[] {
  const seen = new Map<ModelNode, string>();
  const lines: string[] = [];
  const walk = (node: ModelNode, place: string) => {
    for (const [name, child] of [...node.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const full = `${place}/${name}`;
      const first = seen.get(child);
      seen.set(child, first ?? full);
      lines.push(
        lineOf(
          full,
          first,
          child.type,
          child.mode,
          child.uid,
          child.content + child.target,
          child.opaque,
        ),
      );
      walk(child, full);
    }
  };
  lines.push(lineOf('/', undefined, root.type, root.mode, root.uid, '', root.opaque));
  walk(root, '');
  return lines;
}

/** The same of a folder on the disk. */
export function describeFolder(root: string): string[] {
  const seen = new Map<bigint, string>();
  const lines: string[] = [];
  const describe = (place: string, full: string) => {
    const status = fs.lstatSync(full, { bigint: true });
    const type = typeOf(status);
    const first = type === 'directory' ? undefined : seen.get(status.ino);
    seen.set(status.ino, first ?? place);
    const content =
      type === 'file'
        ? fs.readFileSync(full, 'latin1')
        : type === 'symlink'
          ? fs.readlinkSync(full)
          : '';
    const mode = Number(status.mode) & 0o7777;
    lines.push(
      lineOf(
        place,
        first,
        type,
        mode,
        Number(status.uid),
        content,
        type === 'directory' && isOpaque(full),
      ),
    );
    if (type !== 'directory') return;
    for (const name of fs.readdirSync(full).sort())
      describe(path.join(place, name), path.join(full, name));
  };
  describe('/', root);
  return lines;
}

function typeOf(status: fs.BigIntStats): ModelNode['type'] {
  if (status.isFile()) return 'file';
  if (status.isDirectory()) return 'directory';
  if (status.isSymbolicLink()) return 'symlink';
  if (status.isFIFO()) return 'fifo';
  return status.isCharacterDevice() && status.rdev === 0n ? 'whiteout' : 'character-device';
}

function lineOf(
  place: string,
  first: string | undefined,
  type: string,
  mode: number,
  uid: number,
  content: string,
  opaque: boolean,
): string {
  const shownMode = type === 'symlink' || type === 'whiteout' ? '' : mode.toString(8);
  const shownUid = type === 'whiteout' ? '' : uid;
  const link = first === undefined ? '' : ` = ${first}`;
  return `${place} ${type} ${shownMode} ${shownUid} ${JSON.stringify(content)}${opaque ? ' opaque' : ''}${link}`;
}
