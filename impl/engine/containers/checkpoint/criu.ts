import { readFileSync } from 'node:fs';
import { InternalError } from '../../../errors.ts';
import { hasCode } from '../../../kernel/libc.ts';
import { RuntimeError } from '../../../runtime/runtime-error.ts';
import type { Context } from '../context.ts';

/** Throws InternalError, saying what this host lacks, where checkpoints do not work. */
export async function requireCriu(context: Context): Promise<void> {
  const { usable, reason } = await context.criu();
  if (usable) return;
  throw new InternalError(`checkpoint and restore do not work on this host: ${reason}`, {
    rootCause: 'checkpoint and restore do not work on this host',
  });
}

/** The error with what CRIU's log says; the runtime only tells where that is. */
export function withLog(error: unknown, log: string): unknown {
  if (!(error instanceof RuntimeError)) return error;
  const complaints = readLog(log)
    .split('\n')
    .filter((line) => line.includes('Error'))
    .map((line) => line.replace(/^\([\d.]+\)\s*/, '').trim());
  if (complaints.length === 0) return error;
  return new InternalError(`${error.message}: CRIU: ${complaints.slice(-5).join('; ')}`, {
    rootCause: error.rootCause,
    cause: error,
  });
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}
