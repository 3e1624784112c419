import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter } from '../../errors.ts';
import { parseReference } from '../../storage/reference.ts';
import { candidates, familiar, newName, repositoryOfName } from './names.ts';

const none = { aliases: new Map<string, string>(), registries: [] };

const word = fc.stringMatching(/^[a-z0-9]{1,6}([._-][a-z0-9]{1,4})?$/);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/);
const registry = fc.constantFrom('docker.io', 'localhost', 'quay.io', 'reg.example.com:5000');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'));
const fullName = fc
  .tuple(registry, path, tag)
  .map(([host, repository, version]) =>
    host === 'docker.io' && !repository.includes('/')
      ? `${host}/library/${repository}:${version}`
      : `${host}/${repository}:${version}`,
  );

describe('names', () => {
  it('stay the same when they are full', () => {
    fc.assert(
      fc.property(fullName, fc.constantFrom('compat' as const, 'libpod' as const), (name, tree) => {
        assert.equal(newName(name, undefined, tree), name);
        assert.deepEqual(candidates(parseReference(name), tree, none), [repositoryOfName(name)]);
      }),
    );
  });

  it("are found again by Docker's short form", () => {
    fc.assert(
      fc.property(fullName, (name) => {
        const places = candidates(parseReference(familiar(name)), 'compat', none);
        assert.ok(places.includes(repositoryOfName(name)), `${familiar(name)}: ${places.join()}`);
      }),
    );
  });

  it('of whatever text are good names or BadParameter', () => {
    const tree = fc.constantFrom('compat' as const, 'libpod' as const);
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9./:@_-]{0,40}$/));
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), tree, (repo, version, of) => {
        let name: string;
        try {
          name = newName(repo, version, of);
        } catch (error) {
          assert.ok(error instanceof BadParameter, String(error));
          return;
        }
        assert.equal(newName(name, undefined, of), name);
      }),
    );
  });

  it('without a registry go where their engine puts them', () => {
    assert.equal(newName('web', undefined, 'compat'), 'docker.io/library/web:latest');
    assert.equal(newName('me/web', 'v1', 'compat'), 'docker.io/me/web:v1');
    assert.equal(newName('web', undefined, 'libpod'), 'localhost/web:latest');
    assert.equal(newName('me/web:v1', undefined, 'libpod'), 'localhost/me/web:v1');
    // Docker puts the parameter in the place of the tag, Podman behind it.
    assert.equal(newName('web:old', 'new', 'compat'), 'docker.io/library/web:new');
    assert.throws(() => newName('web:old', 'new', 'libpod'), BadParameter);
    assert.throws(() => newName(`web@sha256:${'a'.repeat(64)}`, undefined, 'libpod'), BadParameter);
  });

  it('without a registry are looked for under localhost first', () => {
    const web = parseReference('web');
    assert.deepEqual(candidates(web, 'compat', none), ['localhost/web', 'docker.io/library/web']);
    const shortNames = {
      aliases: new Map([['web', 'quay.io/team/web']]),
      registries: ['registry.example.com'],
    };
    assert.deepEqual(candidates(web, 'libpod', shortNames), [
      'localhost/web',
      'quay.io/team/web',
      'registry.example.com/web',
      'docker.io/library/web',
    ]);
  });
});
