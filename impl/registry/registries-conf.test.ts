import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readRegistriesConf } from './registries-conf.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-registries-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('registries.conf', () => {
  it('says nothing when it is missing', () => {
    assert.deepEqual(readRegistriesConf(join(folder, 'registries.conf')), {
      aliases: new Map(),
      registries: [],
      rules: [],
      enforcing: false,
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
    assert.deepEqual(readRegistriesConf(file), {
      aliases: new Map([['a', 'z/a']]),
      registries: ['two.example'],
      rules: [],
      enforcing: false,
    });
  });

  it('tells where registries are, the later table of a prefix instead of the earlier', async () => {
    const file = join(folder, 'registries.conf');
    await writeFile(
      file,
      `short-name-mode = "enforcing"
       [[registry]]
       location = "one.example/a/"
       blocked = true
       [[registry]]
       prefix = "one.example/b"
       location = "two.example/c"
       insecure = true
       mirror-by-digest-only = true
       [[registry.mirror]]
       location = "three.example"
       [[registry.mirror]]
       location = "four.example"
       insecure = true
       pull-from-mirror = "tag-only"`,
    );
    await mkdir(`${file}.d`);
    await writeFile(join(`${file}.d`, '1.conf'), '[[registry]]\nlocation = "one.example/a"\n');
    const { rules, enforcing } = readRegistriesConf(file);
    assert.equal(enforcing, true);
    assert.deepEqual(rules, [
      {
        prefix: 'one.example/a',
        location: 'one.example/a',
        insecure: false,
        blocked: false,
        mirrors: [],
      },
      {
        prefix: 'one.example/b',
        location: 'two.example/c',
        insecure: true,
        blocked: false,
        mirrors: [
          { location: 'three.example', insecure: false, pulls: 'digest-only' },
          { location: 'four.example', insecure: true, pulls: 'tag-only' },
        ],
      },
    ]);
  });

  it('is named when it cannot be read', async () => {
    const file = join(folder, 'registries.conf');
    await writeFile(file, 'unqualified-search-registries = [');
    assert.throws(() => readRegistriesConf(file), new RegExp(`reading ${file}`));
  });
});
