import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestEngine } from '../test-support.ts';

const MB = 1024 * 1024;

describe('the update of a container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const limits = (id: string) => {
    const figures = host.engine.runtime.figures(id, 0);
    return { memory: figures?.memory.limit, pids: figures?.pids.limit };
  };

  test('holds at once, and at every later start; what is not said stays', async () => {
    const base = host.config(['sleep', '1000']).resources;
    const memory = { limit: 64 * MB };
    const id = await host.run(['sleep', '1000'], { resources: { ...base, memory } });
    assert.deepEqual(limits(id), { memory: 64 * MB, pids: 2048 });
    await host.containers.update(id, { resources: { pids: { limit: 55 } } });
    assert.deepEqual(limits(id), { memory: 64 * MB, pids: 55 });
    await host.containers.update(id, { resources: { memory: { limit: 48 * MB } } });
    await host.containers.restart(id, { tree: 'libpod', timeout: 0 });
    assert.deepEqual(limits(id), { memory: 48 * MB, pids: 55 });
    assert.ok((await host.actions(id)).includes('update'));
    await host.remove(id);
  });

  test('takes limits away at once', async () => {
    const base = host.config(['sleep', '1000']).resources;
    const memory = { limit: 64 * MB };
    const resources = { ...base, memory, pids: { limit: 55 } };
    const id = await host.run(['sleep', '1000'], { resources });
    await host.containers.update(id, {
      resources: { pids: { limit: -1 }, memory: { limit: -1, swap: -1 } },
    });
    const { pids, memory: left = 0 } = limits(id);
    assert.equal(pids, Infinity);
    assert.ok(left > 64 * MB, String(left));
    await host.remove(id);
  });

  test('of one that does not run is for its next start', async () => {
    const id = await host.create(['sleep', '1000']);
    await host.containers.update(id, { resources: { pids: { limit: 33 } } });
    await host.containers.start(id, 'libpod');
    assert.equal(limits(id).pids, 33);
    await host.remove(id);
  });

  test('what is refused changes nothing, for the daemons to come either', async () => {
    const id = await host.run(['sleep', '1000']);
    const before = host.containers.view(id).config;
    const impossible = { resources: { cpu: { cpus: '4000' } } };
    await assert.rejects(host.containers.update(id, impossible), { status: 400 });
    const restart = { policy: 'always', tries: 3 } as const;
    await assert.rejects(host.containers.update(id, { resources: {}, restart }), { status: 400 });
    assert.deepEqual(host.containers.view(id).config, before);
    await host.containers.update(id, { resources: {}, restart: { policy: 'unless-stopped' } });
    await host.engine.close();
    host = await TestEngine.open(host.root);
    assert.equal(host.containers.view(id).config.restart.policy, 'unless-stopped');
    await host.remove(id);
  });
});
