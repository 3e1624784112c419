import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseAddress } from '../tap/address.ts';
import { startTargets } from '../targets/several.ts';
import type { Targets } from '../targets/several.ts';
import type { Engine } from './compare.ts';
import { checkParity } from './parity.ts';
import { asEntries, asText, compareAnswers } from './told.ts';

let targets: Targets | undefined;
before(async () => {
  targets = await startTargets(['reference', 'podman']);
});
after(() => targets?.stop());

const seconds = Number(process.env['REFPOD_PARITY_SECONDS'] ?? 8);

test('answers that differ from those of Podman 4.3.1 are known, and still differ', async (t) => {
  const [a, b] = targets!.running;
  const { unknown, stale, shown, scenarios } = await compareAnswers([a!, b!]);
  t.diagnostic(`${scenarios} scenarios, ${shown.length} known differences`);
  assert.equal(asEntries(unknown), '');
  assert.deepEqual(stale.map(asText), []);
});

test('states after the same sequence that differ are known, and still differ', async (t) => {
  const seed = Number(process.env['REFPOD_SEED'] ?? Date.now() % 2 ** 31);
  const engines = targets!.running.map(({ name, url }) => ({ name, address: parseAddress(url) }));
  const report = await checkParity(engines as [Engine, Engine], { timeBox: seconds * 1000, seed });
  t.diagnostic(
    `${report.sequences} sequences, seed ${seed}, ${report.shown.size} known differences`,
  );
  assert.deepEqual(report.stale, []);
});
