import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Database } from '../../database.ts';
import { BadParameter, Conflict, NotFound } from '../../errors.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { lgetxattr, lsetxattr } from '../../kernel/xattr.ts';
import { Events } from '../events/events.ts';
import type { Filters } from '../filters.ts';
import { parseLocalOptions } from './options.ts';
import { Volumes } from './volumes.ts';

let root = '';
let database: Database;
let volumes: Volumes;
let users: Record<string, string[]>;

function open(): Volumes {
  const events = new Events(database);
  return new Volumes({ root, database, events, users: (name) => users[name] ?? [] });
}

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-volumes-'));
  database = new Database(path.join(root, 'refpod.db'));
  users = {};
  volumes = open();
  await volumes.recover([]);
});

afterEach(async () => {
  users = {};
  for (const volume of volumes.list()) await volumes.remove(volume.name);
  database.close();
  assert.deepEqual(mounts(), []);
  fs.rmSync(root, { recursive: true });
});

const mounts = () =>
  readMountInfo()
    .map(({ mountPoint }) => mountPoint)
    .filter((place) => place.startsWith(root));

const query = (filters: Filters, namesArePatterns = true) => ({
  filters,
  namesArePatterns,
  allowed: ['name', 'driver', 'label', 'label!', 'dangling', 'opt', 'until', 'since', 'scope'],
});

const named = (filters: Filters, namesArePatterns = true) =>
  volumes.list(query(filters, namesArePatterns)).map(({ name }) => name);

/** A folder as a container's root file system, with something of every kind below `/data`. */
function makeRootfs(): string {
  const rootfs = path.join(root, 'rootfs');
  const data = path.join(rootfs, 'srv', 'data');
  fs.mkdirSync(path.join(data, 'sub'), { recursive: true });
  fs.writeFileSync(path.join(data, 'file'), 'content', { mode: 0o640 });
  fs.chownSync(path.join(data, 'file'), 11, 12);
  fs.linkSync(path.join(data, 'file'), path.join(data, 'sub', 'same'));
  fs.symlinkSync('/etc/shadow', path.join(data, 'link'));
  lsetxattr(path.join(data, 'sub'), 'user.note', Buffer.from('kept'));
  fs.chownSync(data, 33, 34);
  fs.chmodSync(data, 0o2770);
  fs.symlinkSync('/srv/data', path.join(rootfs, 'data'));
  fs.symlinkSync('/../../../../../../etc', path.join(rootfs, 'escape'));
  return rootfs;
}

const firstUse = (rootfs: string, destination = '/data') => ({ rootfs, destination, copy: true });

describe('a volume', () => {
  it('has a folder of its own, and is known again after a restart', async () => {
    const made = await volumes.create({ name: 'web', labels: { a: 'b' } });
    assert.deepEqual(fs.readdirSync(volumes.path(made)), []);
    volumes = open();
    await volumes.recover([]);
    assert.deepEqual(volumes.find('web'), made);
    assert.equal(volumes.find('we').name, 'web');
    const unnamed = await volumes.create({});
    assert.match(unnamed.name, /^[0-9a-f]{64}$/);
  });

  it('is refused with a name, driver or option that cannot be', async () => {
    await volumes.create({ name: 'web' });
    await assert.rejects(volumes.create({ name: 'web' }), Conflict);
    for (const name of ['a/b', '../x', '.x', 'a b', 'ü', 'x'.repeat(256)])
      await assert.rejects(volumes.create({ name }), BadParameter, name);
    await assert.rejects(volumes.create({ driver: 'nfs' }), NotFound);
    for (const options of [{ bogus: '1' }, { o: 'size=1m' }, { o: 'uid=x' }, { o: 'ro' }])
      await assert.rejects(volumes.create({ options }), BadParameter, JSON.stringify(options));
    assert.throws(() => volumes.find('nope'), NotFound);
    assert.equal(volumes.list().length, 1);
  });

  it('is made once when several ask at the same time', async () => {
    const wanted = { name: 'shared', anonymous: false };
    const made = await Promise.all([1, 2, 3].map(() => volumes.ensure(wanted)));
    assert.equal(new Set(made.map((each) => each.path)).size, 1);
    assert.equal(volumes.list().length, 1);
  });

  it('stays while a container has it, and goes with its content', async () => {
    const made = await volumes.create({ name: 'web' });
    fs.writeFileSync(path.join(volumes.path(made), 'file'), 'x');
    users = { web: ['abc'] };
    await assert.rejects(volumes.remove('web'), (error: unknown) => {
      return error instanceof Conflict && error.message.includes('abc');
    });
    users = {};
    await volumes.remove('web');
    await volumes.remove('web');
    assert.deepEqual(fs.readdirSync(path.join(root, 'volumes')), []);
  });

  it('that a crash left half made or half removed is collected', async () => {
    const made = await volumes.create({ name: 'web' });
    fs.mkdirSync(path.join(root, 'volumes', 'half', '_data'), { recursive: true });
    fs.mkdirSync(path.join(root, 'volumes', '.0f', '_data'), { recursive: true });
    await volumes.recover([]);
    assert.deepEqual(fs.readdirSync(path.join(root, 'volumes')), [made.name]);
  });
});

describe('the first use', () => {
  it('copies what the image has there: owners, modes, links, attributes', async () => {
    const made = await volumes.create({ name: 'web' });
    const content = volumes.path(made);
    await volumes.use('web', 'c1', firstUse(makeRootfs()));
    const at = (...parts: string[]) => fs.lstatSync(path.join(content, ...parts));
    assert.deepEqual(fs.readdirSync(content).toSorted(), ['file', 'link', 'sub']);
    assert.deepEqual([at('.').uid, at('.').gid, at('.').mode & 0o7777], [33, 34, 0o2770]);
    assert.deepEqual([at('file').uid, at('file').gid, at('file').mode & 0o777], [11, 12, 0o640]);
    assert.equal(at('file').ino, at('sub', 'same').ino);
    assert.equal(fs.readlinkSync(path.join(content, 'link')), '/etc/shadow');
    assert.equal(lgetxattr(path.join(content, 'sub'), 'user.note')?.toString(), 'kept');
    assert.equal(volumes.find('web').needsCopyUp, false);
    await volumes.release('web', 'c1');
  });

  it('happens once, and not to a volume with content', async () => {
    const made = await volumes.create({ name: 'web' });
    fs.writeFileSync(path.join(volumes.path(made), 'mine'), '');
    const rootfs = makeRootfs();
    await volumes.use('web', 'c1', firstUse(rootfs));
    assert.deepEqual(fs.readdirSync(volumes.path(made)), ['mine']);
    fs.rmSync(path.join(volumes.path(made), 'mine'));
    await volumes.use('web', 'c2', firstUse(rootfs));
    assert.deepEqual(fs.readdirSync(volumes.path(made)), []);
    assert.equal(volumes.mountCount(made), 2);
    for (const container of ['c1', 'c2']) await volumes.release('web', container);
    assert.equal(volumes.mountCount(made), 0);
  });

  it('never leaves the root file system of the container', async () => {
    const made = await volumes.create({ name: 'web' });
    await volumes.use('web', 'c1', firstUse(makeRootfs(), '/escape'));
    assert.deepEqual(fs.readdirSync(volumes.path(made)), []);
    await volumes.release('web', 'c1');
  });

  it('without anything to copy gives the folder to the container’s user, or to whom the options say', async () => {
    const rootfs = makeRootfs();
    const owner = { uid: 100, gid: 101 };
    const plain = await volumes.create({ name: 'plain' });
    await volumes.use('plain', 'c1', { ...firstUse(rootfs, '/none'), owner });
    const owned = await volumes.create({ name: 'owned', options: { o: 'uid=7' } });
    await volumes.use('owned', 'c1', firstUse(rootfs));
    const kept = await volumes.create({ name: 'kept' });
    await volumes.use('kept', 'c1', { ...firstUse(rootfs), copy: false });
    const stat = (volume: typeof plain) => fs.statSync(volumes.path(volume));
    assert.deepEqual([stat(plain).uid, stat(plain).gid], [100, 101]);
    assert.deepEqual([stat(owned).uid, stat(owned).gid], [7, 34]);
    assert.deepEqual(fs.readdirSync(volumes.path(kept)), []);
    for (const name of ['plain', 'owned', 'kept']) await volumes.release(name, 'c1');
  });
});

describe('a volume with a file system of its own', () => {
  const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,mode=0700' };

  it('is mounted while containers use it', async () => {
    const made = await volumes.create({ name: 'mem', options });
    assert.deepEqual(mounts(), []);
    await volumes.use('mem', 'c1', firstUse(makeRootfs()));
    await volumes.use('mem', 'c2', firstUse(path.join(root, 'rootfs')));
    assert.deepEqual(mounts(), [volumes.path(made)]);
    assert.ok(fs.readdirSync(volumes.path(made)).includes('file'));
    await volumes.release('mem', 'c1');
    assert.deepEqual(mounts(), [volumes.path(made)]);
    await volumes.release('mem', 'c2');
    assert.deepEqual(mounts(), []);
  });

  it('is unmounted after a restart when its container is gone', async () => {
    await volumes.create({ name: 'mem', options });
    await volumes.use('mem', 'c1', firstUse(makeRootfs()));
    volumes = open();
    await volumes.recover(['c1']);
    assert.equal(mounts().length, 1);
    await volumes.recover([]);
    assert.deepEqual(mounts(), []);
  });

  it('that cannot be mounted fails the use and counts no user', async () => {
    const made = await volumes.create({ name: 'bad', options: { type: 'nosuchfs', device: 'x' } });
    await assert.rejects(volumes.use('bad', 'c1', firstUse(makeRootfs())), /nosuchfs/);
    assert.equal(volumes.mountCount(made), 0);
  });

  it('never loses what is bound into it', async () => {
    const precious = path.join(root, 'precious');
    fs.mkdirSync(precious);
    fs.writeFileSync(path.join(precious, 'file'), '');
    const bound = { type: 'none', device: precious, o: 'bind' };
    await volumes.create({ name: 'bound', options: bound });
    await volumes.use('bound', 'c1', firstUse(makeRootfs()));
    await volumes.remove('bound');
    assert.deepEqual(fs.readdirSync(precious), ['file']);
  });
});

describe('listing and pruning', () => {
  beforeEach(async () => {
    await volumes.create({ name: 'alpha', labels: { tier: 'web', env: 'test' } });
    await volumes.create({ name: 'beta', labels: { tier: 'db' }, options: { o: 'uid=5' } });
    users = { alpha: ['c1'] };
  });

  it('filters', () => {
    assert.deepEqual(named({}), ['alpha', 'beta']);
    assert.deepEqual(named({ name: ['^al|x'] }), ['alpha']);
    assert.deepEqual(named({ name: ['^al'] }, false), []);
    assert.deepEqual(named({ name: ['ph', 'et'] }, false), ['alpha', 'beta']);
    assert.deepEqual(named({ label: ['tier'] }), ['alpha', 'beta']);
    assert.deepEqual(named({ label: ['tier=web', 'env'] }), ['alpha']);
    assert.deepEqual(named({ 'label!': ['env'] }), ['beta']);
    assert.deepEqual(named({ dangling: ['true'] }), ['beta']);
    assert.deepEqual(named({ dangling: ['0'] }), ['alpha']);
    assert.deepEqual(named({ opt: ['o'] }), ['beta']);
    assert.deepEqual(named({ driver: ['local'], name: ['be'] }), ['beta']);
    assert.deepEqual(named({ until: ['1h'] }), []);
    const wrong: Filters[] = [
      { bogus: ['1'] },
      { dangling: ['x'] },
      { name: ['('] },
      { until: ['x'] },
    ];
    for (const filters of wrong)
      assert.throws(() => named(filters), BadParameter, JSON.stringify(filters));
  });

  it('removes what nobody has and tells the bytes', async () => {
    fs.writeFileSync(path.join(volumes.path(volumes.find('beta')), 'file'), 'x'.repeat(1000));
    assert.deepEqual(await volumes.prune(query({})), [{ name: 'beta', size: 1000 }]);
    assert.deepEqual(named({}), ['alpha']);
  });
});

describe('the content of a volume', () => {
  const bytes = async (name: string) => buffer(await volumes.export(name));

  it('goes from one volume to another with owners, modes, links and attributes', async () => {
    await volumes.create({ name: 'old' });
    const place = volumes.path(volumes.find('old'));
    fs.writeFileSync(path.join(place, 'file'), 'content', { mode: 0o640 });
    fs.chownSync(path.join(place, 'file'), 7, 8);
    fs.linkSync(path.join(place, 'file'), path.join(place, 'twin'));
    fs.symlinkSync('file', path.join(place, 'link'));
    lsetxattr(path.join(place, 'file'), 'user.tag', Buffer.from('x'));
    fs.chownSync(place, 5, 6);
    fs.chmodSync(place, 0o1770);
    const size = 'size=1m';
    await volumes.create({ name: 'new', options: { type: 'tmpfs', device: 'tmpfs', o: size } });
    await volumes.create({ name: 'kept' });
    const kept = volumes.path(volumes.find('kept'));
    fs.writeFileSync(path.join(kept, 'mine'), 'mine');
    const archive = await bytes('old');
    await volumes.import('kept', Readable.from([gzipSync(archive)]));
    assert.deepEqual(fs.readdirSync(kept).sort(), ['file', 'link', 'mine', 'twin']);
    const [top, file, twin] = ['', 'file', 'twin'].map((name) =>
      fs.statSync(path.join(kept, name)),
    );
    assert.deepEqual([top?.uid, top?.gid, top!.mode & 0o7777], [5, 6, 0o1770]);
    assert.deepEqual(
      [file?.uid, file?.gid, file!.mode & 0o7777, file?.ino],
      [7, 8, 0o640, twin?.ino],
    );
    assert.equal(fs.readlinkSync(path.join(kept, 'link')), 'file');
    assert.equal(lgetxattr(path.join(kept, 'file'), 'user.tag')?.toString(), 'x');
    assert.equal(lgetxattr(path.join(kept, 'mine'), 'user.tag'), undefined);
    // A file system of the options is mounted for the while.
    await volumes.import('new', Readable.from([archive]));
    assert.deepEqual([mounts(), volumes.mountCount(volumes.find('new'))], [[], 0]);
  });

  it('stays as it was when an archive is damaged or reaches outside', async () => {
    await volumes.create({ name: 'kept' });
    const place = volumes.path(volumes.find('kept'));
    fs.writeFileSync(path.join(place, 'file'), 'x'.repeat(5000));
    const archive = await bytes('kept');
    fs.writeFileSync(path.join(place, 'file'), 'newer');
    const cut = archive.subarray(0, 3000);
    for (const damaged of [cut, Buffer.alloc(1024, 'no tar')])
      await assert.rejects(volumes.import('kept', Readable.from([damaged])), BadParameter);
    assert.equal(fs.readFileSync(path.join(place, 'file'), 'utf8'), 'newer');
    assert.deepEqual(fs.readdirSync(path.join(root, 'volumes')), ['kept']);
    await assert.rejects(volumes.export('nothing'), NotFound);
    const unread = await volumes.export('kept');
    unread.destroy();
  });
});

describe('options of the local driver', () => {
  it('are what mount takes, the owner apart', () => {
    assert.deepEqual(parseLocalOptions({ o: 'uid=1,gid=2,nocopy' }), {
      uid: 1,
      gid: 2,
      noCopy: true,
    });
    assert.deepEqual(parseLocalOptions({ type: 'tmpfs', o: 'size=1m,uid=3' }), {
      noCopy: false,
      mount: { type: 'tmpfs', device: 'tmpfs', options: ['size=1m', 'uid=3'] },
      uid: 3,
    });
    assert.deepEqual(parseLocalOptions({ device: '/srv', o: 'bind,ro' }).mount, {
      type: 'none',
      device: '/srv',
      options: ['bind', 'ro'],
    });
  });
});
