import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';

const PATHS = ['/_ping', '/v1.24/_ping', '/v1.41/_ping'];

/** Members of the head that both methods have. */
async function hasHeaders(scene: Scene, method: string): Promise<void> {
  const { headers } = (await scene.send(method, '/_ping')).expect(200);
  assert.match(String(headers['api-version']), /^1\.\d+$/);
  assert.match(String(headers['libpod-api-version']), /^\d+\.\d+\.\d+/);
  assert.match(String(headers.server), /\/.+ \(linux\)$/);
  assert.match(String(headers['docker-experimental']), /^(true|false)$/);
  assert.equal(headers['ostype'], 'linux');
  assert.match(String(headers['cache-control']), /no-cache/);
  assert.equal(headers.pragma, 'no-cache');
}

async function everyPath(scene: Scene, method: string, check: (answer: Answer) => void) {
  for (const path of PATHS) check((await scene.send(method, path)).expect(200));
}

export default [
  clause('compat.system.ping.200.body', async (scene) => {
    assert.equal((await scene.send('GET', '/_ping')).expect(200).text, 'OK');
  }),
  clause('compat.system.ping.200.any-prefix', (scene) =>
    everyPath(scene, 'GET', (answer) => assert.equal(answer.text, 'OK')),
  ),
  clause('compat.system.ping-head.200.no-body', async (scene) => {
    const { bytes, headers } = (await scene.send('HEAD', '/_ping')).expect(200);
    assert.equal(bytes.length, 0);
    const { headers: ofGet } = (await scene.send('GET', '/_ping')).expect(200);
    const changing = ['date', 'content-length', 'content-type', 'x-reference-id', 'connection'];
    for (const [name, value] of Object.entries(ofGet)) {
      if (!changing.includes(name)) assert.deepEqual(headers[name], value, name);
    }
  }),
  clause('compat.system.ping-head.200.any-prefix', (scene) =>
    everyPath(scene, 'HEAD', (answer) => assert.ok(answer.headers['api-version'])),
  ),
  ...(['GET', 'HEAD'] as const).flatMap((method) => {
    const operation = method === 'GET' ? 'ping' : 'ping-head';
    return [
      clause(`compat.system.${operation}.200.headers`, (scene) => hasHeaders(scene, method)),
      clause(`compat.system.${operation}.200.builder-version`, async (scene) => {
        const { headers } = (await scene.send(method, '/_ping')).expect(200);
        assert.match(String(headers['builder-version']), /^[12]?$/);
      }),
    ];
  }),
];
