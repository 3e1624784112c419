import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { dockerArchive, file, images as fixtures, ociArchive, tar } from '../../fixtures/index.ts';
import type {
  DockerImageHistory,
  DockerImageInspectResponse,
  DockerImageSummary,
  ImageHistoryLayer,
  ImageRemoveReport,
  ImageSummary,
  InspectImage,
} from '../../spec/generated/schemas.gen.ts';
import { ImageServer } from './images-test-support.ts';

const filters = (of: object) => `filters=${encodeURIComponent(JSON.stringify(of))}`;

let server: ImageServer;
let archive: Buffer;
before(async () => {
  server = await ImageServer.start();
  archive = await dockerArchive([fixtures.busybox(), fixtures.layers(), fixtures.app()]);
});
after(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  server.test.containers.clear();
  await server.test.images.removeMany([], { all: true, force: true, ignore: true, noprune: false });
  await server.ask('POST', '/v4.3.1/libpod/images/load', archive);
});

/** What each wrong request is answered with: status and words of the message. */
async function refused(cases: [method: string, path: string, status: number, words: RegExp][]) {
  for (const [method, path, status, words] of cases) {
    const answer = await server.ask(method, path);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.body.toString()}`);
    assert.match((answer.value as { message: string }).message, words, path);
  }
}

describe('the compat tree’s images', () => {
  it('are listed as Docker does, by version', async () => {
    const list = (version: string, query = '') =>
      server.value<DockerImageSummary[]>('GET', `/v${version}/images/json?${query}`);
    await server.ask('POST', '/v1.41/images/localhost%2Fapp/tag?repo=web');
    const [one] = await list('1.41', filters({ reference: ['web'] }));
    assert.equal(one?.Id, `sha256:${server.test.id('app')}`);
    assert.deepEqual(one.RepoTags, ['web:latest'], 'only the names that fit');
    assert.deepEqual(one.Labels, { 'org.example.role': 'fixture', tier: 'front' });
    assert.equal(one.Created, 1_704_067_200);
    assert.deepEqual([one.SharedSize, one.Containers, one.VirtualSize], [-1, -1, one.Size]);

    const id = await server.test.import();
    const nameless = async (version: string) =>
      (await list(version)).find((image) => image.Id === `sha256:${id}`);
    assert.equal((await list('1.41'))[0]?.Id, `sha256:${id}`, 'the newest first');
    assert.deepEqual((await nameless('1.41'))?.RepoTags, ['<none>:<none>']);
    assert.deepEqual((await nameless('1.43'))?.RepoTags, []);
    assert.equal((await nameless('1.44'))?.VirtualSize, undefined);
    const shared = await list('1.42', 'shared-size=1');
    assert.ok(shared.some(({ SharedSize }) => SharedSize > 0));
    assert.deepEqual((await list('1.40', 'filter=web')).length, 1);
    assert.equal((await list('1.41', 'filter=web')).length, 4);
  });

  it('are shown with every member that Docker has', async () => {
    const inspect = (version: string) =>
      server.value<DockerImageInspectResponse>('GET', `/v${version}/images/app/json`);
    const image = await inspect('1.41');
    assert.deepEqual(image.RepoTags, ['localhost/app:latest']);
    assert.equal(image.Created, '2024-01-01T00:00:00Z');
    assert.deepEqual(image.Config?.Entrypoint, ['/bin/echo', 'entry']);
    assert.deepEqual(image.Config?.Healthcheck?.Test, ['CMD', 'true']);
    assert.equal(image.Config?.Hostname, '');
    assert.deepEqual(image.RootFS.Layers?.length, 1);
    assert.ok(image.GraphDriver.Data?.['UpperDir']);
    assert.ok('ContainerConfig' in image && 'VirtualSize' in image);
    const newest = await inspect('1.45');
    assert.ok(!('ContainerConfig' in newest) && !('VirtualSize' in newest));
    assert.match(image.Metadata.LastTagTime ?? '', /^0001/);
    await server.ask('POST', '/v1.41/images/app/tag?repo=web');
    assert.match((await inspect('1.41')).Metadata.LastTagTime ?? '', /^20/);
  });

  it('have their steps, the first with id and names', async () => {
    const steps = await server.value<DockerImageHistory>('GET', '/v1.41/images/layers/history');
    assert.deepEqual(
      steps.map(({ Id, Tags }) => [Id, Tags]),
      [
        [`sha256:${server.test.id('layers')}`, ['localhost/layers:latest']],
        ['<missing>', null],
        ['<missing>', null],
      ],
    );
  });

  it('are named, removed and pruned', async () => {
    const tagged = await server.ask('POST', '/v1.41/images/app/tag?repo=me/web&tag=v1');
    assert.deepEqual([tagged.status, tagged.body.length], [201, 0]);
    const app = server.test.id('app');
    assert.deepEqual(await server.value('DELETE', '/v1.41/images/me/web:v1'), [
      { Untagged: 'me/web:v1' },
    ]);
    assert.deepEqual(await server.value('DELETE', `/v1.41/images/${app}`), [
      { Untagged: 'localhost/app:latest' },
      { Deleted: `sha256:${app}` },
    ]);
    server.test.containers.set('c1', { image: server.test.id('layers'), running: false });
    const prune = (of: object) =>
      server.value<{ ImagesDeleted: object[] | null; SpaceReclaimed: number }>(
        'POST',
        `/v1.41/images/prune?${filters(of)}`,
      );
    assert.deepEqual(await prune({}), { ImagesDeleted: null, SpaceReclaimed: 0 });
    const { ImagesDeleted } = await prune({ dangling: ['false'] });
    assert.deepEqual(ImagesDeleted?.[0], { Untagged: 'localhost/busybox:latest' });
    assert.equal(server.test.storage.images.list().length, 1);
  });

  it('are loaded, exported and imported', async () => {
    const oci = await ociArchive([fixtures.volume()]);
    const loaded = await server.ask('POST', '/v1.41/images/load?quiet=1', oci);
    assert.deepEqual(loaded.value, { stream: 'Loaded image: localhost/volume:latest\n' });
    const saved = await server.ask('GET', '/v1.41/images/get?names=app,busybox&names=layers');
    assert.equal(saved.type, 'application/x-tar');
    await server.ask('DELETE', '/v1.41/images/app');
    const again = await server.ask('POST', '/v1.41/images/load', saved.body);
    assert.equal((again.value as object[]).length, 3);
    const nameless = await server.ask('GET', `/v1.41/images/${server.test.id('app')}/get`);
    const id = `sha256:${server.test.id('app')}`;
    const other = await server.ask('POST', '/v1.41/images/load', nameless.body);
    assert.deepEqual(other.value, { stream: `Loaded image ID: ${id}\n` });

    const rootFs = await tar([file('hello', 'hi')]);
    const imported = await server.value<{ status: string }>(
      'POST',
      '/v1.41/images/create?fromSrc=-&repo=made&tag=v1&message=why&changes=CMD%20x&platform=linux/arm64',
      rootFs,
    );
    const made = await server.value<DockerImageInspectResponse>(
      'GET',
      '/v1.41/images/made:v1/json',
    );
    assert.deepEqual([made.Id, made.Architecture, made.Comment], [imported.status, 'arm64', 'why']);
  });

  it('answer mistakes as Docker does', async () => {
    const app = server.test.id('app');
    await server.ask('POST', '/v1.41/images/app/tag?repo=web');
    server.test.containers.set('c1', { image: server.test.id('busybox'), running: true });
    await refused([
      ['GET', '/v1.41/images/nosuch/json', 404, /No such image: nosuch:latest/],
      ['GET', '/v1.41/images/NO/history', 404, /NO/],
      ['POST', '/v1.41/images/app/tag', 400, /repo/],
      ['POST', '/v1.41/images/app/tag?repo=NO', 400, /NO/],
      ['POST', '/v1.41/images/nosuch/tag?repo=x', 404, /nosuch/],
      ['DELETE', '/v1.41/images/nosuch', 404, /nosuch/],
      ['DELETE', `/v1.41/images/${app}`, 409, /multiple repositories/],
      ['DELETE', '/v1.41/images/busybox', 409, /c1/],
      ['DELETE', `/v1.41/images/${server.test.id('busybox')}?force=1`, 409, /running container c1/],
      ['GET', `/v1.41/images/json?${filters({ bogus: ['x'] })}`, 400, /bogus/],
      ['GET', `/v1.41/images/json?${filters({ since: ['nosuch'] })}`, 404, /nosuch/],
      ['POST', `/v1.41/images/prune?${filters({ dangling: ['x'] })}`, 400, /dangling/],
      ['GET', '/v1.41/images/nosuch/get', 404, /nosuch/],
      ['GET', '/v1.41/images/get?names=app&names=nosuch', 404, /nosuch/],
      ['GET', '/v1.41/images/get', 400, /names/],
      ['POST', '/v1.41/images/create', 400, /fromImage/],
      ['POST', '/v1.41/images/create?fromSrc=ftp://x/', 400, /ftp/],
    ]);
    const garbage = Buffer.alloc(2048, 'no tar');
    assert.equal((await server.ask('POST', '/v1.41/images/load', garbage)).status, 500);
    const broken = await server.ask('POST', '/v1.41/images/create?fromSrc=-', garbage);
    assert.equal(broken.status, 500);
    assert.equal(server.test.storage.images.list().length, 3);
  });
});

describe('the libpod tree’s images', () => {
  const at = '/v4.3.1/libpod/images';

  it('are listed as Podman does', async () => {
    await server.ask('POST', `${at}/app/tag?repo=web&tag=v1`);
    const list = await server.value<ImageSummary[]>('GET', `${at}/json`);
    const { digest, archiveSize } = server.test.images.resolve('app', 'libpod');
    assert.deepEqual(
      list.find(({ Id }) => Id === server.test.id('app')),
      {
        Id: server.test.id('app'),
        ParentId: '',
        RepoTags: ['localhost/app:latest', 'localhost/web:v1'],
        RepoDigests: [`localhost/app@${digest}`, `localhost/web@${digest}`],
        Created: 1_704_067_200,
        Size: archiveSize,
        SharedSize: 0,
        VirtualSize: archiveSize,
        Labels: { 'org.example.role': 'fixture', tier: 'front' },
        Containers: 0,
        Names: ['localhost/app:latest', 'localhost/web:v1'],
        Digest: digest,
        History: ['localhost/web:v1', 'localhost/app:latest'],
      },
    );
    const one = await server.value<ImageSummary[]>(
      'GET',
      `${at}/json?${filters({ label: ['tier'] })}`,
    );
    assert.equal(one.length, 1);
  });

  it('are shown, drawn and compared', async () => {
    const image = await server.value<InspectImage>('GET', `${at}/layers/json`);
    assert.deepEqual(image.Config, {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LAYERED=yes'],
      Cmd: ['cat', '/data/changed'],
      WorkingDir: '/data',
    });
    assert.equal(image.GraphDriver.Data?.['LowerDir']?.split(':').length, 2);
    assert.equal(image.History?.[0]?.created, '2024-01-01T00:00:00Z');
    const steps = await server.value<ImageHistoryLayer[]>('GET', `${at}/layers/history`);
    assert.deepEqual(
      steps.map(({ Id }) => Id),
      [server.test.id('layers'), '<missing>', server.test.id('busybox')],
    );
    const tree = await server.value<{ Tree: string }>('GET', `${at}/layers/tree`);
    assert.match(tree.Tree, /^Image ID: .*\nTags: .*localhost\/layers:latest/);
    const changes = await server.value<{ Path: string; Kind: number }[]>(
      'GET',
      `${at}/layers/changes`,
    );
    assert.ok(changes.some(({ Path, Kind }) => Path === '/data/removed' && Kind === 2));
    assert.equal((await server.ask('GET', `${at}/app/exists`)).status, 204);
  });

  it('are named, removed and pruned', async () => {
    const [app, busybox] = [server.test.id('app'), server.test.id('busybox')];
    for (const path of ['app/tag?repo=web', 'app/untag?repo=web', 'layers/untag'])
      assert.equal((await server.ask('POST', `${at}/${path}`)).status, 201, path);
    assert.deepEqual(await server.value('DELETE', `${at}/app`), {
      Deleted: [app],
      Untagged: ['localhost/app:latest'],
      ExitCode: 0,
      Errors: [],
    });
    const report = await server.value<ImageRemoveReport>(
      'DELETE',
      `${at}/remove?images=nosuch&images=busybox`,
    );
    assert.deepEqual([report.Deleted, report.ExitCode], [[busybox], 1]);
    const pruned = await server.value<{ Id: string; Size: number }[]>('POST', `${at}/prune`);
    assert.ok(pruned.length === 1 && (pruned[0]?.Size ?? 0) > 0);
  });

  it('say how a removal of several went', async () => {
    server.test.containers.set('c1', { image: server.test.id('app'), running: false });
    const exit = async (query: string) =>
      (await server.value<ImageRemoveReport>('DELETE', `${at}/remove?${query}`)).ExitCode;
    assert.equal(await exit('images=nosuch'), 1);
    assert.equal(await exit('images=nosuch&ignore=true'), 0);
    assert.equal(await exit('images=nosuch&images=app'), 2);
    assert.equal(await exit('all=true'), 2);
    assert.equal(await exit('all=true&force=true'), 0);
  });

  it('are loaded, exported and imported', async () => {
    const oci = await ociArchive([fixtures.volume()]);
    assert.deepEqual(await server.value('POST', `${at}/load`, oci), {
      Names: ['localhost/volume:latest'],
    });
    const app = server.test.id('app');
    const exports = ['docker-archive', 'oci-archive'].map((format) => `app/get?format=${format}`);
    for (const path of [...exports, 'app/get', 'export?references=app&references=busybox']) {
      const saved = await server.ask('GET', `${at}/${path}`);
      assert.equal(saved.status, 200, path);
      await server.ask('DELETE', `${at}/app`);
      assert.match(JSON.stringify(await server.value('POST', `${at}/load`, saved.body)), /app/);
      assert.equal(server.test.id('app'), app, path);
    }
    const imported = await server.value<{ Id: string }>(
      'POST',
      `${at}/import?reference=made&message=why&changes=CMD%20x&changes=LABEL%20a=b`,
      await tar([file('hello', 'hi')]),
    );
    assert.equal(imported.Id, `sha256:${server.test.id('made')}`);
  });

  it('answer mistakes as Podman does, and the document says', async () => {
    await server.ask('POST', `${at}/app/tag?repo=web`);
    server.test.containers.set('c1', { image: server.test.id('busybox'), running: false });
    await refused([
      ['GET', `${at}/nosuch/json`, 404, /nosuch/],
      ['GET', `${at}/nosuch/exists`, 404, /nosuch/],
      ['GET', `${at}/nosuch/changes`, 404, /nosuch/],
      ['GET', `${at}/nosuch/get`, 404, /nosuch/],
      ['GET', `${at}/app/get?format=zip`, 500, /zip/],
      ['GET', `${at}/export`, 400, /references/],
      ['GET', `${at}/export?references=nosuch`, 404, /nosuch/],
      [
        'GET',
        `${at}/export?references=app&references=layers&format=oci-archive`,
        500,
        /docker-archive/,
      ],
      ['POST', `${at}/app/tag?tag=v1`, 400, /repo/],
      ['POST', `${at}/app/untag?tag=v1`, 400, /repo/],
      ['POST', `${at}/app/untag?repo=other`, 500, /tag not known/],
      ['DELETE', `${at}/${server.test.id('app')}`, 409, /more than one tag/],
      ['DELETE', `${at}/busybox`, 409, /c1/],
      ['DELETE', `${at}/remove`, 400, /images/],
      ['GET', `${at}/json?${filters({ bogus: ['x'] })}`, 500, /bogus/],
      ['GET', `${at}/json?all=perhaps`, 400, /all/],
    ]);
    const garbage = Buffer.alloc(2048, 'no tar');
    for (const path of ['load', 'import'])
      assert.equal((await server.ask('POST', `${at}/${path}`, garbage)).status, 400, path);
    assert.equal(server.test.storage.images.list().length, 3);
  });
});
