import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BadParameter, NotFound } from '../../../errors.ts';
import { applyChanges } from '../../images/changes.ts';
import { TestEngine } from '../../test-support.ts';
import type { CommitOptions } from './commit.ts';
import { layOver } from './run-config.ts';

let test: TestEngine;
before(async () => {
  test = await TestEngine.open();
});
after(() => test.close());

const options: CommitOptions = {
  tree: 'libpod',
  pause: false,
  format: 'oci',
  squash: false,
  configure: (config) => config,
  signal: new AbortController().signal,
};

async function ended(script: string): Promise<string> {
  const id = await test.run(['sh', '-c', script]);
  await test.containers.wait(id, ['exited']).result;
  return id;
}

describe('commit', () => {
  it('puts what the container wrote on its image, which it is known to be built on', async () => {
    const id = await ended('echo kept > /made; rm /bin/vi');
    const image = await test.containers.commit(id, options);
    const base = test.engine.images.resolve('busybox', 'libpod');
    assert.deepEqual(image.layers.slice(0, -1), base.layers);
    const changes = await test.engine.storage.images.changes(image);
    assert.ok(changes.some(({ path, kind }) => path === '/made' && kind === 1));
    assert.ok(changes.some(({ path, kind }) => path === '/bin/vi' && kind === 2));
    assert.equal(test.engine.images.parents().get(image.id), base.id);
    await test.remove(id);
  });

  it('makes one layer of everything', async () => {
    const id = await ended('echo kept > /made');
    const image = await test.containers.commit(id, { ...options, squash: true, author: 'squash' });
    assert.equal(image.layers.length, 1);
    assert.equal(image.config.history?.length, 1);
    assert.equal(test.engine.images.parents().get(image.id), undefined);
    await test.remove(id);
  });

  it("has no layer for nothing in Docker's tree", async () => {
    const id = await test.create(['true']);
    const image = await test.containers.commit(id, { ...options, tree: 'compat', comment: 'none' });
    const base = test.engine.images.resolve('busybox', 'libpod');
    assert.deepEqual(image.layers, base.layers);
    assert.equal(image.config.history?.at(-1)?.empty_layer, true);
    await test.remove(id);
  });

  it('leaves nothing when it fails', async () => {
    const id = await test.create(['true']);
    const before = test.engine.storage.images.list().length;
    const wrong = { ...options, reference: { repo: 'Not A Name' } };
    await assert.rejects(test.containers.commit(id, wrong), BadParameter);
    const configure = () => applyChanges({}, ['NONSENSE x']);
    await assert.rejects(test.containers.commit(id, { ...options, configure }), BadParameter);
    await assert.rejects(async () => test.containers.commit('missing', options), NotFound);
    const signal = AbortSignal.abort();
    await assert.rejects(test.containers.commit(id, { ...options, signal }), {
      name: 'AbortError',
    });
    assert.equal(test.engine.storage.images.list().length, before);
    await test.remove(id);
  });
});

describe('layOver', () => {
  const container = { Env: ['A=1', 'B=1'], Cmd: ['run'], Labels: { a: '1' }, WorkingDir: '/c' };

  it('joins maps and variables, and replaces the rest', () => {
    const wanted = { Env: ['B=2'], Labels: { b: '2' }, WorkingDir: '', Cmd: ['other'] };
    const { Env, Labels, WorkingDir, Cmd } = layOver(wanted, container);
    assert.deepEqual(Env, ['B=2', 'A=1']);
    assert.deepEqual(Labels, { a: '1', b: '2' });
    assert.deepEqual([WorkingDir, Cmd], ['/c', ['other']]);
  });

  it('takes the command away with a new entrypoint', () => {
    const { Entrypoint, Cmd } = layOver({ Entrypoint: ['serve'] }, container);
    assert.deepEqual([Entrypoint, Cmd], [['serve'], null]);
  });
});
