import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestEngine } from '../test-support.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';

describe('what is mounted in a container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const storage = (change: Partial<ContainerConfig['storage']>) => ({
    storage: { ...emptyContainerConfig('libpod').storage, ...change },
  });

  /** Runs to the end; returns the exit code and what was written to stdout. */
  async function output(command: string, change: Partial<ContainerConfig>): Promise<string> {
    const id = await host.create(['sh', '-c', command], change);
    const wait = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    const { exitCode } = await wait.result;
    const text = `${exitCode}:${await host.output(id)}`;
    await host.remove(id);
    return text;
  }

  test("an image's volume: filled from the image, and gone with its container", async () => {
    const id = await host.run(['sleep', '1000'], { image: 'localhost/volume' });
    const [mount] = host.containers.view(id).mounts;
    assert.ok(mount);
    assert.equal(mount.type, 'volume');
    assert.equal(mount.destination, '/data');
    assert.equal(await readFile(join(mount.source, 'seed'), 'utf8'), 'seeded\n');
    await writeFile(join(mount.source, 'new'), 'from outside\n');
    const borrowed = storage({ volumesFrom: [`${id.slice(0, 12)}:ro`] });
    assert.equal(
      await output('cat /data/new; touch /data/x', borrowed),
      '1:from outside\ntouch: /data/x: Read-only file system',
    );
    assert.deepEqual(host.containers.users({ volume: mount.name }), [id]);
    await host.remove(id);
    assert.equal(existsSync(mount.source), false);
  });

  test('a named volume keeps its content from one container to the next', async () => {
    const named = storage({ volumes: [{ name: 'kept', destination: '/v', options: [] }] });
    assert.equal(await output('echo one > /v/file', named), '0:');
    assert.equal(await output('cat /v/file', named), '0:one');
    assert.ok(host.engine.volumes.get('kept'));
    await host.engine.volumes.remove('kept');
  });

  test('binds and tmpfs', async () => {
    const source = join(host.root, 'bound');
    await mkdir(source);
    await writeFile(join(source, 'file'), 'bound\n');
    const mounts = storage({
      mounts: [
        { type: 'bind', source, destination: '/b/', options: ['ro'] },
        { type: 'tmpfs', destination: '/t', options: ['size=64k'] },
      ],
    });
    assert.equal(await output('cat /b/file; df -k /t | grep -c " 64 "', mounts), '0:bound\n1');
    const twice = storage({
      mounts: [
        { type: 'tmpfs', destination: '/t', options: [] },
        { type: 'tmpfs', destination: '/t/', options: [] },
      ],
    });
    await assert.rejects(host.create(['true'], twice), /\/t: duplicate mount destination/);
    const missing = storage({
      mounts: [{ type: 'bind', source: join(host.root, 'no'), destination: '/b', options: [] }],
    });
    const made = storage({
      mounts: missing.storage.mounts.map((bind) => ({ ...bind, makeSource: true })),
    });
    await assert.rejects(host.create(['true'], missing), { status: 400 });
    assert.equal(existsSync(join(host.root, 'no')), false);
    await host.remove(await host.create(['true'], made));
    assert.ok(existsSync(join(host.root, 'no')));
  });

  test('a failed create leaves no volume, no name and no layer', async () => {
    const volumes = () => host.engine.volumes.list().length;
    const before = volumes();
    const bad = {
      ...storage({ volumes: [{ name: '', destination: 'relative', options: [] }] }),
      image: 'localhost/volume',
      name: 'free',
    };
    await assert.rejects(host.create(['true'], bad), { status: 400 });
    assert.equal(volumes(), before);
    await host.remove(await host.create(['true'], { name: 'free' }));
  });

  test('the root file system: mounted by hand, seen from outside, kept through a run', async () => {
    const id = await host.create(['sh', '-c', 'cat /by-hand; echo run > /from-run']);
    const path = await host.containers.mount(id);
    assert.deepEqual(host.containers.mounted(), { [id]: path });
    await writeFile(join(path, 'by-hand'), 'x');
    const wait = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    assert.equal((await wait.result).exitCode, 0);
    assert.equal(await readFile(join(path, 'from-run'), 'utf8'), 'run\n');
    await host.containers.unmount(id);
    assert.deepEqual(host.containers.mounted(), {});
    const changes = (await host.containers.changes(id)).map(({ path: at }) => at);
    assert.deepEqual(
      changes.filter((at) => /by-hand|from-run/.test(at)),
      ['/by-hand', '/from-run'],
    );
    const { size } = await host.containers.inspect(id, { size: true });
    assert.ok(size && size.rw >= 5 && size.rootFs > size.rw);
    await host.remove(id);
  });
});
