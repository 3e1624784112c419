import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAttachment } from '../attach/connection.ts';
import { launchConmon } from '../conmon.ts';
import type { ConmonLaunch } from '../conmon.ts';
import { encodeOci } from '../spec/encode.ts';
import type { Attachment, ExecBundle, StartedProcess } from '../types.ts';

/**
 * Starts an exec session that conmon looks after.
 * @param words conmon's arguments
 * @param onAttached gets the streams before the process runs
 * Throws what `launchConmon` throws.
 */
export async function execBehindConmon(
  launch: Omit<ConmonLaunch, 'arguments' | 'attach'>,
  words: string[],
  exec: ExecBundle,
  onAttached?: (attachment: Attachment) => void,
): Promise<StartedProcess> {
  // Synchronous: some microseconds each, which a turn of the thread pool takes longer than.
  mkdirSync(exec.exitDirectory, { recursive: true });
  writeFileSync(join(exec.directory, 'process.json'), encodeOci(exec.process));
  const attach =
    onAttached &&
    (async () => onAttached(await connectAttachment(exec.directory, { queue: true })));
  try {
    return await launchConmon({ ...launch, arguments: words, ...(attach ? { attach } : {}) });
  } catch (error) {
    await rm(exec.directory, { recursive: true, force: true });
    throw error;
  }
}
