import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type * as testcontainers from 'testcontainers';
import { complaints, startTapped } from './tapped.ts';
import type { Tapped } from './tapped.ts';

type Testcontainers = typeof testcontainers;

let tapped: Tapped;
let library: Testcontainers;
before(async () => {
  tapped = await startTapped('reference');
  process.env['DOCKER_HOST'] = `unix://${tapped.socketPath}`;
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] = '127.0.0.1';
  // Its reaper is an image that would have to be pulled; the tests stop what they start.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  library = await import('testcontainers');
});
after(async () => {
  await tapped.close();
  // The library leaves the file that its processes lock each other out with.
  await rm(path.join(tmpdir(), `testcontainers-node-${userInfo().uid}.lock`), { force: true });
  assert.deepEqual(complaints(tapped.entries), []);
});

const page = '<p>hello</p>';

test('a service starts, is found at its mapped port, and goes', async () => {
  const container = await new library.GenericContainer('localhost/busybox')
    .withCommand(['httpd', '-f', '-p', '80', '-h', '/www'])
    .withCopyContentToContainer([{ content: page, target: '/www/index.html' }])
    .withExposedPorts(80)
    .withLabels({ kind: 'page' })
    .start();
  try {
    const answer = await fetch(`http://127.0.0.1:${container.getMappedPort(80)}/index.html`);
    assert.equal(await answer.text(), page);
    const { output, exitCode } = await container.exec(['cat', '/www/index.html']);
    assert.deepEqual([output, exitCode], [page, 0]);
  } finally {
    await container.stop();
  }
  await assert.rejects(fetch(`http://127.0.0.1:${container.getMappedPort(80)}/`));
});

test('a line of the log says when it is ready', async () => {
  const container = await new library.GenericContainer('localhost/busybox')
    .withCommand(['sh', '-c', 'echo warming up; echo ready to serve; sleep 1000'])
    .withWaitStrategy(library.Wait.forLogMessage(/ready to serve/))
    .withTmpFs({ '/scratch': 'rw,size=1m' })
    .withEnvironment({ GREETING: 'hello' })
    .start();
  try {
    const { output } = await container.exec(['sh', '-c', 'echo $GREETING; mount | grep /scratch']);
    assert.match(output, /^hello\ntmpfs on \/scratch /);
  } finally {
    await container.stop();
  }
});
