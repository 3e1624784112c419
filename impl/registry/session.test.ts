import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { OddRegistry, askRegistry, startRegistry, user } from '../../fixtures/index.ts';
import type { LocalRegistry } from '../../fixtures/index.ts';
import { downloadBlob } from './blob-download.ts';
import { hasBlob, mountBlob, uploadBlob } from './blob-upload.ts';
import type { Credentials } from './credentials.ts';
import { Repository } from './repository.ts';
import { searchRegistry } from './search.ts';
import { Session } from './session.ts';
import type { SessionOptions } from './session.ts';

const patience = { idle: 30_000, tries: 2, delay: 10 };

function repository(
  registry: string,
  name: string,
  options: SessionOptions & { insecure?: boolean } = {},
): Repository {
  const { insecure = true, ...rest } = options;
  return new Repository(new Session({ registry, insecure }, { patience, ...rest }), name);
}

async function withClosed<T>(at: Repository, work: (at: Repository) => Promise<T>): Promise<T> {
  try {
    return await work(at);
  } finally {
    at.session.close();
  }
}

const manifest = {
  mediaType: 'application/vnd.oci.image.index.v1+json',
  data: Buffer.from(
    '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}',
  ),
};

describe('a real registry', () => {
  let registry: LocalRegistry;
  before(async () => {
    registry = await startRegistry();
  });
  after(() => registry.stop());

  it('takes blobs and manifests, and gives them back', async () => {
    await withClosed(repository(registry.host, 'a/b'), async (at) => {
      const data = Buffer.alloc(300_000, 'blob');
      const blob = await uploadBlob(at, Readable.from([data.subarray(0, 5), data.subarray(5)]));
      assert.equal(blob.size, data.length);
      assert.equal(await hasBlob(at, blob.digest), true);
      assert.deepEqual(await buffer(Readable.from(downloadBlob(at, blob))), data);
      await at.putManifest('one', manifest);
      const got = await at.manifest('one');
      assert.deepEqual(got.data, manifest.data);
      assert.equal(got.mediaType, manifest.mediaType);
      assert.deepEqual((await at.manifest(got.digest)).data, manifest.data);
      assert.equal(await at.digestOf('one'), got.digest);
      assert.equal(await at.digestOf('two'), undefined);
    });
  });

  it('takes a blob over from another repository', async () => {
    const blob = await withClosed(repository(registry.host, 'from/here'), (at) =>
      uploadBlob(at, Readable.from([Buffer.from('mounted')])),
    );
    await withClosed(repository(registry.host, 'to/there'), async (at) => {
      assert.equal(await hasBlob(at, blob.digest), false);
      assert.equal(await mountBlob(at, blob.digest, 'from/here'), true);
      assert.equal(await hasBlob(at, blob.digest), true);
      const unknown = blob.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      assert.equal(await mountBlob(at, unknown, 'from/here'), false);
    });
  });

  it('keeps nothing of an upload that fails', async () => {
    await withClosed(repository(registry.host, 'cut/short'), async (at) => {
      async function* broken() {
        yield Buffer.from('some');
        throw new Error('the source broke');
      }
      await assert.rejects(uploadBlob(at, broken()), /the source broke/);
      const leave = new AbortController();
      async function* left() {
        yield Buffer.from('some');
        leave.abort();
        yield Buffer.from('more');
      }
      await assert.rejects(uploadBlob(at, left(), leave.signal), { name: 'AbortError' });
    });
  });

  it('lists tags and its catalog page by page', async () => {
    await withClosed(repository(registry.host, 'many/tags'), async (at) => {
      const tags = Array.from({ length: 7 }, (_, number) => `t${number}`);
      // The catalog has only repositories with layers.
      await uploadBlob(at, Readable.from([Buffer.from('a layer')]));
      for (const tag of tags) await at.putManifest(tag, manifest);
      assert.deepEqual((await at.tags()).toSorted(), tags);
      const names = (await searchRegistry(at.session, 'many', 10)).map(({ name }) => name);
      assert.deepEqual(names, ['many/tags']);
      assert.equal((await searchRegistry(at.session, '', 1)).length, 1);
    });
  });

  it('tells what it does not have', async () => {
    await withClosed(repository(registry.host, 'no/such'), async (at) => {
      const error = { failure: 'not-found' };
      await assert.rejects(at.manifest('latest'), {
        ...error,
        message: /reading manifest latest in .*no\/such: manifest unknown: manifest unknown/,
      });
      await assert.rejects(at.tags(), error);
    });
  });

  it('without TLS is none for those who want it', async () => {
    await withClosed(repository(registry.host, 'a/b', { insecure: false }), (at) =>
      assert.rejects(at.tags(), /server gave HTTP response to HTTPS client/),
    );
  });
});

describe('a registry that asks for a password', () => {
  let registry: LocalRegistry;
  before(async () => {
    registry = await startRegistry({ users: true });
  });
  after(() => registry.stop());

  it('lets in who knows it', async () => {
    await withClosed(repository(registry.host, 'a/b', { credentials: user }), async (at) => {
      await at.session.login();
      await at.putManifest('one', manifest);
      assert.deepEqual(await at.tags(), ['one']);
    });
  });

  it('lets nobody else in', async () => {
    const others: (Credentials | undefined)[] = [undefined, { ...user, password: 'wrong' }];
    for (const credentials of others)
      await withClosed(repository(registry.host, 'a/b', { credentials }), async (at) => {
        await assert.rejects(at.session.login(), { failure: 'unauthorized' });
        await assert.rejects(at.putManifest('one', manifest), { failure: 'unauthorized' });
        await assert.rejects(uploadBlob(at, Readable.from([Buffer.from('x')])), {
          failure: 'unauthorized',
        });
      });
  });
});

describe('a registry with a certificate of its own authority', () => {
  let registry: LocalRegistry;
  let folder = '';
  before(async () => {
    registry = await startRegistry({ tls: true });
    folder = await mkdtemp(path.join(tmpdir(), 'refpod-certs-'));
    await mkdir(path.join(folder, registry.host));
    await writeFile(path.join(folder, registry.host, 'ca.crt'), registry.authority);
  });
  after(async () => {
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  it('is believed when certs.d has the authority, or when nobody asks', async () => {
    const known = { insecure: false, certificateFolders: [path.join(folder, 'no'), folder] };
    for (const options of [known, { certificateFolders: [] }])
      await withClosed(repository(registry.host, 'a/b', options), (at) => at.session.login());
  });

  it('is not believed otherwise', async () => {
    const options = { insecure: false, certificateFolders: [] };
    await withClosed(repository(registry.host, 'a/b', options), (at) =>
      assert.rejects(at.session.login(), /certificate/),
    );
  });
});

describe('a registry with a token server', () => {
  /** Gives tokens that name user and scope, and takes those that fit. */
  async function guarded(): Promise<{ registry: OddRegistry; asked: string[] }> {
    const registry = await OddRegistry.start();
    const asked: string[] = [];
    registry.on(/ \/v2\//, (request, response) => {
      const { authorization = '' } = request.headers;
      if (/^Bearer (?:me|direct)/.test(authorization)) {
        response.end('{"tags":["one"]}');
        return;
      }
      const realm = `http://${registry.host}/token`;
      const challenge = `Bearer realm="${realm}",service="s",scope="repository:a/b:pull"`;
      response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
    });
    registry.on(/ \/token/, (request, response) => {
      const { method, url = '', headers } = request;
      text(request).then((form) => {
        asked.push([method, url, headers.authorization, form].filter(Boolean).join(' '));
        const known = headers.authorization === basic || form.includes('refresh_token=mine');
        response.writeHead(known ? 200 : 401);
        response.end(JSON.stringify(known ? { token: 'me', refresh_token: 'mine' } : {}));
      }, assert.ifError);
    });
    return { registry, asked };
  }
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  const me = { username: 'me', password: 'secret' };

  it('is asked once for a scope', async () => {
    const { registry, asked } = await guarded();
    await withClosed(repository(registry.host, 'a/b', { credentials: me }), async (at) => {
      assert.deepEqual(await at.tags(), ['one']);
      assert.deepEqual(await at.tags(), ['one']);
      assert.equal(await at.session.identityToken(), 'mine');
    });
    const [first = ''] = asked;
    assert.match(first, /^GET \/token\?service=s&scope=repository%3Aa%2Fb%3Apull&account=me Basic/);
    assert.equal(asked.length, 2);
    await registry.stop();
  });

  it('takes an identity token in the place of a password', async () => {
    const { registry, asked } = await guarded();
    const credentials = { identityToken: 'mine' };
    await withClosed(repository(registry.host, 'a/b', { credentials }), async (at) => {
      assert.deepEqual(await at.tags(), ['one']);
    });
    assert.match(asked[0] ?? '', /^POST \/token grant_type=refresh_token&refresh_token=mine/);
    await registry.stop();
  });

  it('is not asked by who has a token', async () => {
    const { registry, asked } = await guarded();
    const credentials = { registryToken: 'direct' };
    await withClosed(repository(registry.host, 'a/b', { credentials }), async (at) => {
      assert.deepEqual(await at.tags(), ['one']);
    });
    assert.deepEqual(asked, []);
    await registry.stop();
  });

  it('refuses others', async () => {
    const { registry } = await guarded();
    const credentials = { ...me, password: 'wrong' };
    await withClosed(repository(registry.host, 'a/b', { credentials }), (at) =>
      assert.rejects(at.tags(), { failure: 'unauthorized', message: /retrieve auth token/ }),
    );
    await registry.stop();
  });
});

describe('credentials', () => {
  it('do not follow a redirect to another host', async () => {
    const [registry, other] = [await OddRegistry.start(), await OddRegistry.start()];
    const seen: (string | undefined)[] = [];
    registry.on(/^GET \/v2\/$/, (_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="r"' }).end();
    });
    registry.on(/tags/, (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { Location: `http://${other.host}/elsewhere` }).end();
    });
    other.on(/elsewhere/, (request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"tags":[]}');
    });
    const credentials = { username: 'me', password: 'secret' };
    await withClosed(repository(registry.host, 'a/b', { credentials }), (at) => at.tags());
    assert.match(seen[0] ?? '', /^Basic /);
    assert.equal(seen[1], undefined);
    await Promise.all([registry.stop(), other.stop()]);
  });

  it('of nobody are those of the registry itself', async () => {
    const registry = await startRegistry();
    assert.equal((await askRegistry(registry, 'GET', '/v2/')).status, 200);
    await withClosed(repository(registry.host, 'a/b'), (at) => at.session.login());
    await registry.stop();
  });
});
