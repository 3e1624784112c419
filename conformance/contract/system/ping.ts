import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';

export default [
  clause('libpod.system.ping.200.ok', async (scene) => {
    assert.equal((await scene.send('GET', '/libpod/_ping')).expect(200).text, 'OK');
  }),

  clause('libpod.system.ping.200.headers', async (scene) => {
    const { headers } = (await scene.send('GET', '/libpod/_ping')).expect(200);
    assert.match(String(headers['api-version']), /^1\.\d+$/);
    assert.equal(headers['libpod-api-version'], scene.target.facts.libpodApi);
    assert.match(String(headers['libpod-buildah-version']), /^\d+\.\d+/);
  }),

  clause('libpod.system.ping.200.no-cache', async (scene) => {
    const { headers } = (await scene.send('GET', '/libpod/_ping')).expect(200);
    assert.match(String(headers['cache-control']), /no-cache/);
    assert.equal(headers.pragma, 'no-cache');
  }),

  clause('libpod.system.ping.200.unversioned', async (scene) => {
    for (const path of ['/libpod/_ping', '/v3.0.0/libpod/_ping', scene.libpod('/_ping')]) {
      assert.equal((await scene.send('GET', path)).expect(200).text, 'OK', path);
    }
  }),

  clause('libpod.system.ping-head.200.headers', async (scene) => {
    const head = (await scene.send('HEAD', '/libpod/_ping')).expect(200);
    const { headers } = await scene.send('GET', '/libpod/_ping');
    assert.equal(head.bytes.length, 0);
    const mine = [
      'api-version',
      'libpod-api-version',
      'libpod-buildah-version',
      'server',
      'pragma',
    ];
    for (const name of mine) {
      assert.ok(headers[name], name);
      assert.deepEqual(head.headers[name], headers[name], name);
    }
  }),
];
