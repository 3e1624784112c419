import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';
import type { OperationId } from '../../spec/generated/operations.gen.ts';
import { BadParameter } from '../errors.ts';
import { conformBody } from './body-schema.ts';

function conform(id: OperationId, value: unknown): unknown {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation);
  return conformBody(operation, value);
}

suite('a body conforms to its schema', () => {
  test('as it is, with what the spec does not know', () => {
    const body = { Image: 'busybox', Cmd: ['ls'], HostConfig: { Memory: 1, New: [1] }, Extra: {} };
    assert.deepEqual(conform('compat.container.create', body), body);
  });

  test('names in any case become the spec’s; the right case wins', () => {
    assert.deepEqual(
      conform('compat.container.create', { image: 'a', hostconfig: { memory: 1 } }),
      {
        Image: 'a',
        HostConfig: { Memory: 1 },
      },
    );
    assert.deepEqual(conform('compat.container.create', { Image: 'a', image: 'b' }), {
      Image: 'a',
    });
  });

  test('one word stands for a list where the spec says so', () => {
    assert.deepEqual(conform('compat.container.create', { Cmd: 'ls' }), { Cmd: 'ls' });
  });

  test('null is "not given", except where the spec gives it a meaning', () => {
    assert.deepEqual(conform('libpod.container.create', { name: null, command: ['a', null] }), {
      command: ['a'],
    });
    assert.deepEqual(conform('compat.container.create', { Env: null }), { Env: null });
  });

  const refused: [id: OperationId, body: unknown, message: string][] = [
    ['compat.container.create', { Image: 5 }, 'request body: "Image" must be of type string'],
    ['compat.container.create', null, 'request body is null: a JSON object is required'],
    ['compat.container.create', [], 'request body must be of type object'],
    [
      'compat.container.create',
      { HostConfig: { Memory: 'lots' } },
      'request body: "HostConfig.Memory" must be of type integer',
    ],
    [
      'compat.container.create',
      { HostConfig: { Memory: 1.5 } },
      'request body: "HostConfig.Memory" must be of type integer',
    ],
    [
      'libpod.container.create',
      { portmappings: [{ container_port: 80 }, { container_port: '81' }] },
      'request body: "portmappings[1].container_port" must be of type integer',
    ],
    ['libpod.container.create', { env: { A: 1 } }, 'request body: "env.A" must be of type string'],
  ];
  for (const [id, body, message] of refused) {
    test(`${JSON.stringify(body)} is refused`, () => {
      assert.throws(() => conform(id, body), new BadParameter(message));
    });
  }

  test('any JSON for any operation conforms or is refused, and what conforms does so again', () => {
    const operations = OPERATIONS.filter(({ body }) => body.form === 'json');
    const names = fc.constantFrom(
      'Image',
      'HostConfig',
      'env',
      'Cmd',
      'name',
      '__proto__',
      'mounts',
    );
    const body = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), tie('object'), tie('list')),
      object: fc.dictionary(names, tie('any')),
      list: fc.array(tie('any'), { maxLength: 3 }),
    })).any;
    fc.assert(
      fc.property(fc.constantFrom(...operations), body, (operation, value) => {
        try {
          const once = conformBody(operation, value);
          if (once !== undefined) assert.deepEqual(conformBody(operation, once), once);
        } catch (error) {
          assert.ok(error instanceof BadParameter, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
