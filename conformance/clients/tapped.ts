import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTap } from '../tap/tap.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { isOfAnswer } from '../tap/validate.ts';
import { startTargets } from '../targets/several.ts';
import type { RunningTarget } from '../targets/target.ts';

/** A target with the fixture images behind a tap on a unix socket, for clients that take a path. */
export interface Tapped {
  readonly socketPath: string;
  /** Everything that passed so far. */
  readonly entries: readonly LedgerEntry[];
  close(): Promise<void>;
}

export async function startTapped(name: string): Promise<Tapped> {
  const targets = await startTargets([name]);
  const [{ url }] = targets.running as [RunningTarget];
  const folder = await mkdtemp(path.join(tmpdir(), 'refpod-clients-'));
  const socketPath = path.join(folder, 'tap.sock');
  const tap = await startTap({ listen: `unix://${socketPath}`, upstream: url });
  return {
    socketPath,
    entries: tap.ledger.entries,
    async close() {
      await tap.close();
      await rm(folder, { recursive: true });
      await targets.stop();
    },
  };
}

/** What in the answers was not as the spec says, a line each; empty when all of it was. */
export function complaints(entries: readonly LedgerEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.violations
      .filter(isOfAnswer)
      .map(({ where, message }) => `${entry.operation} ${entry.status} ${where}: ${message}`),
  );
}
