import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { ArchiveError } from '../tar/entry.ts';
import type { EntryType, TarEntry } from '../tar/entry.ts';
import { writeTar } from '../tar/writer.ts';
import { Refused, TreeModel, describeFolder, describeModel } from './test-support.ts';
import { unpackTar } from './unpack.ts';

/** `sandbox/outside` must never change; archives go to `sandbox/some/root`. */
let sandbox = '';
let root = '';
beforeEach(() => {
  sandbox = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-hostile-'));
  root = path.join(sandbox, 'some', 'root');
  fs.mkdirSync(path.join(sandbox, 'outside', 'folder'), { recursive: true });
  fs.writeFileSync(path.join(sandbox, 'outside', 'file'), 'precious');
  fs.mkdirSync(root, { recursive: true });
});
afterEach(() => fs.rmSync(sandbox, { recursive: true }));

function entry(name: string, type: EntryType, part: Partial<TarEntry> = {}): TarEntry {
  return {
    name,
    type,
    linkName: '',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    modified: 1_000_000_000n,
    device: { major: 1, minor: 3 },
    xattrs: new Map(),
    ...part,
  };
}

interface Member {
  entry: TarEntry;
  body: Buffer;
}

const file = (name: string, text = 'planted'): Member => {
  const body = Buffer.from(text);
  return { entry: entry(name, 'file', { size: body.length }), body };
};
const symlink = (name: string, linkName: string): Member => ({
  entry: entry(name, 'symlink', { linkName }),
  body: Buffer.alloc(0),
});
const link = (name: string, linkName: string): Member => ({
  entry: entry(name, 'link', { linkName }),
  body: Buffer.alloc(0),
});
const folder = (name: string): Member => ({
  entry: entry(name, 'directory', { mode: 0o755 }),
  body: Buffer.alloc(0),
});

async function unpack(members: Member[]): Promise<void> {
  const archive = Buffer.concat(await Array.fromAsync(writeTar(members)));
  await unpackTar(Readable.from([archive]), root, { whiteouts: 'overlay' });
}

/** Everything but the root: names, content, owners, modes, times and link counts. */
function surroundings(): string[] {
  const lines: string[] = [];
  const walk = (place: string) => {
    const { mode, uid, gid, nlink, mtimeNs, ino } = fs.lstatSync(place, { bigint: true });
    // What is unpacked has the root as its top: its entries count among the parent's links.
    lines.push(
      [place, mode, uid, gid, place === path.dirname(root) ? '' : nlink, mtimeNs, ino].join(' '),
    );
    if (place === root) return;
    if (fs.lstatSync(place).isDirectory())
      for (const name of fs.readdirSync(place).sort()) walk(path.join(place, name));
    else lines.push(fs.readFileSync(place, 'latin1'));
  };
  walk(sandbox);
  return lines.filter((line) => !line.startsWith(`${root} `));
}

describe('hostile archives', () => {
  const attacks: [string, () => Member[]][] = [
    ['climb with ..', () => [file('../../outside/file')]],
    ['climb in the middle of a name', () => [folder('a'), file('a/../../../outside/file')]],
    ['use an absolute name', () => [file(path.join(sandbox, 'outside/file'))]],
    [
      'write through a link to an absolute folder',
      () => [symlink('l', path.join(sandbox, 'outside')), file('l/file')],
    ],
    ['write through a climbing link', () => [symlink('l', '../../outside'), file('l/file')]],
    ['write through a link to /', () => [symlink('l', '/'), file(`l${sandbox}/outside/file`)]],
    [
      'write through a link of a link',
      () => [symlink('m', '../..'), symlink('l', 'm/outside'), file('l/file')],
    ],
    [
      'overwrite a link that leads to a file',
      () => [symlink('f', path.join(sandbox, 'outside/file')), file('f')],
    ],
    [
      'swap a folder for a link',
      () => [folder('d'), file('d/x'), symlink('d', '../../outside'), file('d/file')],
    ],
    [
      'swap a folder on the way',
      () => [
        folder('d/e'),
        file('d/e/x'),
        symlink('d', '../../'),
        file('d/e/y'),
        file('d/outside/file'),
      ],
    ],
    ['link hard to a file outside', () => [link('h', '../../outside/file'), file('h')]],
    [
      'link hard by an absolute name',
      () => [link('h', path.join(sandbox, 'outside/file')), file('h')],
    ],
    [
      'link hard through a link',
      () => [symlink('l', '../../outside'), link('h', 'l/file'), file('h')],
    ],
    [
      'change a folder outside',
      () => [symlink('l', '../../outside'), folder('l/folder'), folder('l')],
    ],
    [
      'hide something outside',
      () => [symlink('l', '../../outside'), file('l/.wh.file', ''), file('l/.wh..wh..opq', '')],
    ],
    ['hide the parent', () => [file('.wh...', '')]],
    ['make the top a link', () => [symlink('.', '../../outside'), file('file')]],
    ['make the top a file', () => [file('./')]],
  ];
  for (const [name, attack] of attacks)
    it(`cannot ${name}`, async () => {
      const before = surroundings();
      try {
        await unpack(attack());
      } catch (error) {
        assert.ok(error instanceof ArchiveError, String(error));
      }
      assert.deepEqual(surroundings(), before);
      assert.equal(fs.readFileSync(path.join(sandbox, 'outside', 'file'), 'utf8'), 'precious');
    });

  it('land inside when their links are absolute, as a container would see them', async () => {
    await unpack([folder('etc'), symlink('l', '/etc'), file('l/hosts'), file('/etc/passwd')]);
    assert.deepEqual(fs.readdirSync(path.join(root, 'etc')).sort(), ['hosts', 'passwd']);
  });

  it("cannot bring overlayfs's own attributes", async () => {
    const xattrs = new Map([
      ['trusted.overlay.redirect', Buffer.from('/secret')],
      ['trusted.overlay.opaque', Buffer.from('y')],
      ['user.fine', Buffer.from('yes')],
    ]);
    await unpack([{ entry: entry('d', 'directory', { xattrs }), body: Buffer.alloc(0) }]);
    const { llistxattr } = await import('../../kernel/xattr.ts');
    assert.deepEqual(llistxattr(path.join(root, 'd')), ['user.fine']);
  });
});

const segment = fc.constantFrom(
  'a',
  'a',
  'b',
  'b',
  'c',
  '..',
  '.',
  '.wh.a',
  '.wh.b',
  '.wh..wh..opq',
  '.wh.',
);
const name = fc
  .tuple(fc.boolean(), fc.array(segment, { minLength: 1, maxLength: 4 }))
  .map(([absolute, parts]) => (absolute ? '/' : '') + parts.join('/'));
const target = fc.oneof(
  name,
  fc.constantFrom('..', '../..', '/', '/a', '../b', 'a/b', '../../outside', '../../outside/folder'),
);
const member = fc
  .record({
    name,
    linkName: target,
    type: fc.constantFrom<EntryType>(
      'file',
      'directory',
      'directory',
      'symlink',
      'symlink',
      'link',
      'fifo',
      'character-device',
    ),
    mode: fc.constantFrom(0o644, 0o755, 0o4711, 0o1777),
    uid: fc.constantFrom(0, 1000),
    text: fc.constantFrom('', 'one', 'two'),
  })
  .map(({ text, linkName, ...made }): Member => {
    const isLink = made.type === 'symlink' || made.type === 'link';
    const body = Buffer.from(made.type === 'file' ? text : '');
    return {
      entry: {
        ...entry(made.name, made.type),
        ...made,
        linkName: isLink ? linkName : '',
        size: body.length,
      },
      body,
    };
  });

describe('any archive', () => {
  it('gives the tree that it means, or is refused, and changes nothing else', async () => {
    const before = surroundings();
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 12 }), async (members) => {
        fs.rmSync(root, { recursive: true });
        fs.mkdirSync(root);
        const model = new TreeModel();
        const isMeant = meaningOf(model, members);
        try {
          await unpack(members);
        } catch (error) {
          assert.ok(error instanceof ArchiveError, String(error));
          assert.ok(!isMeant, `refused: ${error.message}`);
        }
        if (isMeant) assert.deepEqual(describeFolder(root), describeModel(model.root));
        assert.deepEqual(withoutTimes(surroundings()), withoutTimes(before));
      }),
      { numRuns: 300 },
    );
  });
});

function meaningOf(model: TreeModel, members: Member[]): boolean {
  try {
    for (const { entry, body } of members) model.place(entry, body.toString());
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** The test itself makes the root anew, which changes its parent's time. */
function withoutTimes(lines: string[]): string[] {
  return lines.filter((line) => !line.startsWith(`${path.dirname(root)} `));
}
