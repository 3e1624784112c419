import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter } from '../../errors.ts';
import { modeChange } from './mode.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'refpod-mode-'));
after(() => rmSync(folder, { recursive: true }));

describe('modeChange', () => {
  it('does what chmod does', () => {
    const clause = fc
      .tuple(
        fc.constantFrom('u', 'g', 'o', 'a', 'ug', 'go'),
        fc.constantFrom('+', '-', '='),
        fc.constantFrom('r', 'w', 'x', 'X', 'rw', 'rwX', ''),
      )
      .map((parts) => parts.join(''));
    const text = fc
      .array(clause, { minLength: 1, maxLength: 3 })
      .map((clauses) => clauses.join(','));
    const modes = fc.oneof(text, fc.constantFrom('644', '4755', '0', '1777'));
    fc.assert(
      fc.property(modes, fc.integer({ min: 0, max: 0o777 }), (wanted, before) => {
        const file = path.join(folder, 'file');
        writeFileSync(file, '');
        execFileSync('chmod', [before.toString(8), file]);
        execFileSync('chmod', [wanted, file]);
        const after = modeChange(wanted)({ mode: before, type: 'file' });
        assert.equal(after.toString(8), (statSync(file).mode & 0o7777).toString(8), wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what is no mode', () => {
    for (const text of ['', '8', '77777', 'u', 'u+q', 'x=r'])
      assert.throws(() => modeChange(text), BadParameter, text);
  });
});
