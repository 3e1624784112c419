import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { file, folder, images as fixtures, ociArchive, tar } from '../../../fixtures/index.ts';
import { Database } from '../../database.ts';
import { BadParameter, InternalError, NotFound } from '../../errors.ts';
import { Notes } from './notes.ts';
import { TestImages } from './test-support.ts';
import { humanSize } from './tree-text.ts';

const { signal } = new AbortController();

describe('images', () => {
  it('have names, remember those that they had, and lose them to others', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'app');
    const { images } = test;
    assert.equal((await images.inspect('app', 'compat')).lastTagged, undefined);
    test.takeEvents();
    const before = Date.now();
    images.tag('app', { repo: 'web', tag: 'v1' }, 'libpod');
    images.tag('busybox', { repo: 'localhost/web', tag: 'v1' }, 'compat');
    const app = await images.inspect('app', 'libpod');
    assert.deepEqual(app.image.names, ['localhost/app:latest']);
    assert.deepEqual(app.pastNames, ['localhost/web:v1', 'localhost/app:latest']);
    assert.ok((app.lastTagged ?? 0) >= before);
    assert.equal(images.resolve('web:v1', 'libpod').id, test.id('busybox'));
    images.untag('web:v1', { repo: 'web', tag: 'v1' });
    assert.ok(!images.exists('web:v1', 'libpod'));
    assert.throws(() => images.untag('busybox', { repo: 'web' }), InternalError);
    assert.throws(() => images.tag('busybox', { repo: 'NO' }, 'compat'), BadParameter);
    images.untag(app.image.id);
    assert.deepEqual(test.takeEvents(), [
      'tag localhost/web:v1',
      'tag localhost/web:v1',
      'untag localhost/web:v1',
      'untag localhost/app:latest',
    ]);
    assert.deepEqual((await images.inspect(app.image.id, 'libpod')).image.names, []);
  });

  it('tell their history, with the images on the way as the tree knows them', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'layers');
    const ids = (tree: 'compat' | 'libpod') =>
      test.images.history('layers', tree).map(({ after }) => after?.id);
    const [busybox, layers] = [test.id('busybox'), test.id('layers')];
    assert.deepEqual(ids('libpod'), [layers, undefined, busybox]);
    assert.deepEqual(ids('compat'), [layers, undefined, undefined]);
    const resolve = (name: string) => test.images.resolve(name, 'compat');
    test.images.builtOn(resolve('layers'), resolve('busybox'));
    assert.deepEqual(ids('compat'), [layers, undefined, busybox]);
  });

  it('are drawn with their layers', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'layers', 'volume');
    const sizes = (text: string) => text.replace(/[0-9a-f]{12}/g, 'ID');
    assert.equal(
      sizes(test.images.treeText('layers', false)),
      `Image ID: ID
Tags:     [localhost/layers:latest]
Size:     ${humanSize(test.images.resolve('layers', 'libpod').archiveSize)}
Image Layers
├── ID: ID Size: 2.139MB Top Layer of: [localhost/busybox:latest]
├── ID: ID Size: 10.75kB
└── ID: ID Size:  5.12kB Top Layer of: [localhost/layers:latest]
`,
    );
    assert.equal(
      sizes(test.images.treeText('busybox', true)).split('\n').slice(3).join('\n'),
      `Image Layers
├── ID: ID Size: 2.139MB Top Layer of: [localhost/busybox:latest]
├── ID: ID Size: 10.75kB
│   └── ID: ID Size:  5.12kB Top Layer of: [localhost/layers:latest]
└── ID: ID Size:  2.56kB Top Layer of: [localhost/volume:latest]
`,
    );
    assert.deepEqual(
      [0, 999, 1000, 12_345, 2_140_360, 5e12].map((bytes) => humanSize(bytes)),
      ['0B', '999B', '1kB', '12.35kB', '2.14MB', '5TB'],
    );
  });

  it('tell what they change against a layer below or another image', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'layers');
    const paths = async (parent?: string) =>
      (await test.images.changes('layers', parent)).map(({ path, kind }) => `${kind} ${path}`);
    const top = await paths();
    assert.ok(top.includes('2 /data/removed') && top.includes('1 /data/hidden/new'), top.join());
    const all = await paths('busybox');
    assert.ok(all.includes('1 /data/setuid') && !all.includes('2 /data/removed'), all.join());
    const [base = '', middle = ''] = test.images.resolve('layers', 'libpod').layers;
    assert.deepEqual(await paths(base.slice(7, 19)), all);
    assert.deepEqual(await paths(middle.slice(7)), top);
    await assert.rejects(async () => test.images.changes('layers', 'nosuch'), NotFound);
  });

  it('come from a root file system with configuration, history and name', async () => {
    await using test = await TestImages.open();
    const archive = async () => Readable.from([await tar([folder('etc'), file('etc/motd', 'hi')])]);
    const common = { changes: ['CMD ["sh"]'], message: 'why', signal };
    const image = await test.images.import(await archive(), {
      ...common,
      tree: 'libpod',
      reference: { repo: 'made:v1' },
      platform: { architecture: 'arm64' },
    });
    assert.deepEqual(image.names, ['localhost/made:v1']);
    assert.deepEqual(image.config.config, { Cmd: ['sh'] });
    assert.equal(image.config.architecture, 'arm64');
    const [step] = test.images.history('made:v1', 'libpod');
    assert.equal(step?.comment, 'why');
    assert.match(step?.createdBy ?? '', /ADD file:[0-9a-f]{64} in \/$/);
    assert.deepEqual(test.takeEvents(), ['tag localhost/made:v1', 'import localhost/made:v1']);
    for (const wrong of [{ reference: { repo: 'NO' } }, { changes: ['FROM x'] }])
      await assert.rejects(
        test.images.import(await archive(), { ...common, tree: 'libpod', ...wrong }),
        BadParameter,
      );
    const garbage = () => Readable.from([Buffer.alloc(4096, 'no tar')]);
    const broken = (tree: 'compat' | 'libpod') =>
      test.images.import(garbage(), { ...common, tree });
    await assert.rejects(broken('libpod'), BadParameter);
    await assert.rejects(broken('compat'), InternalError);
    assert.equal(test.storage.images.list().length, 1);
  });

  it('are saved under the names that were asked for, and are the same when loaded', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'app');
    const { images } = test;
    images.tag('app', { repo: 'web', tag: 'v1' }, 'compat');
    images.tag('app', { repo: 'web', tag: 'v2' }, 'compat');
    const app = test.id('app');
    const save = (names: string[], tree: 'compat' | 'libpod', format = 'docker-archive') =>
      buffer(images.export(names, { tree, format, compress: false, signal }));
    const names = async (archive: Buffer) => {
      await using other = await TestImages.open();
      const loaded = await other.images.load(Readable.from([archive]), 'compat', signal);
      return loaded.map(({ id, loadedNames }) => [id, ...loadedNames]);
    };
    const web = ['docker.io/library/web:v1', 'docker.io/library/web:v2'];
    assert.deepEqual(await names(await save(['web'], 'compat')), [[app, ...web]]);
    const { digest } = images.resolve(app, 'compat');
    for (const nameless of [app, `localhost/app@${digest}`])
      assert.deepEqual(await names(await save([nameless], 'compat')), [[app]]);
    for (const format of ['docker-archive', 'oci-archive'])
      assert.deepEqual(await names(await save(['app'], 'libpod', format)), [
        [app, 'localhost/app:latest'],
      ]);
    assert.deepEqual(await names(await save(['app', 'busybox', 'web:v1'], 'libpod')), [
      [app, 'localhost/app:latest', 'docker.io/library/web:v1'],
      [test.id('busybox'), 'localhost/busybox:latest'],
    ]);
    assert.throws(
      () =>
        images.export(['app', 'nosuch'], {
          tree: 'libpod',
          format: 'docker-archive',
          compress: false,
          signal,
        }),
      NotFound,
    );
    for (const [wanted, format] of [
      [['app'], 'zip'],
      [['app', 'busybox'], 'oci-archive'],
    ] as const)
      assert.throws(
        () => images.export(wanted, { tree: 'libpod', format, compress: false, signal }),
        InternalError,
      );
  });

  it('loaded again keep their other names, and only the archive is told', async () => {
    await using test = await TestImages.open();
    await test.load('app');
    test.images.tag('app', { repo: 'other' }, 'libpod');
    const archive = Readable.from([await ociArchive([fixtures.app()])]);
    const [loaded] = await test.images.load(archive, 'libpod', signal);
    assert.deepEqual(loaded?.loadedNames, ['localhost/app:latest']);
    assert.deepEqual(loaded?.names, ['localhost/app:latest', 'localhost/other:latest']);
  });

  it('leave no notes behind', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const database = new Database(':memory:');
    const notes = new Notes(database, []);
    notes.named('gone', 'name');
    notes.builtOn('child', 'gone');
    notes.forget('gone');
    assert.equal(notes.pastNames().size + notes.parents().size, 0);
    database.close();
    // A crash between the image and its notes.
    await test.storage.images.remove(test.id('busybox'));
    assert.equal(new Notes(test.database, []).pastNames().size, 0);
  });
});
