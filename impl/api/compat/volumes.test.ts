import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Database } from '../../database.ts';
import { Events } from '../../engine/events/events.ts';
import { Volumes } from '../../engine/volumes/volumes.ts';
import { BadParameter, Conflict, InternalError, NotFound } from '../../errors.ts';
import type { Handler, Handlers, Reply } from '../handler.ts';
import { libpodVolumes } from '../libpod/volumes.ts';
import { compatVolumes } from './volumes.ts';

let root = '';
let database: Database;
let users: Record<string, string[]>;
let removed: string[];
let handlers: Handlers;

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-volume-api-'));
  database = new Database(':memory:');
  users = {};
  removed = [];
  const events = new Events(database);
  const volumes = new Volumes({ root, database, events, users: (name) => users[name] ?? [] });
  await volumes.recover([]);
  const containers = {
    remove: async (id: string) => {
      removed.push(id);
      users = {};
    },
  };
  const engine = { volumes, containers } as never;
  handlers = { ...libpodVolumes(engine), ...compatVolumes(engine) };
});

afterEach(() => {
  database.close();
  fs.rmSync(root, { recursive: true });
});

async function ask(id: keyof Handlers, call: object = {}): Promise<Reply> {
  const handler = handlers[id] as Handler<never> | undefined;
  assert.ok(handler, id);
  return handler({ path: {}, query: {}, version: undefined, ...call } as never);
}

async function value<T>(id: keyof Handlers, call?: object): Promise<T> {
  const reply = await ask(id, call);
  assert.equal(reply.kind, 'json');
  return (reply.kind === 'json' ? reply.value : undefined) as T;
}

const web = { path: { name: 'web' } };

describe('the compat tree’s volumes', () => {
  it('are made once by name, and shown as Docker does', async () => {
    const body = { Name: 'web', Labels: { a: 'b' }, DriverOpts: { o: 'uid=5' } };
    const made = await value<Record<string, unknown>>('compat.volume.create', { body });
    assert.match(String(made['CreatedAt']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(
      { ...made, CreatedAt: '' },
      {
        Name: 'web',
        Driver: 'local',
        Labels: { a: 'b' },
        Options: { o: 'uid=5' },
        Scope: 'local',
        Mountpoint: path.join(root, 'volumes', 'web', '_data'),
        CreatedAt: '',
      },
    );
    const again = await value('compat.volume.create', { body: { Name: 'web' } });
    assert.deepEqual(again, made);
    assert.deepEqual(await value('compat.volume.inspect', web), made);
    assert.deepEqual(await value('compat.volume.list'), { Volumes: [made], Warnings: [] });
  });

  it('are refused with the statuses that Docker gives', async () => {
    const create = (body: object) => ask('compat.volume.create', { body });
    await assert.rejects(create({ Name: 'a/b' }), BadParameter);
    await assert.rejects(create({ Driver: 'nfs' }), NotFound);
    await assert.rejects(ask('compat.volume.inspect', { path: { name: 'we' } }), NotFound);
    await assert.rejects(ask('compat.volume.remove', web), NotFound);
    const filters = { bogus: ['1'] };
    await assert.rejects(ask('compat.volume.list', { query: { filters } }), BadParameter);
  });

  it('are removed unless in use; force only forgives a missing one', async () => {
    await ask('compat.volume.create', { body: { Name: 'web' } });
    users = { web: ['c1'] };
    await assert.rejects(ask('compat.volume.remove', { ...web, query: { force: true } }), Conflict);
    users = {};
    assert.equal((await ask('compat.volume.remove', web)).kind, 'empty');
    assert.equal(
      (await ask('compat.volume.remove', { ...web, query: { force: true } })).kind,
      'empty',
    );
  });

  it('that have a name are spared by prune from version 1.42 on', async () => {
    await ask('compat.volume.create', { body: { Name: 'web' } });
    const version = { text: '1.42', major: 1, minor: 42, patch: 0 };
    const prune = (call: object) =>
      value<{ VolumesDeleted: string[] }>('compat.volume.prune', call);
    assert.deepEqual((await prune({ version })).VolumesDeleted, []);
    const all = { version, query: { filters: { all: ['true'] } } };
    assert.deepEqual((await prune(all)).VolumesDeleted, ['web']);
    await ask('compat.volume.create', { body: { Name: 'web' } });
    assert.deepEqual(await prune({}), { VolumesDeleted: ['web'], SpaceReclaimed: 0 });
  });
});

describe('the libpod tree’s volumes', () => {
  it('are shown as Podman does, with labels under either name', async () => {
    const body = {
      Name: 'web',
      Label: { a: '1' },
      Labels: { b: '2' },
      Options: { o: 'uid=7,gid=8' },
    };
    const made = await value<Record<string, unknown>>('libpod.volume.create', { body });
    assert.deepEqual(
      { ...made, CreatedAt: '' },
      {
        Name: 'web',
        Driver: 'local',
        Labels: { a: '1', b: '2' },
        Options: { o: 'uid=7,gid=8', UID: '7', GID: '8' },
        Scope: 'local',
        Mountpoint: path.join(root, 'volumes', 'web', '_data'),
        CreatedAt: '',
        UID: 7,
        GID: 8,
        MountCount: 0,
        NeedsCopyUp: true,
      },
    );
    assert.deepEqual(await value('libpod.volume.inspect', { path: { name: 'we' } }), made);
    assert.deepEqual(await value('libpod.volume.list'), [made]);
  });

  it('answer 500 for whatever is wrong with a new one', async () => {
    const create = (body: object) => ask('libpod.volume.create', { body });
    await create({ Name: 'web' });
    for (const body of [{ Name: 'web' }, { Name: 'a/b' }, { Driver: 'x' }, { Options: { x: 'y' } }])
      await assert.rejects(create(body), InternalError, JSON.stringify(body));
  });

  it('take their containers with them when forced', async () => {
    await ask('libpod.volume.create', { body: { Name: 'web' } });
    users = { web: ['c1', 'c2'] };
    await assert.rejects(ask('libpod.volume.remove', web), Conflict);
    await ask('libpod.volume.remove', { ...web, query: { force: true } });
    assert.deepEqual(removed, ['c1', 'c2']);
    assert.deepEqual(await value('libpod.volume.list'), []);
  });

  it('are pruned with the bytes that they gave back', async () => {
    await ask('libpod.volume.create', { body: { Name: 'web' } });
    assert.deepEqual(await value('libpod.volume.prune'), [{ Id: 'web', Size: 0 }]);
  });
});
