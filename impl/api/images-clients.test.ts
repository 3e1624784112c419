/** The real docker and podman commands on our images, and archives to and from a real Podman. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { dockerArchive, file, images as fixtures, tar } from '../../fixtures/index.ts';
import { ImageServer } from './images-test-support.ts';

const run = promisify(execFile);

let server: ImageServer;
let archive = '';
const at = (name: string) => join(server.folder, name);

before(async () => {
  server = await ImageServer.start();
  archive = at('fixtures.tar');
  await writeFile(archive, await dockerArchive(Object.values(fixtures).map((make) => make())));
  await writeFile(at('rootfs.tar'), await tar([file('hello', 'hi')]));
});
after(() => server[Symbol.asyncDispose]());
beforeEach(() =>
  server.test.images.removeMany([], { all: true, force: true, ignore: true, noprune: false }),
);

/** What the command prints, as words of lines. */
async function print(program: string, args: string[]): Promise<string[]> {
  const environment = { PATH: process.env['PATH'], HOME: server.folder, TMPDIR: server.folder };
  const { stdout } = await run(program, args, { env: environment, timeout: 60_000 });
  return stdout.split('\n').filter((line) => line !== '');
}
const docker = (...args: string[]) => print('docker', ['-H', `unix://${server.socket}`, ...args]);
const remote = (...args: string[]) =>
  print('podman', ['--url', `unix://${server.socket}`, ...args]);

describe('docker', () => {
  it('loads, lists, names, shows, saves and removes', async () => {
    assert.deepEqual(
      (await docker('load', '-q', '-i', archive)).toSorted(),
      ['app', 'busybox', 'layers', 'volume'].map(
        (name) => `Loaded image: localhost/${name}:latest`,
      ),
    );
    await docker('tag', 'app', 'me/web:v1');
    const names = ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'];
    assert.deepEqual(await docker(...names, 'me/web'), ['me/web:v1']);
    assert.equal((await docker(...names, '--filter', 'label=tier')).length, 2);
    const id = server.test.id('app');
    assert.deepEqual(
      await docker('image', 'inspect', '--format', '{{.Id}} {{.Config.User}}', 'me/web:v1'),
      [`sha256:${id} app:extra`],
    );
    assert.equal((await docker('history', '-q', '--no-trunc', 'layers')).length, 3);
    await docker('save', '-o', at('saved.tar'), 'me/web:v1', 'localhost/layers');
    assert.deepEqual((await docker('rmi', 'me/web:v1', 'localhost/app')).slice(0, 3), [
      'Untagged: me/web:v1',
      'Untagged: localhost/app:latest',
      `Deleted: sha256:${id}`,
    ]);
    await assert.rejects(docker('rmi', 'app'), /No such image: app/);
    assert.deepEqual(await docker('load', '-q', '-i', at('saved.tar')), [
      'Loaded image: me/web:v1',
      'Loaded image: localhost/layers:latest',
    ]);
    assert.equal(server.test.id('docker.io/me/web:v1'), id);
    const pruned = await docker('image', 'prune', '-af');
    assert.match(pruned.at(-1) ?? '', /^Total reclaimed space: \d/);
    assert.deepEqual(await docker('images', '-aq'), []);
  });

  it('imports a root file system', async () => {
    const change = ['-c', 'CMD ["echo", "hi"]', '-c', 'ENV A=b', '-m', 'why'];
    const [id] = await docker('import', ...change, at('rootfs.tar'), 'made:v1');
    const shown = await docker(
      'image',
      'inspect',
      '-f',
      '{{.Id}} {{.Config.Cmd}} {{.Config.Env}}',
      'made:v1',
    );
    assert.deepEqual(shown, [`${id} [echo hi] [A=b]`]);
  });
});

describe('podman --url', () => {
  it('loads, lists, names, draws, compares, saves and removes', async () => {
    await remote('load', '-q', '-i', archive);
    await remote('tag', 'app', 'web:v1', 'quay.io/me/web');
    const names = ['images', '--noheading', '--format', '{{.Repository}}:{{.Tag}}'];
    assert.deepEqual((await remote(...names, '--filter', 'reference=*web*')).toSorted(), [
      'localhost/app:latest',
      'localhost/web:v1',
      'quay.io/me/web:latest',
    ]);
    await remote('untag', 'quay.io/me/web', 'quay.io/me/web');
    await remote('image', 'exists', 'web:v1');
    await assert.rejects(remote('image', 'exists', 'quay.io/me/web'));
    assert.equal((await remote('image', 'tree', 'layers')).length, 7);
    assert.ok((await remote('image', 'diff', 'layers')).includes('D /data/removed'));
    assert.equal((await remote('history', '-q', 'layers')).length, 3);
    const id = server.test.id('app');
    await remote('save', '-q', '-o', at('podman.tar'), 'web:v1');
    await remote('save', '-q', '-m', '-o', at('several.tar'), 'busybox', 'layers');
    const shown = await remote('inspect', '--type', 'image', '-f', '{{.Id}} {{.User}}', 'web:v1');
    assert.deepEqual(shown, [`${id} app:extra`]);
    await assert.rejects(remote('rmi', id), /more than one tag/);
    assert.deepEqual(await remote('rmi', '-f', id), [
      'Untagged: localhost/app:latest',
      'Untagged: localhost/web:v1',
      `Deleted: ${id}`,
    ]);
    await remote('rmi', '-a');
    assert.deepEqual(await remote('load', '-q', '-i', at('podman.tar')), [
      'Loaded image: localhost/web:v1',
    ]);
    assert.equal((await remote('load', '-q', '-i', at('several.tar'))).length, 2);
    assert.equal(server.test.id('web:v1'), id);
    assert.equal((await remote('image', 'prune', '-af')).length, 3);
  });

  it('imports a root file system', async () => {
    await remote('import', '-q', '-c', 'CMD ["echo", "hi"]', '-m', 'why', at('rootfs.tar'), 'made');
    const [shown] = await remote('image', 'inspect', '-f', '{{.Comment}} {{.Config.Cmd}}', 'made');
    assert.equal(shown, 'why [echo hi]');
  });
});

describe('a real Podman', () => {
  let folder = '';
  // Podman refuses a run root whose path is longer than 50 characters.
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'p-'));
  });
  after(() => rm(folder, { recursive: true }));
  const real = (...args: string[]) => {
    const state = ['root', 'runroot', 'tmpdir'].flatMap((name) => [
      `--${name}`,
      join(folder, name),
    ]);
    const quiet = ['--cgroup-manager', 'cgroupfs', '--events-backend', 'none'];
    return print('podman', [...state, ...quiet, '--storage-driver', 'vfs', ...args]);
  };
  const inspect = '{{.Id}} {{.Config.Cmd}} {{.RootFS.Layers}}';

  it('reads our archives, and we read its: the same images, of the same ids', async () => {
    await remote('load', '-q', '-i', archive);
    for (const format of ['docker-archive', 'oci-archive']) {
      for (const name of ['busybox', 'layers']) {
        await remote('save', '-q', '--format', format, '-o', at(`${name}.tar`), name);
        await real('load', '-q', '-i', at(`${name}.tar`));
        const there = await real('image', 'inspect', '-f', inspect, name);
        assert.deepEqual(there, await remote('image', 'inspect', '-f', inspect, name), format);
        await real('save', '-q', '--format', format, '-o', at(`${name}.back.tar`), name);
        await remote('rmi', name);
        await remote('load', '-q', '-i', at(`${name}.back.tar`));
        assert.deepEqual(await remote('image', 'inspect', '-f', inspect, name), there, format);
        await real('rmi', name);
      }
    }
    await docker('save', '-o', at('all.tar'), 'busybox', 'app', 'volume');
    const loaded = await real('load', '-q', '-i', at('all.tar'));
    assert.equal(loaded.length, 3);
    await real('rmi', '-a');
  });
});
