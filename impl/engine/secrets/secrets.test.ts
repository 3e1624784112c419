import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestEngine } from '../test-support.ts';

describe('secrets', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const create = (name: string, data: string | Buffer = 'data', replace = false) =>
    host.engine.secrets.create({ name, data: Buffer.from(data), replace });

  test('are kept, found and removed; only root reads them', async () => {
    const bytes = Buffer.from([0, 255, 10, 0]);
    const { id } = await create('kept', bytes);
    const { secrets } = host.engine;
    for (const name of ['kept', id, id.slice(0, 8)])
      assert.deepEqual(await secrets.read(name), bytes);
    assert.equal(statSync(join(secrets.folder, id)).mode & 0o777, 0o600);
    assert.equal(statSync(secrets.folder).mode & 0o777, 0o700);
    await assert.rejects(create('kept'), { status: 409, rootCause: 'secret name in use' });
    const next = await create('kept', 'other', true);
    assert.equal((await secrets.read('kept')).toString(), 'other');
    assert.throws(() => secrets.find(id), { status: 404 });
    await secrets.remove('kept');
    const gone = { status: 404, message: new RegExp(next.id) };
    await assert.rejects(secrets.read(next.id), gone);
    assert.deepEqual(readdirSync(secrets.folder), []);
  });

  test('what is refused', async () => {
    for (const name of ['', 'a/b', 'a=b', 'a,b', 'x'.repeat(254)]) {
      await assert.rejects(create(name), { status: 400 }, name);
    }
    await assert.rejects(create('a', ''), { status: 400 });
    await assert.rejects(create('a', Buffer.alloc(512_000)), { status: 400 });
    const driver = 'nosuch';
    const wanted = { name: 'a', data: Buffer.from('a'), driver };
    await assert.rejects(host.engine.secrets.create(wanted), { status: 400, message: /nosuch/ });
    assert.deepEqual(readdirSync(host.engine.secrets.folder), []);
  });

  test('a name is given once, however many ask at once', async () => {
    const asked = Array.from({ length: 10 }, () => create('one'));
    const outcomes = await Promise.allSettled(asked);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(readdirSync(host.engine.secrets.folder).length, 1);
    await host.engine.secrets.remove('one');
  });

  test('the next daemon has them, and clears what a crash left', async () => {
    await create('stays');
    writeFileSync(join(host.engine.secrets.folder, 'half'), 'x');
    await host.engine.close();
    host = await TestEngine.open(host.root);
    assert.equal((await host.engine.secrets.read('stays')).toString(), 'data');
    assert.equal(readdirSync(host.engine.secrets.folder).length, 1);
    await host.engine.secrets.remove('stays');
  });

  test('a container keeps its files, and looks its environment up at each start', async () => {
    await create('file', 'in a file\n');
    await create('env', 'in the environment');
    const script = 'cat /run/secrets/file /etc/other; stat -c %a:%u:%g /etc/other; echo $E';
    const secret = { source: 'file', uid: 0, gid: 0, mode: 0o444 };
    const id = await host.create(['sh', '-c', script], {
      secrets: [secret, { ...secret, target: '/etc/other', uid: 5, gid: 6, mode: 0o400 }],
      secretEnv: { E: 'env' },
    });
    assert.ok(!JSON.stringify(host.containers.view(id).config).includes('in the environment'));
    await host.engine.secrets.remove('file');
    await host.containers.start(id, 'libpod');
    assert.equal(await host.output(id), 'in a file\nin a file\n400:5:6\nin the environment');
    await host.engine.secrets.remove('env');
    await assert.rejects(host.containers.start(id, 'libpod'), { status: 500, message: /env/ });
    await host.remove(id);
  });

  test('a container of a secret that is not there is not made', async () => {
    const secrets = [{ source: 'nosuch', uid: 0, gid: 0, mode: 0o444 }];
    for (const wrong of [{ secrets }, { secretEnv: { A: 'nosuch' } }]) {
      await assert.rejects(host.create(['true'], wrong), { status: 500, message: /nosuch/ });
    }
    const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
    assert.deepEqual(await host.containers.list(all), []);
  });

  test('a process that is added has the environment too', async () => {
    await create('exec', 'known');
    const id = await host.run(['sleep', '1000'], { secretEnv: { S: 'exec' } });
    const { stdout } = await host.engine.execs.capture(id, ['sh', '-c', 'echo $S']);
    assert.equal(stdout, 'known\n');
    await host.remove(id);
  });
});
