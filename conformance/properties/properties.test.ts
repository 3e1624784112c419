import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { ensureImage } from '../suite/fixtures.ts';
import { reference } from '../targets/reference.ts';
import type { RunningTarget } from '../targets/target.ts';
import { PROPERTIES } from './index.ts';
import { runSequence } from './lifecycle.ts';

let target: RunningTarget;
before(async () => {
  target = await reference.start();
  await ensureImage(target.url);
});
after(() => target.stop());

const seed = Number(process.env['REFPOD_SEED'] ?? Date.now() % 2 ** 31);
const seconds = Number(process.env['REFPOD_PROPERTY_SECONDS'] ?? 24);

for (const { name, unit, share, check } of PROPERTIES) {
  test(`whatever is generated: ${name}`, async (t) => {
    const held = await check(target.url, { timeBox: seconds * share * 1000, seed });
    t.diagnostic(`${held} ${unit}, seed ${seed}`);
    assert.ok(held > 0);
  });
}

test('an engine that only says yes is found out, with a script that shows it', async () => {
  const liar = createServer((_, response) => {
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(liar, 'listening');
  try {
    const { port } = liar.address() as AddressInfo;
    const run = runSequence({ host: '127.0.0.1', port }, [{ kind: 'kill', slot: 2 }]);
    await assert.rejects(run, (error: Error) => {
      assert.match(error.message, /kill slot=2: status/);
      assert.match(error.message, /curl -sS -X POST --unix-socket "\$socket" '.*-c2\/kill'/);
      return true;
    });
  } finally {
    liar.close();
  }
});
