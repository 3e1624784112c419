import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { InternalError, NotFound, RefpodError } from '../../errors.ts';
import { TestImages } from './test-support.ts';

describe('an image is found', () => {
  let test: TestImages;
  before(async () => {
    test = await TestImages.open({
      aliases: new Map([['short', 'quay.io/team/long']]),
      registries: ['registry.example.com'],
    });
    await test.load('busybox', 'app');
  });
  after(() => test[Symbol.asyncDispose]());

  const found = (name: string, tree: 'compat' | 'libpod' = 'libpod') =>
    test.images.exists(name, tree);

  it('by every form of its id and name', () => {
    const { id, digest } = test.images.resolve('localhost/app:latest', 'libpod');
    for (const name of [
      id,
      `sha256:${id}`,
      id.slice(0, 12),
      `sha256:${id.slice(0, 8)}`,
      'app',
      'app:latest',
      'localhost/app',
      `app@${digest}`,
      `localhost/app:latest@${digest}`,
    ])
      for (const tree of ['compat', 'libpod'] as const) assert.ok(found(name, tree), name);
  });

  it('by nothing else', () => {
    const { digest } = test.images.resolve('app', 'libpod');
    for (const name of ['', 'ap', 'app:other', 'APP', 'docker.io/app', 'a:b:c', '/', ':', '@'])
      assert.ok(!found(name) && !found(name, 'compat'), name);
    assert.ok(!found(`busybox@${digest}`), "another image's digest");
  });

  it('by its name before the beginning of an id', () => {
    const app = test.id('app');
    const prefix = test.id('busybox').slice(0, 6);
    test.images.tag('app', { repo: prefix }, 'compat');
    assert.equal(test.images.resolve(prefix, 'compat').id, app);
    test.images.untag(app, { repo: `docker.io/library/${prefix}` });
  });

  it('where its tree looks', () => {
    const { images } = test;
    images.tag('app', { repo: 'quay.io/team/long' }, 'libpod');
    images.tag('app', { repo: 'registry.example.com/searched' }, 'libpod');
    images.tag('app', { repo: 'docker.io/library/hub' }, 'libpod');
    for (const name of ['short', 'searched', 'hub']) assert.ok(found(name), name);
    assert.ok(found('hub', 'compat'));
    assert.ok(!found('short', 'compat') && !found('searched', 'compat'));
    images.tag('busybox', { repo: 'localhost/hub' }, 'libpod');
    assert.equal(images.resolve('hub', 'compat').id, test.id('busybox'));
  });

  it('by the beginning of an id only when no other begins so', async () => {
    const ids = [test.id('busybox'), test.id('app')];
    // One of seventeen ids shares its first digit with another.
    while (ids.length < 17) ids.push(await test.import(undefined, [`LABEL n=${ids.length}`]));
    const digit = ids.map((id) => id[0] ?? '').find((one, at, all) => all.indexOf(one) !== at);
    assert.ok(digit);
    assert.throws(
      () => test.images.resolve(digit, 'libpod'),
      (error) => error instanceof InternalError && /ambiguous/.test(error.message),
    );
  });

  it('or told to be missing, in the words of the tree', () => {
    const message = (name: string, tree: 'compat' | 'libpod') => {
      try {
        return test.images.resolve(name, tree).id;
      } catch (error) {
        assert.ok(error instanceof NotFound);
        return error.message;
      }
    };
    assert.equal(message('nosuch', 'libpod'), 'nosuch: image not known');
    assert.equal(message('nosuch', 'compat'), 'No such image: nosuch:latest');
    assert.equal(message('nosuch:v1', 'compat'), 'No such image: nosuch:v1');
    assert.equal(message('NO', 'compat'), 'No such image: NO');
  });

  it('or missing, whatever the text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9/:@.]{0,12}$/));
    fc.assert(
      fc.property(text, (name) => {
        try {
          test.images.resolve(name, 'libpod');
        } catch (error) {
          assert.ok(error instanceof RefpodError, String(error));
        }
      }),
    );
  });
});
