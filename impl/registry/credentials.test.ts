import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { credentialsFromFiles } from './auth-files.ts';
import { parseChallenges } from './challenge.ts';
import { credentialsFromHeaders } from './credentials.ts';

const me = { username: 'me', password: 'pass?>~:word' };
const auth = Buffer.from(`${me.username}:${me.password}`).toString('base64');
const header = (value: unknown, alphabet: 'base64' | 'base64url' = 'base64url') =>
  Buffer.from(JSON.stringify(value)).toString(alphabet);

const found = (name: string, value: string, registry = 'a.example', repository = 'b/c') =>
  credentialsFromHeaders({ [name]: value })?.(registry, repository);

describe('credentials in headers', () => {
  it('are for one registry, in base64 of either alphabet', () => {
    for (const alphabet of ['base64', 'base64url'] as const)
      assert.deepEqual(found('X-Registry-Auth', header(me, alphabet)), me);
    assert.deepEqual(found('X-Registry-Auth', header({ auth })), me);
    const identity = { identityToken: 'i' };
    assert.deepEqual(found('X-Registry-Auth', header({ identitytoken: 'i' })), identity);
    const token = { registryToken: 'r' };
    assert.deepEqual(found('X-Registry-Auth', header({ registrytoken: 'r' })), token);
  });

  it('may be a map of registries and repositories', async () => {
    const map = {
      'a.example': me,
      'a.example/b': { username: 'other', password: 'x' },
      'https://index.docker.io/v1/': { username: 'docker', password: 'y' },
    };
    for (const name of ['X-Registry-Auth', 'X-Registry-Config']) {
      const user = async (registry: string, repository: string) =>
        (await found(name, header(map), registry, repository))?.username;
      assert.equal(await user('a.example', 'c'), 'me');
      assert.equal(await user('a.example', 'b/c'), 'other');
      assert.equal(await user('docker.io', 'library/busybox'), 'docker');
      assert.equal(await user('b.example', 'c'), undefined);
    }
  });

  it('that say nothing are none', () => {
    for (const value of ['', header({}), header(null), header({ username: '', password: '' })])
      assert.equal(credentialsFromHeaders({ 'X-Registry-Auth': value }), undefined);
  });

  it('that cannot be read throw', () => {
    for (const value of ['{', header('text'), Buffer.from('{"a":').toString('base64')])
      assert.throws(() => credentialsFromHeaders({ 'X-Registry-Auth': value }), SyntaxError);
  });
});

describe('credentials of logins', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'refpod-auth-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(name: string, content: unknown): Promise<string> {
    const at = path.join(folder, name);
    await writeFile(at, JSON.stringify(content));
    return at;
  }

  it('are those of the first file that has some', async () => {
    const first = await file('first.json', { auths: { 'a.example/b': { auth } } });
    const second = await file('second.json', {
      auths: { 'a.example': { auth: Buffer.from('x:y').toString('base64') }, 'c.example': {} },
    });
    const lookUp = credentialsFromFiles([path.join(folder, 'missing'), first, second]);
    assert.deepEqual(await lookUp('a.example', 'b/c'), me);
    assert.deepEqual(await lookUp('a.example', 'd'), { username: 'x', password: 'y' });
    assert.equal(await lookUp('c.example', 'd'), undefined);
  });

  it('may be kept by a program', async () => {
    const program = path.join(folder, 'docker-credential-fixture');
    await writeFile(
      program,
      '#!/bin/sh\nread -r server\n[ "$server" = no.example ] && exit 1\necho "{\\"Username\\":\\"<token>\\",\\"Secret\\":\\"$1 $server\\"}"\n',
    );
    await chmod(program, 0o755);
    const before = process.env.PATH;
    process.env.PATH = `${folder}:${before}`;
    try {
      const lookUp = credentialsFromFiles([
        await file('helper.json', {
          credHelpers: { 'a.example': 'fixture' },
          credsStore: 'fixture',
        }),
      ]);
      assert.deepEqual(await lookUp('a.example', 'b'), { identityToken: 'get a.example' });
      const docker = { identityToken: 'get https://index.docker.io/v1/' };
      assert.deepEqual(await lookUp('docker.io', 'library/busybox'), docker);
      assert.equal(await lookUp('no.example', 'b'), undefined);
    } finally {
      process.env.PATH = before;
    }
  });

  it('name the file that cannot be read', async () => {
    const at = path.join(folder, 'broken.json');
    await writeFile(at, '{');
    await assert.rejects(async () => credentialsFromFiles([at])('a.example', 'b'), /broken.json/);
  });
});

describe('a challenge', () => {
  it('has a scheme and parameters, quoted or not', () => {
    const text =
      'Bearer realm="https://t.example/token?a=\\"b\\"",service=s, scope="repository:a/b:pull,push", Basic realm="r"';
    assert.deepEqual(parseChallenges(text), [
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://t.example/token?a="b"',
          service: 's',
          scope: 'repository:a/b:pull,push',
        },
      },
      { scheme: 'basic', parameters: { realm: 'r' } },
    ]);
    assert.deepEqual(parseChallenges(''), []);
  });
});
