import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readShortNames } from './registries-conf.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-registries-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('registries.conf', () => {
  it('says nothing when it is missing', () => {
    assert.deepEqual(readShortNames(join(folder, 'registries.conf')), {
      aliases: new Map(),
      registries: [],
    });
  });

  it('is overruled by its drop-in files, in their order', async () => {
    const file = join(folder, 'registries.conf');
    await writeFile(
      file,
      'unqualified-search-registries = ["one.example"]\n[aliases]\na = "x/a"\nb = "x/b"\n',
    );
    await mkdir(`${file}.d`);
    await writeFile(join(`${file}.d`, '20.conf'), '[aliases]\na = "z/a"\nb = ""\n');
    await writeFile(
      join(`${file}.d`, '10.conf'),
      'unqualified-search-registries = ["two.example"]\n[aliases]\na = "y/a"\n',
    );
    await writeFile(join(`${file}.d`, 'README'), 'no TOML');
    assert.deepEqual(readShortNames(file), {
      aliases: new Map([['a', 'z/a']]),
      registries: ['two.example'],
    });
  });

  it('is named when it cannot be read', async () => {
    const file = join(folder, 'registries.conf');
    await writeFile(file, 'unqualified-search-registries = [');
    assert.throws(() => readShortNames(file), new RegExp(`reading ${file}`));
  });
});
