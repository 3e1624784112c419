import type { Verdict } from './verdict.ts';

/**
 * Weighs an outcome against the target's ledger of expectations.
 * @param failure what went wrong, or undefined
 * @param kind the verdict of a failure that nobody expects
 * @param expected the ledger's reason for a failure; one that begins with `sometimes` is of a
 *   failure that comes and goes, whose passing surprises nobody
 */
export function judge(
  failure: string | undefined,
  kind: 'fail' | 'error' | 'unsupported',
  expected: string | undefined,
): { verdict: Verdict; reason?: string } {
  if (failure === undefined) {
    return expected === undefined || expected.startsWith('sometimes')
      ? { verdict: 'pass' }
      : { verdict: 'unexpected-pass', reason: `expected to fail: ${expected}` };
  }
  return expected === undefined || kind === 'unsupported'
    ? { verdict: kind, reason: failure }
    : { verdict: 'expected-failure', reason: expected };
}
