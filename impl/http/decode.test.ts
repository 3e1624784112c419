import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';
import type { Operation, Parameter } from '../../spec/operation.ts';
import { BadParameter } from '../errors.ts';
import { decodeHeaders, decodeQuery } from './decode.ts';
import { parameter } from './testing.ts';

const PARAMETERS: Parameter[] = [
  parameter({ name: 'all', form: 'boolean', default: false }),
  parameter({ name: 'limit', form: 'integer' }),
  parameter({ name: 'stopTimeout', form: 'integer', aliases: ['t', 'timeout'] }),
  parameter({ name: 'tail', default: 'all' }),
  parameter({ name: 'names', form: 'strings', commaSeparated: true }),
  parameter({ name: 'raw', form: 'strings' }),
  parameter({ name: 'ids', form: 'integers', commaSeparated: true }),
  parameter({ name: 'filters', form: 'filters' }),
  parameter({ name: 'buildargs', form: 'json' }),
  parameter({ name: 'policy', enum: ['always', 'no'] }),
];

function operation(parameters: Parameter[]): Operation {
  return { ...(OPERATIONS[0] as Operation), parameters };
}

function decode(query: string) {
  return decodeQuery(operation(PARAMETERS), query);
}

suite('query', () => {
  const defaults = { all: false, tail: 'all' };
  const cases: [query: string, expected: Record<string, unknown>][] = [
    ['', {}],
    ['unknown=1&ALL=True', { all: true }],
    ['all=on', { all: true }],
    ['all=f', { all: false }],
    ['all=', {}],
    ['all=1&all=0', { all: false }],
    ['Limit=-1', { limit: -1 }],
    ['limit=%2B7', { limit: 7 }],
    ['limit=', {}],
    ['t=3', { stopTimeout: 3 }],
    ['timeout=4', { stopTimeout: 4 }],
    ['t=3&stoptimeout=5', { stopTimeout: 5 }],
    ['names=a,b&names=c,', { names: ['a', 'b', 'c'] }],
    ['raw=a,b&raw=c', { raw: ['a,b', 'c'] }],
    ['ids=1,2&ids=3', { ids: [1, 2, 3] }],
    ['filters={"label":["a=b","c"]}', { filters: { label: ['a=b', 'c'] } }],
    ['filters={"label":{"a":true,"b":false}}', { filters: { label: ['a'] } }],
    ['filters={"dangling":true,"n":"x"}', { filters: { dangling: ['true'], n: ['x'] } }],
    ['filters=null', { filters: {} }],
    ['filters=', {}],
    ['buildargs={"A":"b"}', { buildargs: { A: 'b' } }],
    ['policy=always', { policy: 'always' }],
    ['policy=', {}],
    ['tail=', { tail: '' }],
    ['tail=%C3%A4', { tail: 'ä' }],
  ];
  for (const [query, expected] of cases) {
    test(query, () => assert.deepEqual(decode(query), { ...defaults, ...expected }));
  }

  const refused: [query: string, message: RegExp][] = [
    ['all=yes', /^query parameter "all": "yes" is not a boolean$/],
    ['limit=ten', /^query parameter "limit": "ten" is not an integer$/],
    ['limit=1.5', /is not an integer/],
    ['limit=9223372036854775808', /"limit".* is out of range/],
    ['ids=1,x', /^query parameter "ids": "x" is not an integer$/],
    ['filters={bad', /^query parameter "filters": "{bad" is not valid JSON/],
    ['filters=[]', /is not a JSON object of lists/],
    ['filters={"a":[{}]}', /is not a JSON object of lists of strings/],
    ['buildargs={', /"buildargs".* is not valid JSON/],
    ['policy=maybe', /"policy": "maybe" is not one of always, no/],
  ];
  for (const [query, message] of refused) {
    test(`${query} is refused`, () => {
      assert.throws(
        () => decode(query),
        (error) => {
          assert.ok(error instanceof BadParameter);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  test('a required parameter must have a value', () => {
    const required = operation([parameter({ name: 'path', required: true })]);
    for (const query of ['', 'path=']) {
      assert.throws(() => decodeQuery(required, query), /query parameter "path" is required/);
    }
  });

  test('__proto__ in filters is a name like any other', () => {
    const { filters } = decode('filters={"__proto__":["x"]}') as { filters: object };
    assert.deepEqual(Object.entries(filters), [['__proto__', ['x']]]);
    assert.equal(Object.getPrototypeOf(filters), Object.prototype);
  });
});

suite('headers', () => {
  test('names in any case', () => {
    const wanted = operation([parameter({ name: 'X-Registry-Auth', in: 'header' })]);
    const decoded = decodeHeaders(wanted, { 'x-registry-auth': 'e30=' });
    assert.deepEqual(decoded, { 'X-Registry-Auth': 'e30=' });
  });
});

suite('properties', () => {
  /** Queries made of names and values that mean something, and of anything else. */
  const word = fc.oneof(
    fc.constantFrom(
      ...PARAMETERS.map(({ name }) => name),
      't',
      '%',
      '%zz',
      '+',
      '{"a":[1]}',
      'null',
    ),
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.bigInt().map(String),
  );
  const query = fc.oneof(
    fc
      .array(fc.tuple(word, word), { maxLength: 6 })
      .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
    fc.string({ unit: 'binary' }),
  );

  test('any query of any operation is decoded or refused with the parameter’s name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPERATIONS, operation(PARAMETERS)), query, (target, text) => {
        try {
          decodeQuery(target, text);
        } catch (error) {
          assert.ok(error instanceof BadParameter);
          const named = /^query parameter "([^"]+)"/.exec(error.message)?.[1];
          assert.ok(target.parameters.some(({ name }) => name === named));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('filters and lists come back as they were sent', () => {
    const filters = fc.dictionary(fc.string(), fc.array(fc.string()));
    fc.assert(
      fc.property(filters, fc.array(fc.string({ minLength: 1 })), (sent, raw) => {
        const params = new URLSearchParams({ filters: JSON.stringify(sent) });
        for (const item of raw) params.append('raw', item);
        const decoded = decode(params.toString());
        assert.deepEqual(Object.entries(decoded['filters'] as object), Object.entries(sent));
        assert.deepEqual(decoded['raw'] ?? [], raw);
      }),
    );
  });
});
