import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { InternalError } from '../../errors.ts';
import { growPipe } from '../../kernel/descriptor.ts';
import { mknodat } from '../../kernel/entries.ts';
import { withDescriptor } from '../../kernel/openat2.ts';
import { PipeAttachment } from '../attach/pipes.ts';
import { reclaimNullDevice } from '../null-device.ts';
import { RuntimeError } from '../runtime-error.ts';
import { encodeOci } from '../spec/encode.ts';
import type { Attachment, Bundle, ExecBundle, StartedProcess } from '../types.ts';
import type { ExecLauncher } from './launcher.ts';

const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK, O_DIRECTORY, S_IFIFO } = constants;

/** Bytes that a process may write before we get to read: each wait for each other costs time. */
const OUTPUT_SIZE = 1024 * 1024;

/** Whether a session can do without conmon: terminals need it, and detached ones have nobody to read. */
export function canRunDirectly({ terminal, directory }: ExecBundle): boolean {
  return !terminal && !directory.includes('\n');
}

/**
 * Starts an exec session whose output comes straight from the process's pipes, which have names in
 * the session's folder. Half the time that conmon takes, and large output comes in large pieces.
 *
 * @param onAttached gets the streams before the process runs
 * Throws RuntimeError with crun's words.
 */
export async function execDirectly(
  launcher: ExecLauncher,
  container: Pick<Bundle, 'id'>,
  exec: ExecBundle,
  onAttached: (attachment: Attachment) => void,
): Promise<StartedProcess> {
  prepareFolder(exec);
  const at = (name: string, flags: number) => openSync(join(exec.directory, name), flags);
  // Held until the process has opened its end; without a reader it could not be opened for writing.
  const inputGuard = exec.stdin ? at('in', O_RDWR | O_NONBLOCK) : undefined;
  const reader = (name: string) => {
    const fd = at(name, O_RDONLY | O_NONBLOCK);
    if (name === 'out') growPipe(fd, OUTPUT_SIZE);
    return new Socket({ fd, readable: true, writable: false });
  };
  const status = reader('status');
  const attachment = new PipeAttachment({
    output: reader('out'),
    errors: reader('err'),
    ...(exec.stdin
      ? { input: new Socket({ fd: at('in', O_WRONLY | O_NONBLOCK), readable: false }) }
      : {}),
  });
  onAttached(attachment);
  try {
    launcher.launch(exec.directory, container.id);
    const pid = await startedPid(status, () => void attachment.finish());
    status.unref();
    if (pid !== undefined) return { pid, conmonPid: 0 };
    throw new RuntimeError('crun', readFileSync(join(exec.directory, 'log'), 'utf8'));
  } catch (error) {
    status.destroy();
    await rm(exec.directory, { recursive: true, force: true });
    throw error;
  } finally {
    reclaimNullDevice();
    if (inputGuard !== undefined) closeSync(inputGuard);
  }
}

/** Reads for nobody what a session writes that an earlier daemon started; nothing for other sessions. */
export function discardOutput(directory: string): void {
  for (const name of ['out', 'err'].map((file) => join(directory, file))) {
    if (!existsSync(name)) continue;
    const fd = openSync(name, O_RDONLY | O_NONBLOCK);
    new Socket({ fd, readable: true, writable: false })
      .on('error', () => undefined)
      .resume()
      .unref();
  }
}

/** Synchronous: some microseconds each, which a turn of the thread pool takes longer than. */
function prepareFolder({ directory, exitDirectory, stdin, process }: ExecBundle): void {
  mkdirSync(exitDirectory, { recursive: true });
  writeFileSync(join(directory, 'process.json'), encodeOci(process));
  withDescriptor(openSync(directory, O_RDONLY | O_DIRECTORY), (folder) => {
    for (const name of ['status', 'out', 'err', ...(stdin ? ['in'] : [])])
      mknodat(folder, name, S_IFIFO | 0o600);
  });
}

/**
 * Reads what comes from a session's start: the pid, which crun writes when all went well, and
 * `exit CODE` at the end.
 * @returns undefined when it ended without a pid: the process could not be started
 */
function startedPid(status: Socket, onEnd: () => void): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  let seen = '';
  status.on('data', (data: Buffer) => {
    seen += data.toString('latin1');
    const [, pid, end] = /^(\d*)(exit \d+\n)?/.exec(seen) ?? [];
    if (pid) resolve(Number(pid));
    if (!end) return;
    resolve(undefined);
    status.destroy();
  });
  status.on('error', reject).on('close', () => {
    onEnd();
    // Who watches over the process was killed; the next one to look finds no exit code.
    reject(new InternalError('the start of the exec session was cut off'));
  });
  return promise;
}
