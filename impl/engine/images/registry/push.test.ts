import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { OddRegistry, askRegistry, file, startRegistry, user } from '../../../../fixtures/index.ts';
import type { FixtureImage, LocalRegistry } from '../../../../fixtures/index.ts';
import { RegistryError } from '../../../registry/errors.ts';
import { TestImages } from '../test-support.ts';
import type { PushEvent, PushOptions } from './push.ts';

/** Three layers that no other test has. */
const fixture = (name: string): FixtureImage => ({
  names: [`${name}:latest`],
  config: {},
  layers: [
    [file('one', `1 of ${name}`.repeat(50_000))],
    [file('two', `2 of ${name}`)],
    [file('three', `3 of ${name}`)],
  ],
});

interface Manifest {
  mediaType: string;
  layers: { mediaType: string; digest: string }[];
}

async function manifestAt(host: string, path: string, reference: string): Promise<Manifest> {
  const accept = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ].join(', ');
  const answer = await askRegistry({ host }, 'GET', `/v2/${path}/manifests/${reference}`, {
    headers: { Accept: accept },
  });
  assert.equal(answer.status, 200, String(answer.body));
  return JSON.parse(String(answer.body)) as Manifest;
}

/** Pushes and says how each layer came to be there. */
async function push(
  images: TestImages,
  name: string,
  to: string,
  options: Partial<PushOptions> = {},
): Promise<{ digest: string; arrivals: string[] }> {
  const arrivals: string[] = [];
  const onProgress = (event: PushEvent) => {
    if (event.kind === 'arrived') arrivals.push(event.arrival.how);
  };
  const { digest } = await images.images.push(name, to, {
    tree: 'compat',
    onProgress,
    ...options,
  });
  return { digest, arrivals };
}

describe('a push', () => {
  let registry: LocalRegistry;
  before(async () => {
    registry = await startRegistry();
  });
  after(() => registry.stop());

  it('brings an image that a pull elsewhere gets back', async () => {
    await using images = await TestImages.open();
    await using other = await TestImages.open();
    const name = `${registry.host}/there/and-back`;
    await images.loadImages([fixture(name)]);
    const { digest, arrivals } = await push(images, name, `${name}:latest`);
    assert.deepEqual(arrivals, ['pushed', 'pushed', 'pushed']);
    const image = images.images.resolve(name, 'compat');
    assert.deepEqual(image.repoDigests, [`${name}@${digest}`]);
    const [pulled] = await other.images.pull(name, { tree: 'compat' });
    assert.equal(pulled?.image.id, image.id);
    assert.equal(pulled.image.digest, digest);
    const again = await push(other, name, `${registry.host}/once/more:1`);
    assert.equal(again.digest, digest);
    assert.deepEqual(again.arrivals, ['mounted', 'mounted', 'mounted']);
  });

  it('sends nothing that is there', async () => {
    await using images = await TestImages.open();
    const name = `${registry.host}/twice/sent`;
    await images.loadImages([fixture(name)]);
    const first = await push(images, name, `${name}:1`);
    const second = await push(images, name, `${name}:2`);
    assert.equal(second.digest, first.digest);
    assert.deepEqual(second.arrivals, ['exists', 'exists', 'exists']);
  });

  it('has the format and compression that are asked for', async () => {
    await using images = await TestImages.open();
    const name = `${registry.host}/formed/as-asked`;
    await images.loadImages([fixture(name)]);
    const cases = [
      [{}, 'docker.distribution.manifest.v2+json', 'tar.gzip'],
      [{ format: 'oci' }, 'oci.image.manifest.v1+json', 'tar+gzip'],
      [{ format: 'oci', compression: 'zstd' }, 'oci.image.manifest.v1+json', 'tar+zstd'],
      [{ compression: 'none' }, 'docker.distribution.manifest.v2+json', 'diff.tar'],
      [{ format: 'docker', compression: 'zstd' }, 'docker.distribution.manifest.v2+json', 'gzip'],
    ] as const;
    for (const [at, [options, type, layer]] of cases.entries()) {
      await push(images, name, `${name}:${at}`, options);
      const manifest = await manifestAt(registry.host, 'formed/as-asked', String(at));
      assert.ok(manifest.mediaType.endsWith(type), `${manifest.mediaType} ${type}`);
      for (const { mediaType } of manifest.layers)
        assert.ok(mediaType.endsWith(layer), `${mediaType} ${layer}`);
      await using other = await TestImages.open();
      const [pulled] = await other.images.pull(`${name}:${at}`, { tree: 'compat' });
      assert.equal(pulled?.image.id, images.id(name));
    }
  });

  it('by digest is refused, and one of nothing is told', async () => {
    await using images = await TestImages.open();
    const name = `${registry.host}/x/y`;
    await images.loadImages([fixture(name)]);
    await assert.rejects(push(images, name, `${name}@sha256:${'0'.repeat(64)}`), /to a digest/);
    await assert.rejects(push(images, 'nothing', name), /No such image/);
  });
});

describe('a push that is refused', () => {
  it('says why, and can be done with the right password', async () => {
    const registry = await startRegistry({ users: true });
    await using images = await TestImages.open();
    const name = `${registry.host}/guarded/image`;
    await images.loadImages([fixture(name)]);
    for (const credentials of [undefined, () => ({ ...user, password: 'wrong' })])
      await assert.rejects(push(images, name, name, { credentials }), {
        failure: 'unauthorized',
        message: /unauthorized: authentication required/,
      });
    assert.deepEqual(images.images.resolve(name, 'compat').repoDigests, []);
    await push(images, name, name, { credentials: () => user });
    const login = { tree: 'compat' as const };
    assert.equal(await images.images.login(registry.host, user, login), undefined);
    await assert.rejects(images.images.login(registry.host, undefined, login), {
      failure: 'unauthorized',
    });
    await registry.stop();
  });

  it('ends as a whole, also when the client leaves', async () => {
    const registry = await OddRegistry.start();
    await using images = await TestImages.open();
    const name = `${registry.host}/not/today`;
    await images.loadImages([fixture(name)]);
    const leave = new AbortController();
    registry.on(/POST/, (_, response) => {
      response.writeHead(202, { Location: '/upload' }).end();
    });
    registry.on(/PATCH/, (_, response) => void response.writeHead(507).end('full'));
    registry.on(/DELETE/, (_, response) => void response.writeHead(204).end());
    await assert.rejects(push(images, name, name), RegistryError);
    assert.ok(registry.count(/DELETE/) > 0, 'the registry is told to forget the uploads');
    registry.on(/PATCH/, (request) => {
      text(request).catch(() => undefined);
      leave.abort();
    });
    await assert.rejects(push(images, name, name, { signal: leave.signal }), {
      name: 'AbortError',
    });
    await registry.stop();
  });
});
