import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { IncomingMessage } from 'node:http';
import { OddRegistry, file, registryImage, registryList } from '../../../../fixtures/index.ts';
import type { FixtureImage, RegistryImage } from '../../../../fixtures/index.ts';
import { NotFound } from '../../../errors.ts';
import { RegistryError } from '../../../registry/errors.ts';
import { digestOf } from '../../../storage/blobs.ts';
import { TestImages } from '../test-support.ts';
import type { PullEvent } from './progress.ts';
import type { PullOptions } from './pull.ts';

/** Three layers, the first one large enough to be cut. */
const image: FixtureImage = {
  names: [],
  config: {},
  layers: [
    [file('large', '0123456789'.repeat(40_000))],
    [file('changed', 'in layer 2')],
    [file('changed', 'in layer 3')],
  ],
};

/** Images in a storage of their own, and a registry that has them and misbehaves on demand. */
class Scene {
  readonly images: TestImages;
  readonly registry: OddRegistry;
  readonly layers: RegistryImage;
  readonly events: PullEvent[] = [];

  static async open() {
    const registry = await OddRegistry.start();
    const layers = await registryImage(image, { compression: 'none' });
    registry.add('t/layers', 'latest', layers);
    return new Scene(await TestImages.open(), registry, layers);
  }

  private constructor(images: TestImages, registry: OddRegistry, layers: RegistryImage) {
    this.images = images;
    this.registry = registry;
    this.layers = layers;
  }

  name(repository: string): string {
    return `${this.registry.host}/${repository}`;
  }

  pull(name: string, options: Partial<PullOptions> = {}) {
    return this.images.images.pull(name, {
      tree: 'compat',
      onProgress: (event) => this.events.push(event),
      ...options,
    });
  }

  /** Pulls the image of layers, and says what came of it. */
  async pullLayers(options: Partial<PullOptions> = {}) {
    const [pulled] = await this.pull(this.name('t/layers'), options);
    assert.ok(pulled);
    return pulled.image;
  }

  /** Blobs and work in progress on the disk. */
  get blobs(): string[] {
    return readdirSync(join(this.images.storage.root, 'blobs/sha256'));
  }
  get temp(): string[] {
    return readdirSync(join(this.images.storage.root, 'tmp'));
  }

  async [Symbol.asyncDispose]() {
    await this.registry.stop();
    await this.images[Symbol.asyncDispose]();
  }
}

const layerAt = (at: number, { layers }: RegistryImage) => layers[at]?.digest ?? '';

describe('a pull', () => {
  it('brings the image that the registry has, byte by byte', async () => {
    await using scene = await Scene.open();
    const image = await scene.pullLayers();
    assert.equal(`sha256:${image.id}`, scene.layers.config.digest);
    assert.equal(image.digest, scene.layers.digest);
    assert.deepEqual(image.names, [`${scene.name('t/layers')}:latest`]);
    assert.deepEqual(image.repoDigests, [`${scene.name('t/layers')}@${scene.layers.digest}`]);
    assert.deepEqual(await scene.images.storage.images.manifest(image), scene.layers.manifest);
    const [top] = scene.images.storage.images.layerDirs(image);
    assert.ok(existsSync(join(top ?? '', 'changed')));
    assert.deepEqual(scene.images.takeEvents(), [`pull ${scene.name('t/layers')}:latest`]);
  });

  for (const family of ['oci', 'docker'] as const)
    for (const compression of ['none', 'gzip', 'zstd'] as const)
      it(`takes ${family} manifests with ${compression} layers`, async () => {
        await using scene = await Scene.open();
        const other = await registryImage(image, { family, compression });
        scene.registry.add('t/other', 'latest', other);
        const [pulled] = await scene.pull(scene.name('t/other'));
        assert.equal(pulled?.image.digest, other.digest);
      });

  it('takes the image for the platform from a list', async () => {
    await using scene = await Scene.open();
    const architectures = ['amd64', 'arm64', 'riscv64'];
    const entries = await Promise.all(
      architectures.map(async (architecture) => ({
        architecture,
        image: await registryImage({ ...image, architecture }),
      })),
    );
    for (const { image } of entries) scene.registry.add('t/multi', image.digest, image);
    const list = registryList(entries);
    scene.registry.add('t/multi', 'latest', list);
    for (const { architecture, image } of entries) {
      const [pulled] = await scene.pull(scene.name('t/multi'), { platform: { architecture } });
      assert.equal(pulled?.image.digest, image.digest);
      assert.ok(pulled.image.repoDigests.includes(`${scene.name('t/multi')}@${list.digest}`));
    }
    const sparc = { platform: { architecture: 'sparc' } };
    await assert.rejects(scene.pull(scene.name('t/multi'), sparc), NotFound);
  });

  it('of a manifest of schema 1 is refused, and leaves nothing', async () => {
    await using scene = await Scene.open();
    const mediaType = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 1, name: 't/old', fsLayers: [] }));
    const digest = digestOf(manifest);
    scene.registry.add('t/old', 'latest', { mediaType, digest, size: manifest.length, manifest });
    await assert.rejects(
      scene.pull(scene.name('t/old')),
      /unsupported manifest type ".*v1\+prettyjws"/,
    );
    assert.deepEqual(scene.temp, []);
  });

  it('by digest gives no name', async () => {
    await using scene = await Scene.open();
    const name = `${scene.name('t/layers')}@${scene.layers.digest}`;
    const [pulled] = await scene.pull(name);
    assert.deepEqual(pulled?.image.names, []);
    assert.equal(scene.images.id(name), pulled?.image.id);
  });

  it('asks for no blob that is here', async () => {
    await using scene = await Scene.open();
    await scene.pullLayers();
    const before = scene.registry.count(/blobs/);
    await scene.pullLayers();
    assert.equal(scene.registry.count(/blobs/), before);
    assert.ok(scene.events.some((event) => event.kind === 'pulled' && !event.isNew));
  });

  it('is shared by clients that want the same', async () => {
    await using scene = await Scene.open();
    const pulls = [1, 2, 3].map(() => scene.pullLayers());
    const ids = (await Promise.all(pulls)).map(({ id }) => id);
    assert.equal(new Set(ids).size, 1);
    for (const digest of scene.layers.blobs.keys())
      assert.equal(scene.registry.count(new RegExp(digest)), 1, digest);
  });

  it('goes on for the others when the one that began leaves', async () => {
    await using scene = await Scene.open();
    const digest = layerAt(0, scene.layers);
    const { promise: asked, resolve: begun } = Promise.withResolvers<() => void>();
    scene.registry.on(new RegExp(digest), (_, response, body) => {
      response.writeHead(200, { 'Content-Length': body.length });
      response.write(body.subarray(0, 1000));
      begun(() => response.end(body.subarray(1000)));
    });
    const leave = new AbortController();
    const first = scene.pullLayers({ signal: leave.signal });
    const finish = await asked;
    const others = Promise.withResolvers<void>();
    const second = scene.pullLayers({
      onProgress: (event) => event.kind === 'layer' && others.resolve(),
    });
    await others.promise;
    leave.abort();
    await assert.rejects(first, { name: 'AbortError' });
    finish();
    assert.equal((await second).digest, scene.layers.digest);
    assert.equal(scene.registry.count(new RegExp(digest)), 1);
  });
});

describe('a pull that comes to nothing', () => {
  it('leaves nothing half done when the client leaves, and takes whole blobs up again', async () => {
    await using scene = await Scene.open();
    const last = layerAt(2, scene.layers);
    scene.registry.on(new RegExp(last), (_, response, body) => {
      response.writeHead(200, { 'Content-Length': body.length });
      response.write(body.subarray(0, 10));
    });
    const leave = new AbortController();
    const others = new Set([layerAt(0, scene.layers), layerAt(1, scene.layers)]);
    const pull = scene.pullLayers({
      signal: leave.signal,
      onProgress(event) {
        if (event.kind === 'layer' && event.step === 'complete') others.delete(event.digest);
        if (others.size === 0) leave.abort();
      },
    });
    await assert.rejects(pull, { name: 'AbortError' });
    assert.deepEqual(scene.temp, []);
    assert.deepEqual(scene.images.storage.images.list(), []);
    scene.registry.off();
    const before = scene.registry.requests.length;
    assert.equal((await scene.pullLayers()).digest, scene.layers.digest);
    const again = scene.registry.requests.slice(before).filter((line) => line.includes('blobs'));
    assert.deepEqual(again, [`GET /v2/t/layers/blobs/${last}`]);
  });

  it('leaves no blob when a prune comes before the next try', async () => {
    await using scene = await Scene.open();
    scene.registry.on(new RegExp(layerAt(2, scene.layers)), (_, response) => {
      response.writeHead(404).end();
    });
    await assert.rejects(scene.pullLayers(), RegistryError);
    assert.notDeepEqual(scene.blobs, []);
    await scene.images.images.pruneCompat({ all: false, filters: {} });
    assert.deepEqual(scene.blobs, []);
  });

  it('frees all that it brought when the image is removed', async () => {
    await using scene = await Scene.open();
    scene.registry.on(new RegExp(layerAt(2, scene.layers)), (_, response) => {
      response.writeHead(404).end();
    });
    await assert.rejects(scene.pullLayers(), RegistryError);
    scene.registry.off();
    const { id } = await scene.pullLayers();
    await scene.images.images.removeLibpod(id, { force: false, noprune: false });
    assert.deepEqual(scene.blobs, []);
  });
});

describe('a registry that misbehaves', () => {
  /** What comes instead of a layer or manifest, and what the failure is called. */
  const lies: Record<string, { at: 'layer' | 'manifest'; answer: (body: Buffer) => Buffer }> = {
    'other bytes of a layer': { at: 'layer', answer: (body) => Buffer.alloc(body.length, 7) },
    'too many bytes': { at: 'layer', answer: (body) => Buffer.concat([body, Buffer.from('more')]) },
    'too few bytes': { at: 'layer', answer: (body) => body.subarray(1) },
    'other bytes of a manifest': { at: 'manifest', answer: () => Buffer.from('{"a":1}') },
  };
  for (const [name, { at, answer }] of Object.entries(lies))
    it(`is not believed: ${name}`, async () => {
      await using scene = await Scene.open();
      const digest = at === 'layer' ? layerAt(1, scene.layers) : scene.layers.digest;
      scene.registry.on(new RegExp(digest), (request, response, body) => {
        if (request.headers.range) response.writeHead(416).end();
        else response.end(answer(body));
      });
      const pull = scene.pull(`${scene.name('t/layers')}@${scene.layers.digest}`);
      await assert.rejects(pull, /digest|longer|came as|status code 416/);
      assert.deepEqual(scene.images.storage.images.list(), []);
      assert.deepEqual(scene.temp, []);
    });

  it('that cuts the connection is asked for the rest', async () => {
    await using scene = await Scene.open();
    const digest = layerAt(0, scene.layers);
    const ranges: (string | undefined)[] = [];
    const cut = (request: IncomingMessage) => ranges.push(request.headers.range) < 4;
    scene.registry.on(new RegExp(digest), (request, response, body) => {
      const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
      const isCut = cut(request);
      response.writeHead(from ? 206 : 200, {
        'Content-Length': body.length - from,
        ...(from ? { 'Content-Range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
      });
      response.write(body.subarray(from, from + 100_000), () => isCut && response.destroy());
      if (!isCut) response.end(body.subarray(from + 100_000));
    });
    assert.equal((await scene.pullLayers()).digest, scene.layers.digest);
    assert.equal(ranges.length, 4);
    assert.match(ranges[1] ?? '', /^bytes=\d+-$/);
  });

  it('that cuts and knows no ranges sends it again', async () => {
    await using scene = await Scene.open();
    let times = 0;
    scene.registry.on(new RegExp(layerAt(0, scene.layers)), (_, response, body) => {
      times += 1;
      response.writeHead(200, { 'Content-Length': body.length });
      if (times > 1) response.end(body);
      else response.write(body.subarray(0, 100_000), () => response.destroy());
    });
    assert.equal((await scene.pullLayers()).digest, scene.layers.digest);
  });

  for (const status of [429, 500, 503])
    it(`that answers ${status} for a while is asked again`, async () => {
      await using scene = await Scene.open();
      let times = 0;
      scene.registry.on(/manifests|blobs/, (_, response) => {
        times += 1;
        if (times === 2) scene.registry.off();
        response.writeHead(status, { 'Retry-After': '0' }).end();
      });
      assert.equal((await scene.pullLayers()).digest, scene.layers.digest);
    });

  it('that never does what it should is given up', async () => {
    await using scene = await Scene.open();
    const endings: Record<string, RegExp> = { 429: /429/, 500: /500/ };
    for (const [status, message] of Object.entries(endings)) {
      scene.registry.on(
        /manifests/,
        (_, response) => void response.writeHead(Number(status)).end(),
      );
      await assert.rejects(scene.pullLayers(), message);
    }
    scene.registry.on(/manifests/, (request, response) => {
      response.writeHead(302, { Location: request.url }).end();
    });
    await assert.rejects(scene.pullLayers(), /stopped after 10 redirects/);
    scene.registry.on(/manifests/, () => undefined);
    await assert.rejects(scene.pullLayers(), /no answer for/);
    assert.deepEqual(scene.temp, []);
  });
});

describe('where a pull asks', () => {
  let mirror: OddRegistry;
  before(async () => {
    mirror = await OddRegistry.start();
    mirror.add('copies/layers', 'latest', await registryImage(image));
  });
  after(() => mirror.stop());

  const conf = (rule: object) => ({
    conf: () => ({
      aliases: new Map([['short', 'registry.example/t/layers']]),
      registries: ['registry.example/t'],
      enforcing: false,
      rules: [
        {
          prefix: 'registry.example/t',
          location: 'registry.example/t',
          insecure: false,
          blocked: false,
          mirrors: [],
          ...rule,
        },
      ],
    }),
  });

  it('is its mirror first, and the name stays', async () => {
    const mirrors = [{ location: `${mirror.host}/copies`, insecure: true, pulls: 'all' }];
    await using images = await TestImages.open(undefined, conf({ mirrors }));
    for (const name of ['registry.example/t/layers', 'short', 'layers']) {
      const [pulled] = await images.images.pull(name, { tree: 'libpod' });
      assert.deepEqual(pulled?.image.names, ['registry.example/t/layers:latest'], name);
      assert.equal(pulled?.name, 'registry.example/t/layers:latest');
    }
  });

  it('is the location that stands for the prefix', async () => {
    const location = `${mirror.host}/copies`;
    await using images = await TestImages.open(undefined, conf({ location, insecure: true }));
    const [pulled] = await images.images.pull('registry.example/t/layers', { tree: 'libpod' });
    assert.deepEqual(pulled?.image.names, ['registry.example/t/layers:latest']);
  });

  it('is nowhere when it is blocked', async () => {
    await using images = await TestImages.open(undefined, conf({ blocked: true }));
    const pull = images.images.pull('registry.example/t/layers', { tree: 'libpod' });
    await assert.rejects(pull, /registry.example\/t is blocked/);
  });

  it('is this host alone where the policy says so', async () => {
    await using images = await TestImages.open();
    await images.load('busybox');
    const name = 'localhost/busybox';
    for (const policy of ['missing', 'never'] as const) {
      const [pulled] = await images.images.pull(name, { tree: 'libpod', policy });
      assert.equal(pulled?.image.id, images.id(name));
    }
    await assert.rejects(
      images.images.pull('nowhere', { tree: 'libpod', policy: 'never' }),
      NotFound,
    );
    await assert.rejects(images.images.pull('nowhere', { tree: 'libpod' }), /did not resolve/);
  });
});
