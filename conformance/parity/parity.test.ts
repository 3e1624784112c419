import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseAddress } from '../tap/address.ts';
import { startTargets } from '../targets/several.ts';
import type { Targets } from '../targets/several.ts';
import type { Engine } from './compare.ts';
import { checkParity } from './parity.ts';

let targets: Targets | undefined;
before(async () => {
  targets = await startTargets(['reference', 'podman']);
});
after(() => targets?.stop());

test('what differs from Podman 4.3.1 is known, and what is known still differs', async (t) => {
  const seed = Number(process.env['REFPOD_SEED'] ?? Date.now() % 2 ** 31);
  const timeBox = Number(process.env['REFPOD_PARITY_SECONDS'] ?? 20) * 1000;
  const engines = targets!.running.map(({ name, url }) => ({ name, address: parseAddress(url) }));
  const report = await checkParity(engines as [Engine, Engine], { timeBox, seed });
  t.diagnostic(
    `${report.sequences} sequences, seed ${seed}, ${report.shown.size} known differences`,
  );
  assert.deepEqual(report.stale, []);
});
