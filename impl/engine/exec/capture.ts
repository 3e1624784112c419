import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ExitFiles } from '../../runtime/exits.ts';
import type { Container } from '../containers/container.ts';
import { exitDirectory, sessionDirectory } from './context.ts';
import type { ExecContext } from './context.ts';
import { requireRunning } from './errors.ts';
import { ExecSession } from './session.ts';
import { launch } from './start.ts';

export interface Captured {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command in a container for the engine's own ends: no client hears of it. Throws Conflict
 * when the container does not run, RuntimeError when the command cannot be run.
 */
export async function capture(
  context: ExecContext,
  container: Container,
  command: string[],
): Promise<Captured> {
  requireRunning(container);
  const session = new ExecSession({
    id: randomBytes(32).toString('hex'),
    containerId: container.id,
    config: {
      tree: 'libpod',
      command,
      env: [],
      terminal: false,
      privileged: false,
      attach: { stdin: false, stdout: true, stderr: true },
    },
    state: 'running',
    pid: 0,
    pidStart: 0,
    exitCode: 0,
    endedAt: 0,
  });
  try {
    const outcome = await launch(context, container, session, { tree: 'libpod', detach: false });
    if ('error' in outcome) throw outcome.error;
    const texts = { 1: '', 2: '' };
    for await (const { stream, data } of outcome.attachment?.output ?? []) {
      texts[stream] += data.toString();
    }
    const exits = new ExitFiles(exitDirectory(context, session.record));
    const { exitCode } = await exits.wait(container.id);
    exits.close();
    return { exitCode, stdout: texts[1], stderr: texts[2] };
  } finally {
    await rm(sessionDirectory(context, session.record), { recursive: true, force: true });
  }
}
