import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, it } from 'node:test';
import { BadParameter, Forbidden } from '../../errors.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { TestEngine } from '../test-support.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';

const tree = 'libpod';

let host: TestEngine;
let outside = '';
let source = '';
before(async () => {
  host = await TestEngine.open();
  outside = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-outside-'));
});
beforeEach(() => {
  source = fs.mkdtempSync(path.join(outside, 'source-'));
  fs.writeFileSync(path.join(source, 'file'), 'old\n');
});
after(async () => {
  await host.close();
  fs.rmSync(outside, { recursive: true });
});

function storage(change: Partial<ContainerConfig['storage']>) {
  return { storage: { ...emptyContainerConfig(tree).storage, ...change } };
}

function overlay(...options: string[]) {
  return storage({ overlayVolumes: [{ source, destination: '/data', options }] });
}

const CHANGE = ['sh', '-c', 'cat /data/file; echo new > /data/file; cat /data/file'];

const mountsOf = (id: string) =>
  readMountInfo().filter(({ mountPoint }) => mountPoint.includes(id));

async function runs(id: string): Promise<string> {
  await host.containers.start(id, tree);
  await host.containers.wait(id, ['exited']).result;
  return host.output(id);
}

describe('overlay volumes', () => {
  it('take changes for one run, and leave the source as it is', async () => {
    const id = await host.create(CHANGE, overlay());
    assert.equal(await runs(id), 'old\nnew');
    assert.equal(fs.readFileSync(path.join(source, 'file'), 'utf8'), 'old\n');
    assert.deepEqual(mountsOf(id), []);
    assert.equal(await runs(id), 'old\nnew\nold\nnew');
    await host.remove(id);
  });

  it('keep changes where the client says, and need both folders', async () => {
    const [upper, work] = [path.join(outside, 'upper'), path.join(outside, 'work')];
    for (const folder of [upper, work]) fs.mkdirSync(folder);
    await assert.rejects(host.create(CHANGE, overlay(`upperdir=${upper}`)), BadParameter);
    const id = await host.create(CHANGE, overlay(`upperdir=${upper}`, `workdir=${work}`));
    assert.equal(await runs(id), 'old\nnew');
    assert.equal(fs.readFileSync(path.join(upper, 'file'), 'utf8'), 'new\n');
    assert.equal(await runs(id), 'old\nnew\nnew\nnew');
  });

  it('refuse a source that is missing', async () => {
    source = path.join(source, 'missing');
    await assert.rejects(host.create(CHANGE, overlay()), BadParameter);
  });

  it('can be read while nothing runs, and not be written', async () => {
    const id = await host.create(CHANGE, overlay());
    const { status } = await host.containers.statPath(id, '/data/file', { throughSlash: true });
    assert.equal(status.size, 4n);
    const nothing = Readable.from([Buffer.alloc(1024)]);
    const options = { tree, keepKinds: false, toUser: false } as const;
    await assert.rejects(host.containers.writeArchive(id, '/data', nothing, options), Forbidden);
  });
});

describe('image volumes', () => {
  const image = (readWrite: boolean) =>
    storage({ imageVolumes: [{ image: 'localhost/busybox', destination: '/image', readWrite }] });

  it('show the files of an image, to be read alone', async () => {
    const id = await host.create(
      ['sh', '-c', 'ls /image/bin/sh; echo x > /image/new || echo refused'],
      image(false),
    );
    assert.match(await runs(id), /^\/image\/bin\/sh\n[^]*refused/);
    assert.deepEqual(mountsOf(id), []);
  });

  it('or to be changed by one container', async () => {
    const id = await host.create(['sh', '-c', 'echo x > /image/new; cat /image/new'], image(true));
    assert.equal(await runs(id), 'x');
    const other = await host.create(['ls', '/image'], image(true));
    assert.doesNotMatch(await runs(other), /new/);
  });
});

describe('a folder of the host as root', () => {
  const rootfs = async (isOverlay: boolean) => {
    const { archive } = await host.containers.readArchive(await host.create(['true']), '/.', {
      tree,
    });
    const folder = fs.mkdtempSync(path.join(outside, 'root-'));
    const { unpackTar } = await import('../../storage/unpack/unpack.ts');
    await unpackTar(archive, folder, { whiteouts: 'plain' });
    const config = host.config(['sh', '-c', 'cat /kept; echo yes > /kept'], {
      rootfs: { path: folder, overlay: isOverlay },
    });
    delete config.image;
    return { folder, id: (await host.containers.create(config)).id };
  };

  it('stays as it is below an overlay, which keeps the changes of every run', async () => {
    const { folder, id } = await rootfs(true);
    assert.match(await runs(id), /No such file/);
    assert.match(await runs(id), /yes$/);
    assert.ok(!fs.existsSync(path.join(folder, 'kept')));
    assert.ok((await host.containers.changes(id)).some(({ path: changed }) => changed === '/kept'));
    await host.remove(id);
    assert.deepEqual(mountsOf(id), []);
  });

  it('is changed itself without one', async () => {
    const { folder, id } = await rootfs(false);
    await runs(id);
    assert.equal(fs.readFileSync(path.join(folder, 'kept'), 'utf8'), 'yes\n');
  });
});

it('overlays of a run outlive the daemon, and go with the run under the next one', async () => {
  const first = await TestEngine.open();
  const id = await first.run(['sleep', '1000'], overlay());
  // Its root file system, the volume, and /dev/shm.
  assert.equal(mountsOf(id).length, 3);
  await first.engine.close();
  const second = await TestEngine.open(first.root);
  try {
    assert.equal(mountsOf(id).length, 3);
    await second.containers.kill(id, { tree });
    await second.containers.wait(id, ['exited']).result;
    assert.deepEqual(mountsOf(id), []);
  } finally {
    await second.close();
  }
});
