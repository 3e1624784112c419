import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadParameter } from '../../errors.ts';
import { checkName, newId, newName } from './names.ts';
import { parseSignal, signalName } from './signals.ts';

test('generated names are valid, and avoid those in use', () => {
  const taken = new Set<string>();
  for (let round = 0; round < 6000; round += 1) {
    const name = newName((candidate) => taken.has(candidate));
    assert.equal(checkName(name), name);
    assert.ok(!taken.has(name));
    taken.add(name);
  }
  assert.match([...taken][0] ?? '', /^[a-z]+_[a-z]+$/);
});

test('ids are 64 hex digits', () => {
  assert.match(newId(), /^[0-9a-f]{64}$/);
});

test("names: Docker's slash goes, bad characters are refused by name", () => {
  assert.equal(checkName('/web.1_a-b'), 'web.1_a-b');
  for (const bad of ['', '/', 'a b', '-a', '.x', 'a/b', 'ä', 'a\n']) {
    assert.throws(() => checkName(bad), BadParameter, JSON.stringify(bad));
  }
});

test('signals by number and name', () => {
  for (const text of ['15', 'TERM', 'SIGTERM', 'sigterm', 'term']) {
    assert.equal(parseSignal(text), 15, text);
  }
  assert.equal(parseSignal('SIGRTMIN'), 34);
  assert.equal(parseSignal('RTMIN+3'), 37);
  assert.equal(parseSignal('rtmax-1'), 63);
  for (const bad of ['', '0', 'NOPE', '65', '-9', '9.5', 'RTMIN-1', 'RTMAX+1', 'SIG', 'toString']) {
    assert.throws(() => parseSignal(bad), /invalid signal/, bad);
  }
  assert.equal(signalName(9), 'SIGKILL');
  assert.equal(signalName(37), 'SIGRTMIN+3');
  assert.equal(signalName(64), 'SIGRTMIN+30');
});
