import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { mknodat } from '../../../kernel/entries.ts';
import { lsetxattr } from '../../../kernel/xattr.ts';

/** A tree of files to be made on the disk. */
export interface Node {
  kind: 'file' | 'folder' | 'link' | 'hard' | 'fifo';
  mode: number;
  uid: number;
  modified: number;
  text: string;
  attribute: boolean;
  children: [string, Node][];
}

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '.hidden', '.wh.b', 'with space', 'grüße', 'n'.repeat(120)),
  fc.stringMatching(/^[a-z]{1,4}$/),
);

/** Trees of all kinds of entries, few levels deep. */
export const treeShape: fc.Arbitrary<Node> = nodes(3);

function nodes(depth: number): fc.Arbitrary<Node> {
  return fc.record({
    kind: fc.constantFrom('file', 'file', 'folder', 'folder', 'link', 'hard', 'fifo'),
    mode: fc.constantFrom(0o644, 0o600, 0o755, 0o4711, 0o1777, 0o2750),
    uid: fc.constantFrom(0, 1000, 100_000),
    modified: fc.integer({ min: 0, max: 2_000_000_000 }),
    text: fc.oneof(fc.string({ maxLength: 20 }), fc.constant('long '.repeat(50_000))),
    attribute: fc.boolean(),
    children:
      depth === 0 ? fc.constant([]) : fc.array(fc.tuple(name, nodes(depth - 1)), { maxLength: 4 }),
  });
}

/** Makes the tree at `place`, a folder whatever its kind; owners, modes and times come last. */
export function makeTree(place: string, tree: Node): void {
  const files: string[] = [];
  const make = (at: string, node: Node) => {
    if (fs.lstatSync(at, { throwIfNoEntry: false })) return;
    const target = files.at(-1);
    if (node.kind === 'folder') fs.mkdirSync(at);
    else if (node.kind === 'link')
      fs.symlinkSync(node.text.slice(0, 20).replaceAll('\0', '') || '/etc', at);
    else if (node.kind === 'fifo') mknodat(-100, at, fs.constants.S_IFIFO);
    else if (node.kind === 'hard' && target !== undefined) return fs.linkSync(target, at);
    else {
      fs.writeFileSync(at, node.text);
      files.push(at);
    }
    if (node.kind === 'folder')
      for (const [child, inner] of node.children) make(path.join(at, child), inner);
    dress(at, node);
  };
  make(place, { ...tree, kind: 'folder' });
}

function dress(at: string, { kind, uid, mode, modified, attribute }: Node): void {
  fs.lchownSync(at, uid, uid);
  if (kind !== 'link') fs.chmodSync(at, mode);
  if (attribute) lsetxattr(at, 'security.refpod', Buffer.from([0, 1, 255]));
  fs.lutimesSync(at, modified, modified + 0.25);
}
