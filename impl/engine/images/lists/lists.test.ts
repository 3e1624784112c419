import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  OddRegistry,
  askRegistry,
  file,
  registryImage,
  registryList,
  startRegistry,
} from '../../../../fixtures/index.ts';
import type { FixtureImage } from '../../../../fixtures/index.ts';
import { BadParameter, NotFound } from '../../../errors.ts';
import { TestImages } from '../test-support.ts';
import type { ListEntry } from './list.ts';
import { ListTable } from './table.ts';

const fixture = (name: string, architecture = 'amd64'): FixtureImage => ({
  names: [name],
  config: {},
  layers: [[file('only', `${name} ${architecture}`)]],
  architecture,
});

const plain = { tree: 'libpod', tlsVerify: false, all: false, amend: false } as const;

async function entriesOf(images: TestImages, name: string): Promise<ListEntry[]> {
  const list = (await images.images.lists.inspect(name, plain)) as { manifests: ListEntry[] };
  return list.manifests;
}

describe('a manifest list', () => {
  it('has names of its own, and is found by name, id and the beginning of it', async () => {
    await using images = await TestImages.open();
    const { lists } = images.images;
    const id = await lists.create('mine', [], plain);
    for (const name of ['mine', 'localhost/mine:latest', id, id.slice(0, 12)])
      assert.equal(lists.find(name).id, id);
    await assert.rejects(lists.create('mine', [], plain), /already in use/);
    assert.equal(await lists.create('mine', [], { ...plain, amend: true }), id);
    await images.load('busybox');
    await assert.rejects(lists.create('localhost/busybox', [], plain), /already in use/);
    assert.throws(() => lists.find('busybox'), /image is not a manifest list/);
    lists.delete(id);
    assert.equal(lists.exists('mine'), false);
    assert.throws(() => lists.delete('mine'), NotFound);
  });

  it('is named, shown and left like an image, and stands for the one for this host', async () => {
    await using images = await TestImages.open();
    const { lists } = images.images;
    await images.load('busybox');
    const busybox = images.images.find('busybox', 'libpod').image;
    const id = await lists.create('mine', ['busybox'], plain);
    images.images.tag('mine', { repo: 'localhost/other', tag: '1' }, 'libpod');
    const shown = images.images.list('libpod', { all: false, filters: { reference: ['mine'] } });
    assert.deepEqual(
      shown.map(({ image }) => [image.id, image.names]),
      [[id, ['localhost/mine:latest', 'localhost/other:1']]],
    );
    assert.equal(images.images.list('compat', { all: true, filters: {} }).length, 1);
    for (const name of ['mine', 'other:1', id])
      assert.equal(images.images.find(name, 'libpod').image.id, busybox.id);
    assert.deepEqual(lists.remove('mine'), { untagged: ['localhost/mine:latest'], deleted: [] });
    images.images.tag('busybox', { repo: 'localhost/other', tag: '1' }, 'libpod');
    assert.equal(lists.exists('other:1'), false, 'the image has the name now');
    assert.deepEqual(lists.find(id).names, []);
    images.images.tag(id, { repo: 'localhost/other', tag: '1' }, 'libpod');
    assert.deepEqual(images.images.find('busybox', 'libpod').image.names, [
      'localhost/busybox:latest',
    ]);
    images.images.untag(id);
    assert.deepEqual(lists.remove(id), { untagged: [], deleted: [id] });
    await lists.create('foreign', ['busybox'], { ...plain, architecture: 's390x' });
    assert.throws(() => images.images.find('foreign', 'libpod'), /no image found in manifest list/);
  });

  it('is in the database, not only in memory', async () => {
    await using images = await TestImages.open();
    const id = await images.images.lists.create('mine', [], plain);
    const again = new ListTable(images.database);
    assert.equal(again.byName('localhost/mine:latest')?.id, id);
  });

  it('has each image once, with what is said of it', async () => {
    await using images = await TestImages.open();
    const { lists } = images.images;
    await images.loadImages([fixture('localhost/one:latest'), fixture('localhost/two:latest')]);
    await lists.create('mine', ['one', 'containers-storage:localhost/two'], plain);
    assert.equal((await entriesOf(images, 'mine')).length, 2);
    await lists.add('mine', ['one'], { ...plain, architecture: 'arm64', variant: 'v8' });
    const platforms = (await entriesOf(images, 'mine')).map(({ platform }) => platform);
    assert.deepEqual(platforms, [
      { architecture: 'arm64', os: 'linux', variant: 'v8' },
      { architecture: 'amd64', os: 'linux' },
    ]);
    const [first] = await entriesOf(images, 'mine');
    const digest = first?.digest ?? '';
    lists.annotate('mine', digest, { annotations: { a: 'b' } });
    assert.deepEqual((await entriesOf(images, 'mine'))[0]?.annotations, { a: 'b' });
    lists.removeEntry('mine', digest);
    assert.equal((await entriesOf(images, 'mine')).length, 1);
    for (const wrong of [digest, 'none'])
      assert.throws(() => lists.removeEntry('mine', wrong), BadParameter);
  });

  it('is not made when one of its images is nowhere', async () => {
    await using images = await TestImages.open();
    const { lists } = images.images;
    await images.load('busybox');
    await assert.rejects(lists.create('mine', ['busybox', 'nowhere'], plain), NotFound);
    assert.equal(lists.exists('mine'), false);
  });

  it('takes images and whole lists of a registry', async () => {
    await using images = await TestImages.open();
    const { lists } = images.images;
    const registry = await OddRegistry.start();
    const entries = [];
    for (const architecture of ['amd64', 's390x']) {
      const image = await registryImage(fixture('any', architecture));
      registry.add('of/all', architecture, image);
      entries.push({ image, architecture });
    }
    registry.add('of/all', 'latest', registryList(entries));
    const at = (tag: string) => `docker://${registry.host}/of/all:${tag}`;
    await lists.create('mine', [at('s390x')], plain);
    await lists.create('whole', [at('latest')], { ...plain, all: true });
    await lists.create('part', [at('latest')], plain);
    const found = async (name: string) =>
      (await entriesOf(images, name)).map(({ platform }) => platform.architecture);
    assert.deepEqual(await found('mine'), ['s390x']);
    assert.deepEqual(await found('whole'), ['amd64', 's390x']);
    assert.equal((await found('part')).length, 1);
    const remote = await lists.inspect(`${registry.host}/of/all`, plain);
    assert.deepEqual(remote, JSON.parse(String(registryList(entries).manifest)));
    await assert.rejects(lists.inspect(`${registry.host}/of/none`, plain), NotFound);
    await registry.stop();
  });

  it('goes to a registry with its images, also those of another registry', async () => {
    await using images = await TestImages.open();
    await using other = await TestImages.open();
    const { lists } = images.images;
    const [from, to] = [await OddRegistry.start(), await startRegistry()];
    const remote = await registryImage(fixture('any', 's390x'));
    from.add('of/one', 'latest', remote);
    await images.loadImages([fixture('localhost/one:latest')]);
    await lists.create('mine', ['one', `docker://${from.host}/of/one`], plain);
    const name = `${to.host}/pushed/list`;
    const digest = await lists.push('mine', `${name}:latest`, { ...plain, all: true });
    const answer = await askRegistry(to, 'HEAD', `/v2/pushed/list/manifests/${digest}`, {
      headers: { Accept: 'application/vnd.docker.distribution.manifest.list.v2+json' },
    });
    assert.equal(answer.status, 200);
    for (const architecture of ['amd64', 's390x']) {
      const options = { ...plain, platform: { architecture } };
      const [pulled] = await other.images.pull(name, options);
      assert.equal(pulled?.image.config.architecture, architecture);
      assert.ok(pulled.image.repoDigests.includes(`${name}@${digest}`));
    }
    await images.images.removeLibpod('one', { force: false, noprune: false });
    await assert.rejects(lists.push('mine', name, { ...plain, all: true }), /image not known/);
    await Promise.all([from.stop(), to.stop()]);
  });
});
