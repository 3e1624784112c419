import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fullName, parseReference, repositoryOf } from './reference.ts';

const hex = 'a'.repeat(64);

describe('fullName', () => {
  const cases: [string, string][] = [
    ['busybox', 'docker.io/library/busybox:latest'],
    ['busybox:1.36', 'docker.io/library/busybox:1.36'],
    ['user/app', 'docker.io/user/app:latest'],
    ['docker.io/busybox', 'docker.io/library/busybox:latest'],
    ['index.docker.io/user/app', 'docker.io/user/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['host:5000/a/b:tag', 'host:5000/a/b:tag'],
    ['quay.io/a/b', 'quay.io/a/b:latest'],
    ['[::1]:5000/a', '[::1]:5000/a:latest'],
    ['host/app', 'docker.io/host/app:latest'],
    [`busybox@sha256:${hex}`, `docker.io/library/busybox@sha256:${hex}`],
    [`busybox:1@sha256:${hex}`, `docker.io/library/busybox@sha256:${hex}`],
    ['a__b/c--d', 'docker.io/a__b/c--d:latest'],
  ];
  for (const [text, full] of cases)
    it(`of ${text} is ${full}`, () => assert.equal(fullName(text), full));

  it('puts short names where the caller wants them', () => {
    assert.equal(fullName('app', 'localhost'), 'localhost/app:latest');
    assert.equal(fullName('quay.io/app:1', 'localhost'), 'quay.io/app:1');
  });

  it('of a full name is the name itself', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?$/);
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const registry = fc.option(fc.constantFrom('localhost', 'quay.io', 'h:1', 'docker.io'), {
      nil: undefined,
    });
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
    fc.assert(
      fc.property(registry, path, tag, (registry, path, tag) => {
        const text = `${registry === undefined ? '' : `${registry}/`}${path}${tag === undefined ? '' : `:${tag}`}`;
        const full = fullName(text);
        assert.equal(fullName(full), full);
        assert.equal(parseReference(full).tag, tag ?? 'latest');
        assert.equal(repositoryOf(parseReference(full)), full.slice(0, full.lastIndexOf(':')));
      }),
    );
  });
});

describe('parseReference', () => {
  it('refuses what is no reference, as a bad parameter that names it', () => {
    const wrong = [
      '',
      ':tag',
      'a:',
      'a//b',
      '/a',
      'a/',
      'a:b:c',
      'a@sha256:12',
      'a b',
      '-a',
      'a..b',
      'a:-x',
      `a:${'t'.repeat(129)}`,
      'a'.repeat(300),
      '../a',
      'a@',
    ];
    for (const text of wrong)
      assert.throws(
        () => parseReference(text),
        { status: 400, rootCause: 'invalid reference format' },
        text,
      );
    assert.throws(
      () => parseReference('Upper/case'),
      /"Upper\/case": repository name must be lowercase/,
    );
  });

  it('never fails in another way', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseReference(text);
        } catch (error) {
          assert.equal((error as { status?: number }).status, 400);
        }
      }),
    );
  });
});
