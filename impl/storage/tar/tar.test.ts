import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { extract } from 'tar-stream';
import { ArchiveError } from './entry.ts';
import type { EntryType, TarEntry } from './entry.ts';
import { TarReader } from './reader.ts';
import { writeTar } from './writer.ts';
import type { TarMember } from './writer.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-tar-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function entry(part: Partial<TarEntry> & { name: string }): TarEntry {
  return {
    type: 'file',
    linkName: '',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 0,
    modified: 0n,
    device: { major: 0, minor: 0 },
    xattrs: new Map(),
    ...part,
  };
}

async function write(members: TarMember[]): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(writeTar(members)));
}

async function read(archive: Buffer, chunk = 64 * 1024) {
  const chunks = [];
  for (let at = 0; at < archive.length; at += chunk) chunks.push(archive.subarray(at, at + chunk));
  const reader = new TarReader(Readable.from(chunks));
  const members: { entry: TarEntry; body: Buffer }[] = [];
  for (let next = await reader.next(); next; next = await reader.next())
    members.push({ entry: next, body: Buffer.concat(await Array.fromAsync(reader.body())) });
  return members;
}

const gnuTar = (...args: string[]) => execFileSync('tar', args, { cwd: folder });

/** Any text of bytes that can be a name: no NUL, no slash at the ends. */
const byteName = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\0', 'x'))
  .filter((name) => !name.endsWith('/') && !name.startsWith('/'));

const types: EntryType[] = ['file', 'link', 'symlink', 'directory', 'fifo', 'character-device'];

const member = fc
  .record({
    name: byteName,
    linkName: byteName,
    type: fc.constantFrom(...types),
    mode: fc.nat(0o7777),
    uid: fc.nat(2 ** 31),
    gid: fc.nat(2 ** 31),
    modified: fc.bigInt({ min: -(2n ** 40n), max: 2n ** 62n }),
    device: fc.record({ major: fc.nat(4095), minor: fc.nat(255) }),
    body: fc.uint8Array({ maxLength: 3000 }),
    xattrs: fc.dictionary(
      fc.stringMatching(/^user\.[a-z]{1,8}$/),
      fc.uint8Array({ maxLength: 40 }),
    ),
  })
  .map(({ body: bytes, ...made }): TarMember & { body: Buffer } => {
    const isFile = made.type === 'file';
    const isLink = made.type === 'link' || made.type === 'symlink';
    const body = Buffer.from(isFile ? bytes : []);
    const xattrs = new Map(Object.entries(made.xattrs).map(([k, v]) => [k, Buffer.from(v)]));
    return {
      entry: entry({
        ...made,
        linkName: isLink ? made.linkName : '',
        name: made.type === 'directory' ? `${made.name}/` : made.name,
        size: body.length,
        device: made.type === 'character-device' ? { ...made.device } : { major: 0, minor: 0 },
        xattrs,
      }),
      body,
    };
  });

describe('the tar writer and reader', () => {
  it('give back what they took, whatever the bytes and the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { maxLength: 6 }),
        fc.integer({ min: 1, max: 2000 }),
        async (members, chunk) => {
          const found = await read(await write(members), chunk);
          const wanted = members.map(({ entry, body }) => ({ entry: withoutBody(entry), body }));
          assert.deepEqual(
            found.map(({ entry, body }) => ({ entry: withoutBody(entry), body })),
            wanted,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keep binary attributes and names that are not UTF-8', async () => {
    const capability = Buffer.from('0100000200200000000000000000000000000000', 'hex');
    const archive = await write([
      {
        entry: entry({ name: 'f\xfc\xff', xattrs: new Map([['security.capability', capability]]) }),
      },
    ]);
    const [found] = await read(archive);
    assert.equal(found?.entry.name, 'f\xfc\xff');
    assert.deepEqual(found?.entry.xattrs.get('security.capability'), capability);
  });

  it('refuses to write more or fewer bytes than announced', async () => {
    const short = { entry: entry({ name: 'f', size: 5 }), body: Buffer.from('1234') };
    await assert.rejects(write([short]), /changed its size/);
    await assert.rejects(write([{ ...short, body: Buffer.from('123456') }]), /changed its size/);
  });
});

/** Trailing slashes of folders are the writer's doing. */
function withoutBody(entry: TarEntry) {
  return { ...entry, name: entry.name.replace(/\/+$/, '') };
}

describe('with other programs', () => {
  it('reads what GNU tar writes in each of its formats', async () => {
    const long = 'long/'.repeat(40) + 'n'.repeat(120);
    fs.mkdirSync(path.join(folder, 'tree', path.dirname(long)), { recursive: true });
    fs.writeFileSync(path.join(folder, 'tree', long), 'deep');
    fs.symlinkSync('x'.repeat(200), path.join(folder, 'tree', 'link'));
    fs.linkSync(path.join(folder, 'tree', long), path.join(folder, 'tree', 'hard'));
    fs.utimesSync(path.join(folder, 'tree', 'hard'), 1, 1234567890.5);
    for (const format of ['gnu', 'posix']) {
      gnuTar('-cf', 'a.tar', '--format', format, '--sort=name', '-C', 'tree', '.');
      const found = await read(fs.readFileSync(path.join(folder, 'a.tar')));
      const byName = new Map(found.map((item) => [item.entry.name.replace(/^\.\//, ''), item]));
      assert.equal(byName.get('hard')?.body.toString(), 'deep', format);
      assert.equal(byName.get(long)?.entry.type, 'link', format);
      assert.equal(byName.get(long)?.entry.linkName, './hard', format);
      assert.equal(byName.get('link')?.entry.linkName, 'x'.repeat(200), format);
      const half = format === 'posix' ? 500_000_000n : 0n;
      assert.equal(byName.get('hard')?.entry.modified, 1234567890n * 1_000_000_000n + half, format);
    }
  });

  it("reads the holes of sparse files in each of GNU tar's forms", async () => {
    const file = fs.openSync(path.join(folder, 'sparse'), 'w');
    const pieces = [...Array(30).keys()].map((at) => ({
      offset: at * 100_000,
      text: `piece ${at}`,
    }));
    for (const { offset, text } of pieces) fs.writeSync(file, text, offset);
    fs.ftruncateSync(file, 5_000_000);
    fs.closeSync(file);
    const forms = [['gnu'], ['posix', '0.0'], ['posix', '0.1'], ['posix', '1.0']];
    for (const [format = '', version] of forms) {
      const sparse = version ? [`--sparse-version=${version}`] : [];
      gnuTar('-cSf', 'a.tar', '--format', format, ...sparse, 'sparse');
      const [found, ...more] = await read(fs.readFileSync(path.join(folder, 'a.tar')));
      assert.deepEqual(more, []);
      assert.equal(found?.entry.name, 'sparse', `${format} ${version}`);
      assert.equal(found?.entry.size, 5_000_000);
      assert.ok(found.body.length < 1_000_000, 'only data is stored');
      const whole = Buffer.alloc(5_000_000);
      let at = 0;
      for (const { offset, length } of found.entry.extents ?? []) {
        found.body.copy(whole, offset, at, at + length);
        at += length;
      }
      assert.ok(whole.equals(fs.readFileSync(path.join(folder, 'sparse'))));
    }
  });

  it('writes what GNU tar and tar-stream read', async () => {
    const archive = await write([
      {
        entry: entry({
          name: 'folder',
          type: 'directory',
          mode: 0o1777,
          modified: 1_500_000_000_123_456_789n,
        }),
      },
      {
        entry: entry({ name: `folder/${'n'.repeat(180)}`, size: 4, uid: 3_000_000, gid: 7 }),
        body: Buffer.from('text'),
      },
      { entry: entry({ name: 'link', type: 'symlink', linkName: 'gr\xc3\xbc\xc3\x9fe' }) },
    ]);
    fs.writeFileSync(path.join(folder, 'a.tar'), archive);
    const listed = gnuTar('-tvf', 'a.tar', '--numeric-owner').toString();
    assert.match(listed, /^drwxrwxrwt 0\/0/);
    assert.match(listed, /3000000\/7 +4 .* folder\/n{180}$/m);
    const names: string[] = [];
    const parser = extract();
    parser.on('entry', (header, stream, next) => {
      names.push(header.name, header.linkname ?? '');
      stream.on('end', next).resume();
    });
    const done = new Promise<void>((resolve, reject) =>
      parser.on('finish', resolve).on('error', reject),
    );
    parser.end(archive);
    await done;
    assert.deepEqual(names, ['folder/', '', `folder/${'n'.repeat(180)}`, '', 'link', 'grüße']);
  });
});

describe('damaged archives', () => {
  const good = () =>
    write([{ entry: entry({ name: 'file', size: 1000 }), body: Buffer.alloc(1000, 1) }]);

  it('are refused wherever they are cut', async () => {
    const archive = await good();
    for (const length of [100, 511, 513, 1000, 1400])
      await assert.rejects(read(archive.subarray(0, length)), ArchiveError, `cut at ${length}`);
  });

  it('may lack the final blocks, as some writers leave them out', async () => {
    const archive = await good();
    assert.equal((await read(archive.subarray(0, archive.length - 1024))).length, 1);
    assert.deepEqual(await read(Buffer.alloc(0)), []);
  });

  it('are refused for a wrong checksum, an unknown type, an impossible number', async () => {
    for (const [at, byte] of [
      [0, 0x41],
      [156, 0x5a],
      [130, 0x39],
    ] as const) {
      const archive = await good();
      archive[at] = byte;
      await assert.rejects(read(archive), ArchiveError, `byte ${at}`);
    }
    await assert.rejects(read(Buffer.from('garbage'.repeat(200))), ArchiveError);
  });

  it('cannot make the reader hold more than an extended header may have', async () => {
    const archive = await write([{ entry: entry({ name: 'n'.repeat(300) }) }]);
    const claim = Buffer.from(archive.subarray(0, 512));
    claim.write('77777777777\0', 124, 'latin1');
    const sum = claim.fill(' ', 148, 156).reduce((total, byte) => total + byte, 0);
    claim.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    await assert.rejects(read(Buffer.concat([claim, archive])), /too large/);
  });

  it('never fail in another way than as damaged archives', async () => {
    const base = await write([
      { entry: entry({ name: 'n'.repeat(150), size: 700, modified: 5n }), body: Buffer.alloc(700) },
      { entry: entry({ name: 'other', type: 'symlink', linkName: 'x' }) },
    ]);
    const patch = fc.tuple(fc.nat(base.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 8 }), async (patches) => {
        const broken = Buffer.from(base);
        for (const [at, byte] of patches) broken[at] = byte;
        try {
          await read(broken);
        } catch (error) {
          assert.ok(error instanceof ArchiveError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
