import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { file, folder, symlink, tar } from '../../../fixtures/index.ts';
import type { Entry } from '../../../fixtures/index.ts';
import { FOLDER } from './folder.ts';
import { unpackTar } from './unpack.ts';
import type { UnpackOptions } from './unpack.ts';
import { packPath } from '../pack/pack.ts';
import { TarReader } from '../tar/reader.ts';
import { writeTar } from '../tar/writer.ts';

/** Copying into and out of a tree, as the archive endpoints do it. */
let root = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-copy-'));
  fs.mkdirSync(path.join(root, 'data/folder'), { recursive: true });
  fs.writeFileSync(path.join(root, 'data/file'), 'old');
  fs.symlinkSync('/data', path.join(root, 'link'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const read = (name: string) => fs.readFileSync(path.join(root, name), 'utf8');

async function copyIn(entries: Entry[], options: Partial<UnpackOptions> = {}): Promise<void> {
  const archive = Readable.from([await tar(entries)]);
  await unpackTar(archive, root, { whiteouts: 'plain', ...options });
}

describe('copying in', () => {
  it('starts from a folder, links in its path resolved inside the root', async () => {
    await copyIn([file('new', 'here')], { directory: 'link/folder' });
    assert.equal(read('data/folder/new'), 'here');
  });

  it('takes names of whiteouts as they are', async () => {
    await copyIn([file('.wh.file', 'plain')], { directory: '/data' });
    assert.deepEqual([read('data/.wh.file'), read('data/file')], ['plain', 'old']);
  });

  it('replaces files by folders and back only when it may', async () => {
    const keep = { directory: 'data', keepKinds: true };
    await assert.rejects(
      copyIn([folder('file')], keep),
      /cannot overwrite non-directory 'data\/file' with a directory/,
    );
    await assert.rejects(
      copyIn([file('folder', '')], keep),
      /cannot overwrite directory 'data\/folder' with a non-directory/,
    );
    await copyIn([file('file', 'new'), folder('folder')], keep);
    assert.equal(read('data/file'), 'new');
    await copyIn([folder('file'), symlink('folder', 'file')], { directory: 'data' });
    assert.ok(fs.statSync(path.join(root, 'data/folder')).isDirectory());
  });

  it('changes members on the way, or leaves them out', async () => {
    await copyIn([file('a', '1'), file('b', '2')], {
      rewrite: (entry) => (entry.name === 'a' ? undefined : { ...entry, uid: 7, name: 'c' }),
    });
    assert.deepEqual(fs.readdirSync(root).sort(), ['c', 'data', 'link']);
    assert.equal(fs.statSync(path.join(root, 'c')).uid, 7);
  });
});

describe('copying out', () => {
  const names = async (name: string, as: string) => {
    const open = fs.openSync(root, FOLDER);
    try {
      const reader = new TarReader(writeTar(packPath(open, name, { as, whiteouts: false })));
      const found: string[] = [];
      for (let entry = await reader.next(); entry; entry = await reader.next())
        found.push(`${entry.name} ${entry.type}`);
      return found;
    } finally {
      fs.closeSync(open);
    }
  };

  it('packs one path under the name that it shall have', async () => {
    assert.deepEqual(await names('data', 'x'), [
      'x/ directory',
      'x/file file',
      'x/folder/ directory',
    ]);
    assert.deepEqual(await names('link', 'l'), ['l symlink']);
    assert.deepEqual(await names('missing', 'm'), []);
  });
});
