import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { file, folder, symlink, tar } from '../../../fixtures/index.ts';
import { BadParameter, Conflict, InternalError, NotFound } from '../../errors.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { TestEngine } from '../test-support.ts';
import { CommandFailed } from './events.ts';
import { TestBuilder, endless } from './test-support.ts';

let builder: TestBuilder;
before(async () => {
  builder = await TestBuilder.open();
});
after(() => builder.close());

/** Nothing of a build is left: no container, layer, mount or folder. */
async function nothingIsLeft(): Promise<void> {
  const { engine, root } = builder.test;
  assert.deepEqual(engine.storage.layers.ids(), []);
  assert.deepEqual(await readdir(join(root, 'root', 'build', 'work')), []);
  const mounts = readMountInfo().filter(({ mountPoint }) => mountPoint.startsWith(root));
  assert.deepEqual(mounts, []);
}

describe('COPY and ADD', () => {
  const files = [
    file('a', 'A', { mode: 0o755 }),
    file('b', 'B'),
    folder('d'),
    file('d/one', '1', { uid: 7, gid: 8 }),
    folder('d/sub'),
    file('d/sub/two', '2'),
    symlink('d/link', 'one'),
  ];
  const copied = async (steps: string, script: string) =>
    builder.look(script, await builder.build(steps, files));

  it('put files into folders and in places, folders by their contents', async () => {
    const steps = 'WORKDIR /w\nCOPY a b here/\nCOPY a to\nCOPY d /d\nCOPY d/* /flat/';
    const told = await copied(
      steps,
      'find /w /d /flat ! -type d | sort; stat -c %u:%g%a /w/to /d/one',
    );
    const names =
      '/d/link /d/one /d/sub/two /flat/link /flat/one /flat/two /w/here/a /w/here/b /w/to';
    assert.deepEqual(told.split('\n'), [...names.split(' '), '0:0755', '0:0644']);
  });

  it('give owners and modes, to folders that they make as well', async () => {
    const steps = 'COPY --chown=1000:2000 --chmod=u=rwX,go= d /x/d\nCOPY --chown=app b /y/';
    const told = await copied(steps, 'stat -c "%n %u:%g %a" /x /x/d /x/d/sub /x/d/one /y/b');
    assert.deepEqual(told.split('\n'), [
      '/x 1000:2000 755',
      '/x/d 1000:2000 700',
      '/x/d/sub 1000:2000 700',
      '/x/d/one 1000:2000 600',
      '/y/b 1000:1000 644',
    ]);
  });

  it('leave out what is excluded, and follow links in the target', async () => {
    const steps =
      'RUN ln -s /real /alias && mkdir /real\nCOPY --exclude=sub d /alias\nCOPY b /alias/';
    assert.equal(await copied(steps, 'cd /real && ls'), 'b\nlink\none');
  });

  it('unpack archives only where that is said', async () => {
    const archive = gzipSync(await tar([file('in', 'I', { uid: 5, gid: 6 })]));
    const context = [file('x.tgz', archive), file('fake.tar', 'no archive')];
    const steps = 'ADD x.tgz fake.tar /add/\nCOPY x.tgz /copy/\nADD --unpack=false x.tgz /not/';
    const built = await builder.build(steps, context);
    const told = await builder.look('ls /add /copy /not; stat -c %u:%g /add/in', built);
    assert.equal(told, '/add:\nfake.tar\nin\n\n/copy:\nx.tgz\n\n/not:\nx.tgz\n5:6');
  });

  it('write here-documents', async () => {
    const steps = 'ENV V=x\nCOPY <<one <<"two" /to/\n$V \\$V\none\n$V\ntwo';
    assert.equal(await copied(steps, 'cat /to/one /to/two'), 'x $V\n$V');
  });

  it('never reach out of the context', async () => {
    const context = [
      symlink('up', '../../../../../etc/hostname'),
      symlink('abs', '/etc/hostname'),
      symlink('dir', '/etc'),
    ];
    for (const source of ['up', 'abs', 'dir/hostname', '../../../../etc/hostname', 'dir/*'])
      assert.ok((await builder.build(`COPY ${source} /got`, context)).failure, source);
    const wide = await builder.build('COPY . /all', context);
    assert.equal(await builder.look('readlink /all/up', wide), '../../../../../etc/hostname');
    await nothingIsLeft();
  });

  it('do not put a folder in the place of a file', async () => {
    const { failure } = await builder.build('COPY b /t/one\nCOPY b /t\nCOPY d /t/one', files);
    assert.match(failure?.message ?? '', /one/);
  });
});

describe('RUN', () => {
  it('runs in the image so far, with its user, folder, variables and shell', async () => {
    const steps = [
      'ARG GIVEN=no',
      'ENV E=env GIVEN2=$GIVEN',
      'USER 1000:1000',
      'WORKDIR /tmp',
      'SHELL ["/bin/sh", "-uc"]',
      'RUN echo $E $GIVEN $GIVEN2 $(id -u) $(pwd) $-',
      'RUN ["echo", "$E"]',
    ];
    const { output, image } = await builder.build(steps.join('\n'), [], { args: { GIVEN: 'yes' } });
    assert.match(output, /^env yes yes 1000 \/tmp \w*u\w*\n\$E\n$/);
    assert.deepEqual(image?.config.config?.Env?.slice(1), ['E=env', 'GIVEN2=yes']);
  });

  it('writes nothing but what its command wrote', async () => {
    const raw = 'FROM scratch\nADD root.tar /\nRUN ["/busybox", "touch", "/new"]';
    const busybox = await builder.look(
      'cat /bin/busybox | base64',
      await builder.build('RUN true'),
    );
    const root = await tar([file('busybox', Buffer.from(busybox, 'base64'), { mode: 0o755 })]);
    const { image } = await builder.build(raw, [file('root.tar', root)]);
    assert.ok(image);
    const changes = await builder.test.engine.storage.images.changes(image);
    assert.deepEqual(changes, [{ path: '/new', kind: 1 }]);
  });

  it('is told with its exit code when it fails, and leaves nothing', async () => {
    const { failure, output, image } = await builder.build('RUN echo before >&2; exit 42');
    assert.ok(failure instanceof CommandFailed);
    assert.deepEqual([failure.exitCode, output, image], [42, 'before\n', undefined]);
    await nothingIsLeft();
  });

  it('has mounts: caches that last, files that do not', async () => {
    const id = `id=${Math.random()}`;
    const steps = [
      `RUN --mount=type=cache,${id},target=/c echo one >> /c/f`,
      `RUN --mount=type=cache,${id},target=/c,sharing=locked cat /c/f`,
      'RUN --mount=type=bind,source=d,target=/b cat /b/x; touch /b/y || echo read-only',
      'RUN --mount=type=bind,source=d,target=/b,rw touch /b/y && ls /b',
      'RUN --mount=type=tmpfs,target=/t,size=1m set -- $(df -m /t | tail -n1); echo $2',
      'RUN --mount=type=secret,id=s,env=S,target=/run/s cat /run/s; echo $S',
      'RUN ls /c /b /t /run/s 2>/dev/null | wc -l',
    ];
    const secrets = new Map([['s', { file: 'secret' }]]);
    const context = [folder('d'), file('d/x', 'bound\n'), file('secret', 'hidden\n')];
    const wish = { secrets, noCache: true };
    const { output, failure } = await builder.build(
      `${steps.join('\n')}\nCOPY . /all`,
      context,
      wish,
    );
    const told = output.split('\n').filter((line) => !line.startsWith('touch:'));
    const wanted = ['one', 'bound', 'read-only', 'x', 'y', '1', 'hidden', 'hidden', '0', ''];
    assert.deepEqual(told, wanted, failure?.message);
    const built = await builder.build('COPY . /all', context, { secrets });
    assert.doesNotMatch(await builder.look('ls /all', built), /secret/);
  });

  it('takes here-documents as scripts', async () => {
    const steps =
      'RUN <<X\na=1\necho $a\nX\nRUN cat <<Y | tr a b\naaa\nY\nRUN <<Z\n#!/bin/cat\nself\nZ';
    const { output } = await builder.build(steps);
    assert.equal(output, '1\nbbb\n#!/bin/cat\nself\n');
  });
});

describe('stages', () => {
  it('take from each other, and only what is needed is built', async () => {
    const text = [
      'FROM localhost/busybox AS one',
      'RUN echo 1 > /one && chown 3:4 /one',
      'FROM localhost/busybox AS unused',
      'RUN false',
      'FROM localhost/busybox',
      'COPY --from=one /one /got',
      'RUN --mount=from=0,target=/m cat /m/one',
    ];
    const built = await builder.build(text.join('\n'));
    assert.equal(built.output, '1\n');
    assert.equal(await builder.look('stat -c %u:%g /got', built), '3:4');
    assert.ok((await builder.build(text.join('\n'), [], { allStages: true })).failure);
    await nothingIsLeft();
  });

  it('run what their base left for them', async () => {
    const base = await builder.build('ONBUILD RUN echo trigger > /t\nONBUILD ENV T=1');
    assert.deepEqual(base.image?.config.config?.OnBuild, ['RUN echo trigger > /t', 'ENV T=1']);
    const built = await builder.build(`FROM ${base.image?.id}\nRUN cat /t; echo $T`);
    assert.equal(built.output, 'trigger\n1\n');
    assert.equal(built.image?.config.config?.OnBuild, undefined);
  });
});

describe('the cache', () => {
  const steps = 'ENV A=1\nRUN cat /proc/sys/kernel/random/uuid > /id\nCOPY f /f\nCMD x';
  const build = (content: string, change = {}) =>
    builder.build(steps, [file('f', content)], change);

  it('takes steps whose base, words and files are the same', async () => {
    const first = await build('1', { noCache: true });
    const again = await build('1');
    assert.deepEqual([again.image?.id, again.cached], [first.image?.id, 4]);
    assert.equal((await build('2')).cached, 2, 'a file changed, and all after it is new');
    const labelled = await builder.build(`LABEL x=1\n${steps}`, [file('f', '1')]);
    assert.equal(labelled.cached, 0);
  });

  it('knows the arguments of a RUN, and not those that it does not declare', async () => {
    const text = 'ARG V\nRUN echo $V';
    const run = (args: Record<string, string>) => builder.build(text, [], { args });
    await run({ V: '1' });
    assert.equal((await run({ V: '1' })).cached, 2);
    assert.equal((await run({ V: '2' })).cached, 1);
    assert.equal((await run({ V: '1', OTHER: 'x', HTTP_PROXY: 'y' })).cached, 2);
  });

  it('takes steps of an image that came from elsewhere, when it is named', async () => {
    const { engine } = builder.test;
    const change = { tree: 'compat', format: 'docker' } as const;
    const first = await build('from', change);
    assert.ok(first.image);
    const saved = engine.storage.images.save([{ image: first.image, names: [] }], {
      format: 'docker-archive',
    });
    const archive = Readable.from([await buffer(saved)]);
    await engine.images.removeCompat(first.image.id, { force: true, noprune: false });
    await engine.storage.images.load(archive);
    const named = await build('from', { ...change, cacheFrom: [first.image.id] });
    assert.deepEqual(named.image?.layers, first.image.layers);
    assert.equal(named.cached, 4);
  });

  it('does twenty steps in less than a second', async () => {
    const text = Array.from({ length: 20 }, (_, at) => `RUN echo ${at} > /${at}`).join('\n');
    await builder.build(text);
    const begun = performance.now();
    assert.equal((await builder.build(text)).cached, 20);
    assert.ok(performance.now() - begun < 1000);
  });
});

describe('the result', () => {
  it('is one layer where that is wanted, deletions and all', async () => {
    const steps =
      'RUN echo a > /a; mkdir /d; echo x > /d/x\nRUN rm -r /a /d /bin/vi; mkdir /d; echo y > /d/y';
    const base = builder.test.engine.images.resolve('busybox', 'libpod').layers;
    for (const [change, below] of [
      [{ squash: 'new' }, base],
      [{ squash: 'all' }, []],
      [{ layers: false }, base],
    ] as const) {
      const built = await builder.build(steps, [], change);
      assert.deepEqual(built.image?.layers.slice(0, -1), below);
      assert.equal(await builder.look('ls /d; ls /a /bin/vi 2>/dev/null', built), 'y');
    }
    await nothingIsLeft();
  });

  it('goes onto a manifest list, and has no history where none is wanted', async () => {
    const { lists } = builder.test.engine.images;
    const change = { manifest: 'localhost/list', omitHistory: true };
    const { image } = await builder.build('RUN echo 1 > /f', [], change);
    assert.deepEqual(image?.config.history, []);
    const list = (await lists.inspect('localhost/list', { tree: 'libpod' })) as {
      manifests: { digest: string }[];
    };
    assert.deepEqual(
      list.manifests.map(({ digest }) => digest),
      [image.digest],
    );
  });

  it('may be built of images under other names', async () => {
    const contexts = new Map([['other', { image: 'localhost/busybox' }]]);
    const text = 'FROM other\nCOPY --from=other /bin/sh /copied/';
    const built = await builder.build(text, [], { contexts });
    assert.equal(await builder.look('/copied/sh -c "echo runs"', built), 'runs');
  });

  it('has the names, labels, format and time that are wanted', async () => {
    const names = ['localhost/r:1', 'localhost/r:2'].map((full) => ({ full, text: full }));
    const change = { names, labels: { a: 'b' }, format: 'docker', timestamp: 1000 } as const;
    const { image } = await builder.build('RUN touch /f', [], change);
    assert.deepEqual(image?.names, ['localhost/r:1', 'localhost/r:2']);
    assert.equal(image?.config.config?.Labels?.['a'], 'b');
    assert.match(image?.manifestMediaType ?? '', /docker/);
    assert.equal(image?.created, 1_000_000);
    const again = await builder.build('RUN touch /f', [], { ...change, noCache: true });
    assert.equal(again.image?.id, image?.id, 'the same, bit by bit');
  });
});

describe('a build that cannot begin', () => {
  it('is refused before its first step, and leaves nothing', async () => {
    const context = await tar([
      file('Dockerfile', 'FROM localhost/busybox'),
      file('big', 'x'.repeat(9999)),
    ]);
    const { builds } = builder.test.engine;
    const start = (data: Buffer, change = {}) =>
      builds.start(builder.options({ context: endless(data).end(), ...change }));
    await assert.rejects(start(context.subarray(0, 4000)), InternalError, 'cut short');
    await assert.rejects(start(await tar([file('../x', '')])), InternalError, 'leads out');
    await assert.rejects(start(Buffer.from('no archive at all')), InternalError);
    await assert.rejects(start(await tar([file('other', '')])), /Dockerfile/);
    await assert.rejects(builder.start('FROM x\nNONSENSE'), BadParameter);
    await assert.rejects(builder.start('RUN true', [], { target: 'missing' }), BadParameter);
    const secrets = new Map([['s', { file: 'missing' }]]);
    await assert.rejects(builder.start('RUN true', [], { secrets }), NotFound);
    await nothingIsLeft();
  });
});

describe('images that a build stands on', () => {
  it('cannot be taken away before its end', async () => {
    const leaving = new AbortController();
    const text = `LABEL held=${Math.random()}\nRUN echo begun; sleep 1000`;
    const { images, storage } = builder.test.engine;
    let made = '';
    for await (const event of await builder.start(text, [], { signal: leaving.signal })) {
      if (event.kind === 'made') made = event.image;
      if (event.kind !== 'output') continue;
      await images.pruneLibpod({ all: true, filters: {} });
      await assert.rejects(images.removeLibpod(made, { force: false, noprune: false }), Conflict);
      assert.ok(storage.images.get(made));
      leaving.abort();
    }
    await images.removeLibpod(made, { force: false, noprune: true });
  });
});

describe('a client that leaves', () => {
  it('ends the build in the middle of a RUN, and nothing is left', async () => {
    const leaving = new AbortController();
    const events = await builder.start('RUN echo begun; sleep 1000', [], {
      signal: leaving.signal,
    });
    for await (const event of events) if (event.kind === 'output') leaving.abort();
    await nothingIsLeft();
  });

  it('ends the build while its context comes', async () => {
    const leaving = new AbortController();
    const context = endless((await tar([file('big', 'x'.repeat(99_999))])).subarray(0, 50_000));
    const options = builder.options({ context, signal: leaving.signal });
    const started = builder.test.engine.builds.start(options);
    leaving.abort();
    context.destroy();
    await assert.rejects(started);
    await nothingIsLeft();
  });
});

describe('a daemon that was killed', () => {
  it('leaves containers, layers and folders that the next one removes', async () => {
    const killed = await TestEngine.open();
    const id = await killed.run(['sleep', '1000'], { build: true });
    const kept = await killed.create(['true']);
    const base = killed.engine.images.resolve('busybox', 'libpod');
    killed.engine.storage.layers.createContainerLayer('step', base);
    killed.engine.storage.layers.mount('step');
    const work = join(killed.root, 'root', 'build', 'work');
    await mkdir(join(work, 'x', 'context'), { recursive: true });
    await killed.engine.close();
    const next = await TestEngine.open(killed.root);
    assert.ok(!next.containers.exists(id));
    assert.deepEqual(next.engine.storage.layers.ids(), [kept]);
    assert.deepEqual(await readdir(join(killed.root, 'root', 'build')), []);
    await next.close();
  });
});
