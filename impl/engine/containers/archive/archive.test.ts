import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { file, folder, symlink, tar } from '../../../../fixtures/index.ts';
import type { Entry } from '../../../../fixtures/index.ts';
import { BadParameter, Forbidden, NotFound } from '../../../errors.ts';
import { readMountInfo } from '../../../kernel/mountinfo.ts';
import { packTree } from '../../../storage/pack/pack.ts';
import { TarReader } from '../../../storage/tar/reader.ts';
import { writeTar } from '../../../storage/tar/writer.ts';
import { unpackTar } from '../../../storage/unpack/unpack.ts';
import { TestEngine } from '../../test-support.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import type { Tree } from '../view.ts';
import { makeTree, treeShape } from './random-tree.fixture.ts';

const SLEEP = ['sleep', '1000'];

let host: TestEngine;
let outside = '';
before(async () => {
  host = await TestEngine.open();
  outside = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-outside-'));
  fs.writeFileSync(path.join(outside, 'file'), 'precious');
});
after(async () => {
  await host.close();
  fs.rmSync(outside, { recursive: true });
});

const rules = { tree: 'compat' as Tree, keepKinds: false, toUser: false };

async function put(id: string, place: string, entries: Entry[], options = rules): Promise<void> {
  await host.containers.writeArchive(id, place, Readable.from([await tar(entries)]), options);
}

async function get(id: string, place: string, tree: Tree = 'compat') {
  const { archive } = await host.containers.readArchive(id, place, { tree });
  return membersOf(await buffer(archive));
}

async function membersOf(archive: Buffer): Promise<string[]> {
  const reader = new TarReader(Readable.from([archive]));
  const found: string[] = [];
  for (let entry = await reader.next(); entry; entry = await reader.next()) {
    const { name, type, linkName, mode, uid, gid, modified, device, xattrs } = entry;
    const body = Buffer.concat(await Array.fromAsync(reader.body())).toString('latin1');
    const more = [...xattrs].map(([key, value]) => `${key}=${value.toString('hex')}`).sort();
    found.push(
      [name, type, linkName, mode, uid, gid, modified, device.major, ...more, body].join(' '),
    );
  }
  return found;
}

const names = (members: string[]) => members.map((line) => line.split(' ')[0]);

function storage(change: Partial<ContainerConfig['storage']>) {
  return { storage: { ...emptyContainerConfig('libpod').storage, ...change } };
}

/** One container in each state that has files to show. */
async function inEveryState(change: Partial<ContainerConfig> = {}): Promise<string[]> {
  const [created, running, paused, ended] = await Promise.all([
    host.create(SLEEP, change),
    host.run(SLEEP, change),
    host.run(SLEEP, change),
    host.run(['true'], change),
  ]);
  await host.containers.pause(paused, 'libpod');
  await host.containers.wait(ended, ['exited']).result;
  return [created, running, paused, ended];
}

describe('files into and out of a container', () => {
  it('come back as they went in, whatever the tree', async () => {
    const ids = [await host.create(SLEEP), await host.run(SLEEP)];
    let count = 0;
    await fc.assert(
      fc.asyncProperty(treeShape, async (shape) => {
        const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-tree-'));
        try {
          const source = path.join(scratch, 'source');
          makeTree(source, shape);
          const sent = await buffer(writeTar(packTree(source, { whiteouts: false })));
          for (const id of ids) {
            const name = `t${(count += 1)}`;
            await put(id, '/', [folder(name)]);
            await host.containers.writeArchive(id, name, Readable.from([sent]), rules);
            const { archive } = await host.containers.readArchive(id, `/${name}/.`, rules);
            const target = path.join(scratch, name);
            fs.mkdirSync(target);
            await unpackTar(archive, target, { whiteouts: 'plain' });
            const back = await buffer(writeTar(packTree(target, { whiteouts: false })));
            assert.deepEqual(await membersOf(back), await membersOf(sent));
          }
        } finally {
          fs.rmSync(scratch, { recursive: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('go through volumes and binds, in every state, and are seen by the process', async () => {
    const bound = path.join(outside, 'bound');
    fs.mkdirSync(bound);
    const change = storage({
      volumes: [{ name: 'kept', destination: '/data/kept', options: [] }],
      mounts: [{ type: 'bind', source: bound, destination: '/data/bound', options: [] }],
    });
    for (const id of await inEveryState(change)) {
      await put(id, '/data/kept', [file('in-volume', id)]);
      await put(id, '/data', [file('bound/in-bind', id)]);
      assert.equal(fs.readFileSync(path.join(bound, 'in-bind'), 'utf8'), id);
      const { path: kept } = await host.engine.volumes.ensure({ name: 'kept', anonymous: false });
      assert.equal(fs.readFileSync(path.join(kept, 'in-volume'), 'utf8'), id);
      assert.deepEqual(names(await get(id, '/data')), [
        'data/',
        'data/bound/',
        'data/bound/in-bind',
        'data/kept/',
        'data/kept/in-volume',
      ]);
    }
    const reader = await host.run(['cat', '/data/kept/in-volume'], change);
    assert.equal((await host.output(reader)).length, 64);
  });

  it('of a tmpfs are those of the running process', async () => {
    const id = await host.run(['sh', '-c', 'echo here > /memory/file; echo done; sleep 1000'], {
      ...storage({ mounts: [{ type: 'tmpfs', destination: '/memory', options: [] }] }),
    });
    await host.logged(id, 'done');
    assert.match((await get(id, '/memory/file'))[0] ?? '', /here\n$/);
    assert.ok(!names(await get(id, '/')).some((name) => /^\/(proc|sys)\/./.test(name ?? '')));
  });
});

describe('links in a container', () => {
  it('never lead out, on the way in or out, in any state', async () => {
    const secret = path.join(outside, 'file');
    const traps = [
      symlink('absolute', outside),
      symlink('climbing', `../../../../../../../..${outside}`),
      symlink('root', '/proc/1/root'),
      symlink('self', '/proc/self/root'),
    ];
    for (const id of await inEveryState()) {
      await put(id, '/tmp', traps);
      for (const { name } of traps) {
        const below = name.startsWith('r') || name.startsWith('s') ? `${name}${outside}` : name;
        await assert.rejects(get(id, `/tmp/${below}/file`), NotFound, name);
        await assert.rejects(get(id, `/tmp/${below}/file`, 'libpod'), NotFound, name);
        await assert.rejects(put(id, `/tmp/${below}`, [file('file', 'planted')]), NotFound);
        await put(id, '/tmp', [file(`${name}/file`, 'planted')]).catch((error: unknown) => {
          assert.ok(error instanceof BadParameter, String(error));
        });
      }
      assert.equal(fs.readFileSync(secret, 'utf8'), 'precious');
    }
  });

  it('that take a folder’s place while it is copied lead nowhere else', async () => {
    const swap = `mkdir /a /b; ln -s ${outside} /b/d; mkdir /a/d; echo mine > /a/d/file; echo ready
      while :; do mv /a/d /a/x; mv /b/d /a/d; mv /a/d /b/d; mv /a/x /a/d; done`;
    const id = await host.run(['sh', '-c', swap]);
    await host.logged(id, 'ready');
    let seen = 0;
    for (let round = 0; round < 150; round += 1) {
      try {
        for (const line of await get(id, '/a')) if (/file/.test(line)) seen += 1;
        assert.doesNotMatch((await get(id, '/a/d/file')).join(), /precious/);
        await put(id, '/a/d', [file('other', 'planted')]);
      } catch (error) {
        assert.ok(error instanceof NotFound || error instanceof BadParameter, String(error));
      }
    }
    assert.ok(seen > 0, 'files were copied');
    assert.deepEqual(
      fs.readdirSync(outside).filter((name) => name !== 'bound'),
      ['file'],
    );
  });
});

describe('an archive that cannot be taken', () => {
  const damaged = async () => {
    const whole = await tar([file('first', 'text'), file('second', 'x'.repeat(5000))]);
    return [
      whole.subarray(0, 3000),
      Buffer.from('no tar\n'.repeat(200)),
      gzipSync(whole).subarray(0, 60),
    ];
  };

  it('changes nothing when it is damaged', async () => {
    const id = await host.create(SLEEP);
    for (const archive of await damaged())
      await assert.rejects(
        host.containers.writeArchive(id, '/tmp', Readable.from([archive]), rules),
        BadParameter,
      );
    assert.deepEqual(names(await get(id, '/tmp')), ['tmp/']);
  });

  it('is refused by a read-only root, but not by a volume in it', async () => {
    const security = { ...emptyContainerConfig('libpod').security, readOnlyRoot: true };
    const change = {
      ...storage({
        volumes: [
          { name: '', destination: '/open', options: [] },
          { name: '', destination: '/closed', options: ['ro'] },
        ],
      }),
      security,
    };
    for (const id of [await host.create(SLEEP, change), await host.run(SLEEP, change)]) {
      for (const place of ['/', '/etc', '/closed'])
        await assert.rejects(put(id, place, [file('f', '')]), Forbidden, place);
      await put(id, '/open', [file('f', '')]);
    }
  });

  it('is refused where something is mounted, and that stays', async () => {
    const source = path.join(outside, 'mounted');
    fs.writeFileSync(source, 'of the host');
    const kept = { name: 'busy', destination: '/data', options: [] };
    const mounts = [{ type: 'bind' as const, source, destination: '/etc/one', options: [] }];
    const busy = { status: 500, message: /device or resource busy/ };
    for (const id of await inEveryState(storage({ mounts, volumes: [kept] }))) {
      await put(id, '/data', [file('precious', id)]);
      for (const tree of ['compat', 'libpod'] as const) {
        const options = { ...rules, tree };
        await assert.rejects(put(id, '/etc', [file('one', 'new')], options), busy);
        await assert.rejects(put(id, '/', [file('etc/one', 'new')], options), busy);
        await assert.rejects(put(id, '/', [file('data', 'new')], options), busy);
      }
      assert.match((await get(id, '/etc/one')).join(), /of the host$/);
      assert.match((await get(id, '/data/precious')).join(), new RegExp(id));
    }
    assert.equal(fs.readFileSync(source, 'utf8'), 'of the host');
    fs.rmSync(source);
  });

  it('is refused for the files that the engine mounts into what runs', async () => {
    const id = await host.run(SLEEP);
    for (const name of ['hosts', 'resolv.conf', 'hostname']) {
      const before = await get(id, `/etc/${name}`);
      const busy = { status: 500, rootCause: 'device or resource busy' };
      await assert.rejects(put(id, '/etc', [file(name, 'new')]), busy);
      assert.deepEqual(await get(id, `/etc/${name}`), before);
    }
  });

  it('is refused where kinds would change, if asked for', async () => {
    const id = await host.create(SLEEP);
    await put(id, '/tmp', [folder('folder'), file('file', '')]);
    const keep = { ...rules, keepKinds: true };
    await assert.rejects(put(id, '/tmp', [file('folder', '')], keep), BadParameter);
    await assert.rejects(put(id, '/tmp', [folder('file')], keep), BadParameter);
    await put(id, '/tmp', [folder('file'), file('folder', '')]);
  });
});

it('leaves no mount, also when nobody reads the archive', async () => {
  const id = await host.create(
    SLEEP,
    storage({ volumes: [{ name: '', destination: '/v', options: [] }] }),
  );
  const { archive } = await host.containers.readArchive(id, '/etc', rules);
  const closed = new Promise((resolve) => archive.once('close', resolve));
  archive.destroy();
  await closed;
  await host.containers.statPath(id, '/etc', { throughSlash: true });
  // The stream's own end is not waited for by anybody but this.
  await new Promise((resolve) => setImmediate(resolve));
  const left = readMountInfo().filter(({ mountPoint }) => mountPoint.includes(host.root));
  assert.deepEqual(
    left.filter(({ mountPoint }) => mountPoint.includes(id) || mountPoint.includes('scratch')),
    [],
  );
});
