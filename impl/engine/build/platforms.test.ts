import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import {
  OddRegistry,
  dockerArchive,
  file,
  registryImage,
  registryList,
} from '../../../fixtures/index.ts';
import { TestBuilder } from './test-support.ts';

let builder: TestBuilder;
before(async () => {
  builder = await TestBuilder.open();
});
after(() => builder.close());

/** The beginning of a program for a machine that this one is not (elf(5); 22 is s390). */
const foreignProgram = Buffer.concat([
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 22]),
  Buffer.alloc(100),
]);

async function loadForeign(name: string): Promise<void> {
  const layers = [[file('bin/sh', foreignProgram, { mode: 0o755 })]];
  const image = { names: [name], config: {}, layers, architecture: 's390x' };
  const archive = Readable.from([await dockerArchive([image])]);
  await builder.test.engine.images.load(archive, 'libpod', new AbortController().signal);
}

async function onList(name: string) {
  const { lists } = builder.test.engine.images;
  const request = { tree: 'libpod' as const };
  const list = (await lists.inspect(name, request)) as {
    manifests: { platform: { architecture: string } }[];
  };
  return list.manifests.map(({ platform }) => platform.architecture);
}

describe('a build for several platforms', () => {
  it('makes an image for each, and puts them on the list', async () => {
    const text = 'FROM scratch\nARG TARGETARCH\nCOPY f /f\nLABEL a=$TARGETARCH';
    const change = { platforms: ['linux/amd64', 'linux/arm64'], manifest: 'localhost/several' };
    const { failure, image } = await builder.build(text, [file('f', '1')], change);
    assert.equal(failure, undefined);
    assert.equal(image?.config.architecture, 'arm64');
    assert.deepEqual(image.config.config?.Labels?.['a'], 'arm64');
    assert.deepEqual(await onList('several'), ['amd64', 'arm64']);
  });

  it('says what is wrong when a program of another machine is to run', async () => {
    await loadForeign('localhost/foreign');
    const platforms = ['linux/s390x'];
    const copied = await builder.build('FROM localhost/foreign\nCOPY f /f', [file('f', '1')], {
      platforms,
    });
    assert.equal(copied.image?.config.architecture, 's390x');
    const ran = await builder.build('FROM localhost/foreign\nRUN true', [], { platforms });
    assert.ok(ran.failure);
    assert.match(ran.output, /exec format error/i);
  });

  it('is for all that its base images are there for, where that is wanted', async (test) => {
    const registry = await OddRegistry.start();
    test.after(() => registry.stop());
    const list = async (name: string, architectures: readonly string[]) => {
      const entries = [];
      for (const architecture of architectures) {
        const layers = [[file('only', `${name} ${architecture}`)]];
        const image = await registryImage({ names: [], config: {}, layers, architecture });
        registry.add(name, architecture, image);
        entries.push({ image, architecture });
      }
      registry.add(name, 'latest', registryList(entries));
    };
    await list('of/one', ['amd64', 's390x', 'riscv64']);
    await list('of/other', ['amd64', 's390x']);
    const text = [
      `FROM ${registry.host}/of/other AS other`,
      `FROM ${registry.host}/of/one`,
      'COPY --from=other /only /too',
    ];
    const change = { allPlatforms: true, manifest: 'all', registry: { tlsVerify: false } };
    const { failure } = await builder.build(text.join('\n'), [], change);
    assert.equal(failure, undefined);
    assert.deepEqual(await onList('all'), ['amd64', 's390x']);
  });
});

describe('stages side by side', () => {
  const wait = (own: string, other: string) =>
    `RUN --mount=type=cache,target=/c touch /c/${own}; until [ -e /c/${other} ]; do sleep 0.05; done`;
  const text = [
    'FROM localhost/busybox AS one',
    wait('one', 'two'),
    'FROM localhost/busybox AS two',
    wait('two', 'one'),
    'FROM one',
    'COPY --from=two /bin/busybox /copied',
  ].join('\n');

  it('wait for nobody but those that they take from', async () => {
    // Each of the two waits for the other.
    const { failure, image } = await builder.build(text, [], { jobs: 2, noCache: true });
    assert.equal(failure, undefined);
    assert.ok(image);
  });

  it('end all when one fails, and nothing is left', async () => {
    const failing = text
      .replace('touch /c/two;', 'exit 7;')
      .replaceAll('target=/c', 'id=f,target=/c');
    const { failure } = await builder.build(failing, [], { jobs: 0, noCache: true });
    assert.match(failure?.message ?? '', /non-zero code: 7/);
    assert.deepEqual(builder.test.engine.storage.layers.ids(), []);
  });
});

it('what each step took is told where that is wanted', async () => {
  const events = await builder.start('FROM localhost/busybox\nRUN true', [], { tellUsage: true });
  const told: string[] = [];
  for await (const event of events) if (event.kind === 'notice') told.push(event.text);
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? '',
    /^[\d.]+s\(system\) [\d.]+s\(user\) [\d.]+s\(elapsed\) \d+B input \d+B output\n$/,
  );
});
