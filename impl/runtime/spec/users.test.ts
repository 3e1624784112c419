import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readUserFiles, resolveUser } from './users.ts';

const files = {
  passwd: [
    'root:x:0:0:root:/root:/bin/sh',
    '# comment:x:7:7::/:',
    'broken',
    'app:x:1000:1000:an app:/home/app:/bin/sh',
    '1234:x:50:51::/numeric:/bin/sh',
    'nohome:x:60:61:::',
  ].join('\n'),
  group: ['root:x:0:', 'app:x:1000:', 'extra:x:2000:app,other', 'wheel:x:10:root'].join('\n'),
};

describe('resolveUser', () => {
  for (const [wanted, uid, gid, home, groups] of [
    [undefined, 0, 0, '/root', [10]],
    ['', 0, 0, '/root', [10]],
    ['root', 0, 0, '/root', [0, 10]],
    ['app', 1000, 1000, '/home/app', [1000, 2000]],
    ['1000', 1000, 1000, '/home/app', [1000, 2000]],
    ['1000:1000', 1000, 1000, '/home/app', [1000]],
    ['app:extra', 1000, 2000, '/home/app', [2000]],
    ['app:77', 1000, 77, '/home/app', [77]],
    ['4000', 4000, 0, '/', [0]],
    ['4000:4001', 4000, 4001, '/', [4001]],
    ['1234', 50, 51, '/numeric', [51]],
    ['nohome', 60, 61, '/', [61]],
    [':extra', 0, 2000, '/root', [2000]],
  ] as const) {
    test(JSON.stringify(wanted), () => {
      assert.deepEqual(resolveUser(wanted, [], files), { uid, gid, home, additionalGids: groups });
    });
  }

  test('further groups are added once', () => {
    const user = resolveUser('app', ['wheel', '2000', '3000', 'keep-groups'], files);
    assert.deepEqual(user.additionalGids, [1000, 2000, 10, 3000]);
  });

  test('what is not there is named', () => {
    assert.throws(() => resolveUser('ghost', [], files), /unable to find user ghost/);
    assert.throws(() => resolveUser('app:ghosts', [], files), /unable to find group ghosts/);
    assert.throws(() => resolveUser('4294967295', [], files), { status: 400 });
  });

  test('an empty root file system knows numbers only', () => {
    const none = { passwd: '', group: '' };
    assert.deepEqual(resolveUser(undefined, [], none), {
      uid: 0,
      gid: 0,
      home: '/',
      additionalGids: [],
    });
  });
});

test('the files are read inside the root, wherever their links point', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-users-'));
  await mkdir(join(folder, 'rootfs', 'etc'), { recursive: true });
  await writeFile(join(folder, 'passwd'), 'outside:x:1:1::/:');
  await writeFile(join(folder, 'rootfs', 'inside'), 'inside:x:2:2::/:');
  await symlink('../../passwd', join(folder, 'rootfs', 'etc', 'group'));
  await symlink('/inside', join(folder, 'rootfs', 'etc', 'passwd'));
  assert.deepEqual(readUserFiles(join(folder, 'rootfs')), {
    passwd: 'inside:x:2:2::/:',
    group: '',
  });
  await rm(folder, { recursive: true });
});
