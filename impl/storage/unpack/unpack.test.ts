import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { mount, umount } from '../../kernel/mount.ts';
import { lgetxattr, lsetxattr } from '../../kernel/xattr.ts';
import { packTree } from '../pack/pack.ts';
import { ArchiveError } from '../tar/entry.ts';
import { writeTar } from '../tar/writer.ts';
import { unpackLayer } from './layer.ts';
import { UnpackPool } from './pool.ts';
import { unpackTar } from './unpack.ts';

let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-unpack-'));
  for (const name of ['source', 'target', 'again']) fs.mkdirSync(at(name));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const tar = (...args: string[]) => execFileSync('tar', args, { cwd: folder });

/** A tree with everything that a layer can hold. */
function makeTree(): void {
  const source = (name: string) => at('source', name);
  fs.mkdirSync(source('folder/inner'), { recursive: true });
  fs.writeFileSync(source('folder/file'), 'content');
  fs.chownSync(source('folder/file'), 1234, 5678);
  fs.chmodSync(source('folder/file'), 0o4751);
  fs.linkSync(source('folder/file'), source('hard'));
  fs.symlinkSync('/absolute/target', source('link'));
  fs.lchownSync(source('link'), 7, 8);
  execFileSync('mknod', [source('null'), 'c', '1', '3']);
  execFileSync('mknod', [source('disk'), 'b', '259', '70']);
  execFileSync('mkfifo', [source('fifo')]);
  fs.writeFileSync(Buffer.from(source('latin-\xfc'), 'latin1'), 'bytes');
  fs.writeFileSync(source('capable'), '');
  lsetxattr(
    source('capable'),
    'security.capability',
    Buffer.from('0100000200200000000000000000000000000000', 'hex'),
  );
  lsetxattr(source('folder'), 'user.note', Buffer.from('\0\n='));
  fs.truncateSync(source('capable'), 3_000_000);
  fs.chmodSync(source('folder/inner'), 0o3777);
  for (const name of ['folder/inner', 'folder', 'folder/file', 'null', 'capable'])
    execFileSync('touch', ['-d', '2001-02-03T04:05:06.123456789Z', source(name)]);
  execFileSync('touch', ['-h', '-d', '1969-12-31T23:59:59.5Z', source('link')]);
}

/** Everything that stat and the attributes tell, by name. */
function tell(root: string): string[] {
  const inodes = new Map<bigint, number>();
  const lines: string[] = [];
  const walk = (place: Buffer) => {
    for (const name of fs.readdirSync(place, 'buffer').sort((a, b) => a.compare(b))) {
      const full = Buffer.concat([place, Buffer.from('/'), name]);
      const status = fs.lstatSync(full, { bigint: true });
      const inode = inodes.get(status.ino) ?? inodes.size;
      inodes.set(status.ino, inode);
      const isFile = status.isFile();
      const content = isFile
        ? createHash('sha256').update(fs.readFileSync(full)).digest('hex')
        : status.isSymbolicLink()
          ? fs.readlinkSync(full)
          : '';
      const attributes = ['security.capability', 'user.note'].map((key) =>
        lgetxattr(full, key)?.toString('hex'),
      );
      lines.push(
        [
          full.subarray(root.length).toString('latin1'),
          status.mode,
          status.uid,
          status.gid,
          status.rdev,
          status.mtimeNs,
          inode,
          isFile ? status.size : '',
          content,
          attributes.join(),
        ].join(' '),
      );
      if (status.isDirectory()) walk(full);
    }
  };
  walk(Buffer.from(root));
  return lines;
}

async function unpack(archive: string, target: string): Promise<void> {
  await unpackTar(fs.createReadStream(at(archive)), at(target), { whiteouts: 'overlay' });
}

describe('a tree with everything', () => {
  it('is unpacked as GNU tar packed it', async () => {
    makeTree();
    tar('-cf', 'a.tar', '--format=posix', '--xattrs', '--xattrs-include=*', '-C', 'source', '.');
    await unpack('a.tar', 'target');
    assert.deepEqual(tell(at('target')), tell(at('source')));
  });

  it('keeps the holes of sparse files as holes', async () => {
    makeTree();
    tar('-cSf', 'a.tar', '--format=posix', '-C', 'source', './capable');
    await unpack('a.tar', 'target');
    const { size, blocks } = fs.statSync(at('target/capable'));
    assert.equal(size, 3_000_000);
    assert.ok(blocks < 100, `${blocks} blocks`);
  });

  it('is the same after it was packed and unpacked here, and GNU tar reads it too', async () => {
    makeTree();
    await fs.promises.writeFile(
      at('a.tar'),
      Readable.from(writeTar(packTree(at('source'), { whiteouts: true }))),
    );
    await unpack('a.tar', 'target');
    assert.deepEqual(tell(at('target')), tell(at('source')));
    tar('-xpf', 'a.tar', '--xattrs', '--xattrs-include=*', '--same-owner', '-C', 'again');
    assert.deepEqual(tell(at('again')), tell(at('source')));
  });
});

/** Writes files, whose folders are made: `{ 'a/b': 'content' }`. */
function writeFiles(root: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
}

function filesOf(root: string): string[] {
  const names = fs.readdirSync(root, { recursive: true }) as string[];
  return names.filter((name) => !fs.statSync(path.join(root, name)).isDirectory()).sort();
}

describe('a layer on others', () => {
  const low = {
    gone: '1',
    kept: '2',
    'emptied/old': '3',
    'replaced/old': '4',
    'both/low': '5',
  };

  /** Unpacks `a.tar` on the files of `low`, and lists what an overlay of both shows. */
  async function merged(): Promise<string[]> {
    const lowerDirs = [at('source')];
    await unpackLayer({ blob: at('a.tar'), target: at('target'), lowerDirs });
    mount('overlay', at('again'), {
      type: 'overlay',
      data: `lowerdir=${at('target')}:${at('source')}`,
    });
    try {
      return filesOf(at('again'));
    } finally {
      umount(at('again'));
    }
  }

  it('hides what its whiteouts name, wherever they stand among its members', async () => {
    writeFiles(at('source'), low);
    writeFiles(at('layer'), {
      '.wh.gone': '',
      'emptied/.wh..wh..opq': '',
      'emptied/new': '',
      '.wh.replaced': '',
      'replaced/new': '',
      'both/high': '',
      '.wh.never': '',
      '.wh..wh.plnk/x': '',
    });
    for (const sort of ['name', 'inode', 'none']) {
      fs.rmSync(at('target'), { recursive: true });
      fs.mkdirSync(at('target'));
      tar('-cf', 'a.tar', `--sort=${sort}`, '-C', 'layer', '.');
      assert.deepEqual(
        await merged(),
        ['both/high', 'both/low', 'emptied/new', 'kept', 'replaced/new'],
        sort,
      );
    }
  });

  it('may hide everything below it', async () => {
    writeFiles(at('source'), low);
    writeFiles(at('layer'), { '.wh..wh..opq': '', 'both/high': '' });
    tar('-cf', 'a.tar', '-C', 'layer', '.wh..wh..opq', 'both');
    assert.deepEqual(await merged(), ['both/high']);
  });

  it('does not change folders that it only passes through, nor the top', async () => {
    writeFiles(at('source'), low);
    fs.chmodSync(at('source', 'both'), 0o2750);
    fs.chownSync(at('source', 'both'), 12, 34);
    fs.chmodSync(at('source'), 0o711);
    fs.utimesSync(at('source', 'both'), 1, 1000);
    writeFiles(at('layer'), { 'both/high': '' });
    tar('-cf', 'a.tar', '-C', 'layer', 'both/high');
    await unpackLayer({ blob: at('a.tar'), target: at('target'), lowerDirs: [at('source')] });
    const { mode, uid, gid, mtimeMs } = fs.statSync(at('target', 'both'));
    assert.deepEqual([mode & 0o7777, uid, gid, mtimeMs], [0o2750, 12, 34, 1_000_000]);
    assert.equal(fs.statSync(at('target')).mode & 0o7777, 0o711);
  });
});

describe('unpackLayer', () => {
  const digest = () =>
    `sha256:${createHash('sha256')
      .update(fs.readFileSync(at('a.tar')))
      .digest('hex')}`;

  it('reads every compression and tells the digest of the plain archive', async () => {
    writeFiles(at('source'), { 'a/b': 'text' });
    tar('-cf', 'a.tar', '-C', 'source', '.');
    const wanted = { diffId: digest(), size: 4, archiveSize: fs.statSync(at('a.tar')).size };
    const programs = {
      none: ['cat'],
      gzip: ['gzip'],
      zstd: ['zstd'],
      bzip2: ['bzip2'],
      xz: ['xz'],
    };
    for (const [name, [program = '']] of Object.entries(programs)) {
      const options = program === 'cat' ? [] : ['-c'];
      fs.writeFileSync(at('blob'), execFileSync(program, [...options, at('a.tar')]));
      fs.mkdirSync(at(name));
      const done = await unpackLayer({ blob: at('blob'), target: at(name), lowerDirs: [] });
      assert.deepEqual(done, wanted, name);
      assert.equal(fs.readFileSync(at(name, 'a/b'), 'utf8'), 'text');
    }
  });

  it('refuses compressed rubbish', async () => {
    for (const magic of ['1f8b0800', '28b52ffd', '425a68', 'fd377a585a00']) {
      fs.writeFileSync(
        at('blob'),
        Buffer.concat([Buffer.from(magic, 'hex'), Buffer.alloc(600, 7)]),
      );
      await assert.rejects(
        unpackLayer({ blob: at('blob'), target: at('target'), lowerDirs: [] }),
        magic,
      );
    }
  });
});

describe('the pool', () => {
  /** Too large to be unpacked at once in the main thread. */
  function makeLarge(files: number): void {
    const body = 'x'.repeat(6 * 1024 * 1024);
    writeFiles(at('source'), {
      large: body,
      ...Object.fromEntries([...Array(files).keys()].map((n) => [`d${n % 50}/${n}`, ''])),
    });
    tar('-cf', 'a.tar', '-C', 'source', '.');
  }

  it('unpacks in threads, several at once, and the event loop stays free', async () => {
    makeLarge(1000);
    const pool = new UnpackPool();
    const jobs = ['one', 'two', 'three'].map((name) => {
      fs.mkdirSync(at(name));
      return { blob: at('a.tar'), target: at(name), lowerDirs: [] };
    });
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    try {
      for (const done of await Promise.all(jobs.map((job) => pool.unpack(job))))
        assert.equal(done.size, 6 * 1024 * 1024);
      for (const { target } of jobs) assert.deepEqual(filesOf(target), filesOf(at('source')));
    } finally {
      clearInterval(beat);
      await pool.close();
    }
    assert.ok(longest < 500, `the loop stood still for ${longest} ms`);
  });

  it('hands errors back as what they are, and ends a job whose client left', async () => {
    makeLarge(3000);
    fs.truncateSync(at('a.tar'), fs.statSync(at('a.tar')).size - 50_000);
    const pool = new UnpackPool();
    const job = { blob: at('a.tar'), target: at('target'), lowerDirs: [] };
    try {
      await assert.rejects(pool.unpack(job), ArchiveError);
      await assert.rejects(pool.unpack({ ...job, target: at('missing') }), { code: 'ENOENT' });
      const left = new AbortController();
      const running = pool.unpack({ ...job, target: at('again') }, left.signal);
      const watcher = fs.watch(at('again'), () => left.abort(new Error('the client left')));
      try {
        await assert.rejects(running, /the client left/);
      } finally {
        watcher.close();
      }
    } finally {
      await pool.close();
    }
  });
});
