import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';
import { InternalError } from '../errors.ts';
import { leaveForOwnCgroup } from './cgroup/conmon-cgroup.ts';
import type { CgroupLayout } from './cgroup/layout.ts';
import { RuntimeError } from './runtime-error.ts';
import type { StartedProcess } from './types.ts';

/** Seconds that conmon and the runtime may take to make a container; Podman's limit. */
const CREATE_LIMIT = 240_000;

export interface ConmonLaunch {
  conmon: string;
  /** Name of the OCI runtime for messages. */
  runtime: string;
  arguments: string[];
  /** Working folder: conmon leaves its `oom` mark there. */
  directory: string;
  layout: CgroupLayout;
  /** Called between the making of the attach socket and the start of the process; exec only. */
  attach?: () => Promise<void>;
}

/**
 * Runs conmon and waits until the OCI runtime has made the process.
 *
 * conmon gets a session of its own and forks itself away from us, so that neither a signal to our
 * process group nor our death reaches it. It waits for a byte on the start pipe, by which time it
 * sits in its own control group, and answers one line of JSON on the sync pipe: the pid, or -1 and
 * the runtime's words (conmon, `src/parent_pipe_fd.c`).
 *
 * Throws RuntimeError with the runtime's words, InternalError when conmon itself fails.
 */
export async function launchConmon(launch: ConmonLaunch): Promise<StartedProcess> {
  const child = startConmon(launch);
  const [, , errors, sync, start, attached] = child.stdio as unknown as [
    null,
    null,
    Readable,
    Readable,
    Writable,
    Readable | undefined,
  ];
  const limit = setTimeout(() => killSession(child), CREATE_LIMIT);
  try {
    const exited = exitOf(child);
    const complaint = text(errors);
    start.on('error', () => undefined);
    if (child.pid) leaveForOwnCgroup(child.pid, launch.layout);
    start.write('\0');
    const answered = firstLine(sync);
    if (attached && launch.attach) {
      await Promise.race([firstLine(attached), answered]);
      await launch.attach();
      start.write('\0');
    }
    start.end();
    const [line, code] = await Promise.all([answered, exited]);
    return await readAnswer(launch, line, () => complaint, code);
  } finally {
    clearTimeout(limit);
    for (const stream of [sync, start, attached]) stream?.destroy();
  }
}

function startConmon(launch: ConmonLaunch): ChildProcess {
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    _OCI_SYNCPIPE: '3',
    _OCI_STARTPIPE: '4',
  };
  if (launch.attach) env['_OCI_ATTACHPIPE'] = '5';
  return spawn(launch.conmon, launch.arguments, {
    cwd: launch.directory,
    detached: true,
    env,
    stdio: [
      'ignore',
      'ignore',
      'pipe',
      'pipe',
      'pipe',
      ...(launch.attach ? (['pipe'] as const) : []),
    ],
  });
}

async function readAnswer(
  launch: ConmonLaunch,
  line: string,
  complaint: () => Promise<string>,
  code: number | null,
): Promise<StartedProcess> {
  if (line === '') {
    const words = (await complaint()).trim();
    throw new InternalError(`conmon failed (exit code ${code ?? 'none'}): ${words}`);
  }
  const answer = JSON.parse(line) as { data: number; message?: string };
  if (answer.data < 0) throw new RuntimeError(launch.runtime, answer.message ?? '');
  const conmonPid = Number(readFileSync(join(launch.directory, 'conmon.pid'), 'latin1'));
  return { pid: answer.data, conmonPid };
}

/** Resolves when the part of conmon that is our child has gone; the rest lives on. */
function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** Up to the newline, or to the end. */
function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      seen += chunk;
      const end = seen.indexOf('\n');
      if (end !== -1) resolve(seen.slice(0, end));
    });
    stream.once('end', () => resolve(seen));
    stream.once('error', reject);
  });
}

/** conmon leads a session, and so a process group, until it forks away. */
function killSession(child: ChildProcess): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it is gone already.
  }
}
