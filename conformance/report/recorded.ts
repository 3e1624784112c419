import { OPERATIONS } from '../../spec/index.ts';
import type { Clause } from '../../spec/operation.ts';
import type { RunEvent } from '../suite/events.ts';
import type { Result } from '../suite/verdict.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { recordRun } from './results.ts';
import type { ReportInput } from './summary.ts';

const ID = 'ab12'.repeat(16);

/** An exchange of a test; what is not given is an empty answer with status 200. */
export function exchange(number: number, more: Partial<LedgerEntry>): LedgerEntry {
  return {
    number,
    at: new Date(1_700_000_000_000 + number * 100).toISOString(),
    milliseconds: 10,
    operation: 'compat.container.kill',
    clause: 'compat.container.kill.204.killed',
    method: 'POST',
    target: '/v1.41/containers/x/kill',
    requestHeaders: { host: 'd', 'content-length': '0' },
    requestBody: '',
    requestBytes: 0,
    status: 200,
    responseHeaders: {},
    responseBody: '',
    responseBytes: 0,
    hijacked: false,
    cut: undefined,
    violations: [],
    ...more,
  };
}

const exchanges = [
  exchange(1, {
    operation: 'compat.container.create',
    target: '/v1.41/containers/create?name=a',
    requestHeaders: { 'content-type': 'application/json', 'x-registry-auth': '(redacted)' },
    requestBody: `{"Image":"it's"}`,
    requestBytes: 16,
    status: 201,
    responseBody: `{"Id":"${ID}","Warnings":[]}`,
    responseBytes: 90,
  }),
  exchange(2, { target: `/v1.41/containers/${ID}/kill?signal=9`, status: 204 }),
  exchange(3, {
    operation: 'compat.container.inspect',
    method: 'GET',
    target: `/v1.41/containers/${ID.slice(0, 12)}/json`,
    responseBody: '{"State":"<b>&\u0001"}',
    responseBytes: 18,
    violations: [{ part: 'response-body', where: '/State', message: 'must be object' }],
  }),
];

const results: Result[] = [
  verdict(
    'compat.container.kill.204.killed',
    'fail',
    [1, 2, 3],
    'it <lives> & "well"\u0001\nstill',
  ),
  verdict('compat.container.kill.404.no-such-container', 'pass', []),
  verdict('compat.container.kill.409.not-running', 'expected-failure', [], 'answers 500'),
  verdict('libpod.container.wait.200.default-stopped', 'skipped', [], 'the target lacks libpod'),
  verdict('compat.container.inspect.200.schema', 'fail', [3], '/State: must be object'),
  verdict('compat.container.pause.204.paused', 'unexpected-pass', [], 'expected to fail: old'),
  verdict('compat.container.pause.409.twice', 'error', [], 'TypeError: x'),
];

function verdict(
  clause: string,
  verdict: Result['verdict'],
  exchanges: number[],
  reason?: string,
): Result {
  const operation = clause.split('.').slice(0, 3).join('.');
  const base = { clause, operation, level: 'MUST', verdict, milliseconds: 20, exchanges } as const;
  return reason === undefined ? base : { ...base, reason };
}

/** A run as the suite told it, with every kind of verdict. */
export const RECORDED: readonly RunEvent[] = [
  {
    kind: 'run-start',
    target: 'podman',
    facts: {
      product: 'Podman 4.3.1',
      dockerApi: '1.41',
      libpodApi: '4.3.1',
      capabilities: new Set(['shared-host', 'libpod'] as const),
    },
    tests: results.length,
    at: 1_700_000_000_000,
  },
  ...results.map((result) => ({
    kind: 'test-end' as const,
    result,
    exchanges: exchanges.filter(({ number }) => result.exchanges.includes(number)),
  })),
  { kind: 'run-end', milliseconds: 1500 },
];

/** What the writers are given of it. */
export function recordedInput(): ReportInput {
  const record = recordRun();
  for (const event of RECORDED) record.listener(event);
  const clauses = results.map(({ clause, operation }): Clause => {
    return {
      id: clause,
      operation,
      level: 'MUST',
      text: `Promise of ${clause}.`,
      source: 'docker',
    };
  });
  const divergences = [
    {
      where: 'compat.container.kill: status',
      says: { reference: 409, podman: 500 },
      right: 'document',
      reason: 'A state that stands against it.',
      shows: 'POST /v1.41/containers/x/kill',
    },
  ];
  return {
    runs: [record.results()],
    clauses,
    differences: [],
    divergences,
    operations: OPERATIONS,
  };
}
