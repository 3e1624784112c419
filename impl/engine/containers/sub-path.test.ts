import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { BadParameter } from '../../errors.ts';
import { TestEngine } from '../test-support.ts';
import { checkSubPath } from './sub-path.ts';

let engine: TestEngine;
let folder: string;

before(async () => {
  engine = await TestEngine.open();
  folder = await mkdtemp(join(tmpdir(), 'refpod-sub-path-'));
});

after(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** Makes a container with a part of `folder`, and one of a volume, at /part and /volume. */
function create(command: string, subPath: string, options: string[] = []): Promise<string> {
  const { storage } = engine.config([]);
  const bind = { type: 'bind', source: folder, destination: '/part', options, subPath };
  const volume = { name: 'parts', destination: '/volume', options: [], subPath: 'new/below' };
  return engine.create(['sh', '-c', command], {
    storage: { ...storage, mounts: [bind], volumes: [volume] },
  });
}

test('a part is a file or a folder, which is made if it is missing', async () => {
  await writeFile(join(folder, 'file'), 'content\n');
  const id = await create(
    'cat /part; echo x > /volume/made; (echo y > /part) 2> /dev/null || echo fixed',
    'file',
    ['ro'],
  );
  const { archive } = await engine.containers.readArchive(id, '/part', {
    tree: 'libpod',
    rename: {},
  });
  assert.match(await text(archive), /content/);
  await engine.containers.start(id, 'libpod');
  assert.equal(await engine.output(id), 'content\nfixed');
  const { volumes } = engine.engine;
  assert.equal(
    await readFile(`${volumes.path(volumes.find('parts'))}/new/below/made`, 'utf8'),
    'x\n',
  );
  await engine.remove(id);
});

test('links in a volume lead nowhere out of it', async () => {
  await symlink('/etc', join(folder, 'link'));
  await symlink('../../..', join(folder, 'up'));
  await mkdir(join(folder, 'etc'));
  await writeFile(join(folder, 'etc', 'own'), '');
  for (const subPath of ['link', 'up/etc']) {
    const id = await create('ls /part', subPath);
    await engine.containers.start(id, 'libpod');
    assert.equal(await engine.output(id), 'own');
    await engine.remove(id);
  }
});

test('a path out of the volume is refused', () => {
  for (const path of ['..', '/etc', 'a/../..', '.', 'a/..']) {
    assert.throws(() => checkSubPath(path), BadParameter);
  }
  assert.equal(checkSubPath('a/./b/'), 'a/b');
});
