import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { ensureImage } from '../suite/fixtures.ts';
import { parseAddress } from '../tap/address.ts';
import { reference } from '../targets/reference.ts';
import type { RunningTarget } from '../targets/target.ts';
import { checkLifecycle, runSequence } from './lifecycle.ts';

let target: RunningTarget;
before(async () => {
  target = await reference.start();
  await ensureImage(target.url);
});
after(() => target.stop());

test('any sequence of actions is answered as the model answers it', async (t) => {
  const seed = Number(process.env['REFPOD_SEED'] ?? Date.now() % 2 ** 31);
  const timeBox = Number(process.env['REFPOD_PROPERTY_SECONDS'] ?? 20) * 1000;
  const runs = await checkLifecycle({ address: parseAddress(target.url), timeBox, seed });
  t.diagnostic(`${runs} sequences, seed ${seed}`);
  assert.ok(runs > 0);
});

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
