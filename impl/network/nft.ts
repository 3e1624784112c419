import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { InternalError } from '../errors.ts';

/** A service's PATH may lack the folders that distributions keep nft in. */
const searchPath = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** Runs nft(8) with what it reads; returns what it prints. Throws `InternalError` with its complaint. */
export async function runNft(words: readonly string[], input = ''): Promise<string> {
  const child = spawn('nft', words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: searchPath },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // A child that dies early must not kill the daemon by a broken pipe; its exit code tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const outcome = Promise.all([ended, text(child.stdout), text(child.stderr)]);
  const [code, output, complaint] = await outcome.catch((error: unknown) => {
    throw new InternalError(`cannot run nft: ${String(error)}`, { cause: error });
  });
  if (code !== 0) throw new InternalError(`nft failed: ${complaint.trim()}`);
  return output;
}
