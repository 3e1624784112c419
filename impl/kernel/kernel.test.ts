import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { growPipe, sealedCopy } from './descriptor.ts';
import {
  fchmodat,
  fchownat,
  linkat,
  makeDevice,
  mkdirat,
  mknodat,
  renameat,
  rmdirat,
  splitDevice,
  symlinkat,
  unlinkat,
  utimensat,
} from './entries.ts';
import { hasCode } from './libc.ts';
import { bindMount, mount, setPropagation, umount } from './mount.ts';
import { readMountInfo } from './mountinfo.ts';
import { AT_FDCWD, openInRoot, withDescriptor } from './openat2.ts';
import { syncFileSystem, syncFolder } from './sync.ts';
import { lgetxattr, llistxattr, lremovexattr, lsetxattr } from './xattr.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-kernel-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const inFolder = (...parts: string[]) => path.join(folder, ...parts);
const mountsBelow = () =>
  readMountInfo().filter((entry) => entry.mountPoint.startsWith(`${folder}/`));

describe('mount', () => {
  it('mounts an overlay, shows it in mountinfo and takes it away', () => {
    for (const name of ['lower', 'upper', 'work', 'me rged']) fs.mkdirSync(inFolder(name));
    fs.writeFileSync(inFolder('lower', 'file'), 'from below');
    const data = `lowerdir=${inFolder('lower')},upperdir=${inFolder('upper')},workdir=${inFolder('work')}`;
    mount('overlay', inFolder('me rged'), { type: 'overlay', data });
    try {
      assert.equal(fs.readFileSync(inFolder('me rged', 'file'), 'utf8'), 'from below');
      assert.deepEqual(
        mountsBelow().map((entry) => [entry.mountPoint, entry.type]),
        [[inFolder('me rged'), 'overlay']],
      );
    } finally {
      umount(inFolder('me rged'));
    }
    assert.deepEqual(mountsBelow(), []);
  });

  it('binds read-only and sets propagation', () => {
    fs.mkdirSync(inFolder('source'));
    fs.mkdirSync(inFolder('target'));
    bindMount(inFolder('source'), inFolder('target'), { readOnly: true });
    try {
      assert.throws(() => fs.writeFileSync(inFolder('target', 'x'), ''), { code: 'EROFS' });
      fs.writeFileSync(inFolder('source', 'x'), '');
      setPropagation(inFolder('target'), 'shared');
      assert.match(mountsBelow()[0]?.propagation.join(' ') ?? '', /shared:\d+/);
      setPropagation(inFolder('target'), 'private');
      assert.deepEqual(mountsBelow()[0]?.propagation, []);
    } finally {
      umount(inFolder('target'));
    }
  });

  it('fails with an error like those of Node', () => {
    assert.throws(() => umount(inFolder('missing')), {
      message: `ENOENT: no such file or directory, umount2 '${inFolder('missing')}'`,
      code: 'ENOENT',
      errno: -2,
      syscall: 'umount2',
      path: inFolder('missing'),
    });
  });

  it('refuses a NUL byte in a path', () => {
    assert.throws(() => umount(`${folder}\0/x`), { code: 'EINVAL' });
    assert.throws(() => umount(Buffer.from(`${folder}\0/x`)), { code: 'EINVAL' });
  });
});

describe('openInRoot', () => {
  const read = (root: number, name: string) =>
    withDescriptor(openInRoot(root, name, fs.constants.O_RDONLY), (file) =>
      fs.readFileSync(file, 'utf8'),
    );

  it('keeps absolute links and .. inside the root', () => {
    fs.mkdirSync(inFolder('root', 'etc'), { recursive: true });
    fs.writeFileSync(inFolder('root', 'etc', 'passwd'), 'inside');
    fs.symlinkSync('/etc', inFolder('root', 'absolute'));
    fs.symlinkSync('../../../../../etc', inFolder('root', 'climbing'));
    withDescriptor(fs.openSync(inFolder('root'), fs.constants.O_DIRECTORY), (root) => {
      for (const name of ['/etc/passwd', 'absolute/passwd', 'climbing/passwd', '../../etc/passwd'])
        assert.equal(read(root, name), 'inside', name);
    });
  });

  it('does not follow the magic links of /proc', () => {
    withDescriptor(fs.openSync('/proc', fs.constants.O_DIRECTORY), (root) => {
      assert.throws(
        () => read(root, 'self/root/etc/passwd'),
        (error) => hasCode(error, 'ELOOP', 'EXDEV'),
      );
    });
  });
});

describe('entries', () => {
  it('makes every kind of entry relative to a folder', () => {
    withDescriptor(fs.openSync(folder, fs.constants.O_DIRECTORY), (dir) => {
      mkdirat(dir, 'dir', 0o700);
      mknodat(dir, 'fifo', fs.constants.S_IFIFO | 0o600);
      mknodat(dir, 'null', fs.constants.S_IFCHR | 0o666, { major: 1, minor: 3 });
      symlinkat('dir', dir, 'link');
      linkat(dir, 'link', dir, 'same-link');
      fchownat(dir, 'link', 12, 34);
      utimensat(dir, 'link', 5n, -1_500_000_001n);
      fchmodat(dir, 'fifo', 0o4711);
    });
    const link = fs.lstatSync(inFolder('same-link'), { bigint: true });
    assert.deepEqual(
      [link.isSymbolicLink(), link.nlink, link.uid, link.gid, link.mtimeNs, link.atimeNs],
      [true, 2n, 12n, 34n, -1_500_000_001n, 5n],
    );
    assert.equal(fs.lstatSync(inFolder('fifo')).mode, fs.constants.S_IFIFO | 0o4711);
    assert.equal(fs.lstatSync(inFolder('null')).rdev, Number(makeDevice(1, 3)));
  });

  it('renames and removes', () => {
    fs.mkdirSync(inFolder('dir'));
    fs.writeFileSync(inFolder('a'), '');
    withDescriptor(fs.openSync(folder, fs.constants.O_DIRECTORY), (dir) => {
      renameat(dir, 'a', dir, 'b');
      unlinkat(dir, 'b');
      rmdirat(dir, 'dir');
      assert.throws(() => unlinkat(dir, 'b'), { code: 'ENOENT', syscall: 'unlinkat' });
    });
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('takes names that are not UTF-8', () => {
    const name = Buffer.from([0x66, 0xfc, 0xff]);
    mkdirat(AT_FDCWD, Buffer.concat([Buffer.from(`${folder}/`), name]), 0o755);
    assert.deepEqual(fs.readdirSync(folder, 'buffer'), [name]);
  });

  it('packs device numbers as the kernel does', () => {
    for (const device of [
      { major: 1, minor: 3 },
      { major: 259, minor: 70000 },
      { major: 0xfffff, minor: 0xfffff },
    ])
      assert.deepEqual(splitDevice(makeDevice(device.major, device.minor)), device);
    assert.equal(splitDevice(fs.statSync('/dev/null', { bigint: true }).rdev).minor, 3);
  });
});

describe('xattr', () => {
  it('sets, reads, lists and removes, binary and long values too', () => {
    const file = inFolder('file');
    fs.writeFileSync(file, '');
    const value = Buffer.from([0, 255, 10, 0]);
    const long = Buffer.alloc(3000, 7);
    lsetxattr(file, 'user.binary', value);
    lsetxattr(file, 'trusted.long', long);
    assert.deepEqual(lgetxattr(file, 'user.binary'), value);
    assert.deepEqual(lgetxattr(file, 'trusted.long'), long);
    assert.equal(lgetxattr(file, 'user.none'), undefined);
    lremovexattr(file, 'user.binary');
    assert.deepEqual(llistxattr(file), ['trusted.long']);
    assert.throws(() => lgetxattr(inFolder('missing'), 'user.x'), { code: 'ENOENT' });
  });
});

describe('sync', () => {
  it('flushes a file system and a folder', async () => {
    await syncFileSystem(folder);
    await syncFolder(folder);
    await assert.rejects(syncFileSystem(inFolder('missing')), { code: 'ENOENT' });
  });
});

describe('a sealed copy', () => {
  it('has the content, and cannot be written', () => {
    fs.writeFileSync(inFolder('program'), 'some bytes');
    withDescriptor(sealedCopy(inFolder('program')), (copy) => {
      assert.equal(fs.readFileSync(`/proc/self/fd/${copy}`, 'latin1'), 'some bytes');
      assert.throws(() => fs.writeSync(copy, 'x', 0), { code: 'EPERM' });
    });
  });
});

describe('a pipe', () => {
  it('that has grown takes more before its writer waits', () => {
    withDescriptor(fs.openSync(folder, 'r'), (at) =>
      mknodat(at, 'pipe', fs.constants.S_IFIFO | 0o600),
    );
    const flags = fs.constants.O_RDWR | fs.constants.O_NONBLOCK;
    withDescriptor(fs.openSync(inFolder('pipe'), flags), (pipe) => {
      growPipe(pipe, 262_144);
      assert.equal(fs.writeSync(pipe, Buffer.alloc(200_000)), 200_000);
    });
  });
});
