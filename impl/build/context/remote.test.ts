import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { file, tar } from '../../../fixtures/index.ts';
import { BadParameter, InternalError } from '../../errors.ts';
import { serveOnLoopback } from '../../http/loopback-testing.ts';
import type { Loopback } from '../../http/loopback-testing.ts';
import { parseGitPlace } from './git.ts';
import { download, fetchContext } from './remote.ts';

const { signal } = new AbortController();
const root = mkdtempSync(path.join(tmpdir(), 'refpod-remote-'));
const served = path.join(root, 'served');
let server: Loopback;
let host = '';
let target = '';
let count = 0;

const serveFiles: RequestListener = (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://host');
  try {
    const content = readFileSync(path.join(served, decodeURIComponent(pathname)));
    const type = pathname.endsWith('.txt') ? 'text/plain' : 'application/octet-stream';
    response.setHeader('Last-Modified', 'Thu, 01 Jan 2015 00:00:00 GMT');
    response.setHeader('Content-Type', type).end(content);
  } catch {
    response.writeHead(404).end();
  }
};

before(async () => {
  await mkdir(served);
  server = await serveOnLoopback(serveFiles);
  ({ host } = server);
});
after(() => {
  server.close();
  rmSync(root, { recursive: true });
});
beforeEach(async () => {
  target = path.join(root, `target-${++count}`);
  await mkdir(target);
});

const contentOf = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');

describe('a context over HTTP', () => {
  it('is an archive, whatever its compression, or a Dockerfile alone', async () => {
    writeFileSync(path.join(served, 'context.tgz'), gzipSync(await tar([file('in', 'I')])));
    writeFileSync(path.join(served, 'Dockerfile.txt'), 'FROM scratch');
    assert.equal(
      contentOf(await fetchContext(`http://${host}/context.tgz`, target, signal), 'in'),
      'I',
    );
    const alone = await fetchContext(`http://${host}/Dockerfile.txt`, target, signal);
    assert.equal(contentOf(alone, 'Dockerfile'), 'FROM scratch');
  });

  it('that is not there, or no archive, is refused', async () => {
    writeFileSync(path.join(served, 'broken'), 'no archive');
    for (const name of ['missing', 'broken'])
      await assert.rejects(fetchContext(`http://${host}/${name}`, target, signal), name);
    await assert.rejects(fetchContext('ftp://host/x', target, signal), BadParameter);
  });

  it('may be a single file, with its name and time', async () => {
    writeFileSync(path.join(served, 'a file'), 'content');
    const got = await download(`http://${host}/a%20file?x=y`, target, signal);
    assert.deepEqual([got.name, got.modified], ['a file', Date.UTC(2015, 0)]);
    assert.equal(readFileSync(got.file, 'utf8'), 'content');
  });
});

describe('a context of Git', () => {
  let address = '';
  before(() => {
    const work = path.join(root, 'work');
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', HOME: root };
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        env,
        cwd: root,
      });
    const commit = (content: string) => {
      writeFileSync(path.join(work, 'sub', 'file'), content);
      git('-C', work, 'add', '.');
      git('-C', work, 'commit', '-q', '-m', content);
    };
    git('init', '-q', '-b', 'main', work);
    execFileSync('mkdir', [path.join(work, 'sub')]);
    commit('old');
    git('-C', work, 'tag', 'v1');
    commit('new');
    git('clone', '-q', '--bare', work, path.join(served, 'repository.git'));
    git('-C', path.join(served, 'repository.git'), 'update-server-info');
    address = `http://${host}/repository.git`;
  });

  it('is the default branch, or what is named, with nothing of Git in it', async () => {
    const main = await fetchContext(address, target, signal);
    assert.equal(contentOf(main, 'sub/file'), 'new');
    assert.deepEqual(readdirSync(main), ['sub']);
  });

  it('may be a tag, and a folder in it', async () => {
    assert.equal(contentOf(await fetchContext(`${address}#v1:sub`, target, signal), 'file'), 'old');
  });

  it('that has no such thing is refused', async () => {
    await assert.rejects(fetchContext(`${address}#missing`, target, signal), InternalError);
    await assert.rejects(fetchContext(`http://${host}/none.git`, target, signal), InternalError);
    await assert.rejects(fetchContext(`${address}#--upload-pack=x`, target, signal), BadParameter);
  });

  it('is known by its address', () => {
    assert.deepEqual(parseGitPlace('github.com/a/b#c:d'), {
      repository: 'https://github.com/a/b',
      reference: 'c',
      folder: 'd',
    });
    for (const text of ['git://h/r', 'git@h:r.git', 'https://h/r.git', 'ssh://h/r'])
      assert.ok(parseGitPlace(text), text);
    for (const text of ['http://h/r.tar', 'http://h/git', './x']) assert.ok(!parseGitPlace(text));
  });
});
