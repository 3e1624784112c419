import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { BadParameter, Conflict, InternalError } from '../../errors.ts';
import { readProcess, sharesPids, ticksSinceBoot } from '../../runtime/process-info.ts';
import type { ProcessInfo } from '../../runtime/process-info.ts';
import { readUserFiles } from '../../runtime/spec/users.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describeState } from './errors.ts';
import { DEFAULT_COLUMNS, TOP_COLUMNS } from './top-columns.ts';
import type { Names, TopFacts } from './top-columns.ts';

export interface ProcessTable {
  titles: string[];
  processes: string[][];
}

const run = promisify(execFile);

/**
 * Processes as the host's ps shows them, chosen by pid: Docker's way. Throws Conflict when the
 * container does not run, InternalError with what ps says of the arguments.
 * @param psArgs `-ef`, `aux`, `-o pid,comm`
 */
export async function topOfHost(
  context: Context,
  container: Container,
  psArgs: string,
): Promise<ProcessTable> {
  if (!container.isLive) throw new Conflict(`container ${container.id} is not running`);
  const args = psArgs.split(' ').filter(Boolean);
  const pids = context.runtime.processes(container.id);
  context.emit({ action: 'top', record: container.record });
  const output = await ps([...args, `-q${pids.join(',')}`]).catch(() => ps(args));
  const rows = splitTable(output);
  const at = rows[0]?.indexOf('PID') ?? -1;
  if (at === -1) throw new InternalError("couldn't find PID field in ps output");
  const [titles = [], ...processes] = rows;
  // A bare `-` in the pid's place is a thread of the process above it.
  let belongs = false;
  const own = processes.filter((row) => {
    if (row[at] !== '-') belongs = pids.includes(Number(row[at]));
    return belongs;
  });
  return { titles, processes: own };
}

async function ps(args: readonly string[]): Promise<string> {
  try {
    return (await run('ps', args, { maxBuffer: 64 << 20 })).stdout;
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new InternalError(`ps: ${stderr.trim() || message.trim()}`, { cause: error });
  }
}

/** Rows of as many cells as there are titles; the last cell keeps its spaces. */
export function splitTable(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const titles = lines[0]?.trim().split(/\s+/) ?? [];
  const rest = lines.slice(1).map((line) => {
    const cells = line.trim().split(/\s+/);
    const last = cells.slice(titles.length - 1).join(' ');
    return [...cells.slice(0, titles.length - 1), last];
  });
  return [titles, ...rest];
}

/** Names of columns in `text`, or undefined when it has something else than Podman's descriptors. */
export function columnsOf(text: string): string[] | undefined {
  const names = text.split(/[\s,]+/).filter(Boolean);
  if (names.length === 0) return DEFAULT_COLUMNS;
  return names.every((name) => TOP_COLUMNS[name]) ? names : undefined;
}

/**
 * Processes by Podman's column descriptors, with the container's own pids and names. Throws
 * InternalError when the container does not run, BadParameter for an unknown column.
 */
export function topByColumns(
  context: Context,
  container: Container,
  names: readonly string[],
): ProcessTable {
  requireLive(container);
  const columns = names.map((name) => {
    const known = TOP_COLUMNS[name];
    if (!known) throw new BadParameter(`unknown top column "${name}"`);
    return known;
  });
  const processes = context.runtime
    .processes(container.id)
    .map(readProcess)
    .filter((process): process is ProcessInfo => process !== undefined);
  const facts = factsOf(container.record.pid, processes);
  return {
    titles: columns.map(({ title }) => title),
    processes: processes.map((process) => columns.map((column) => column.cell(process, facts))),
  };
}

/** Podman's words for a container without processes to show. */
export function requireLive(container: Container): void {
  if (container.isLive) return;
  throw new InternalError(
    `top can only be used on running containers: ${describeState(container)}: container state improper`,
    { rootCause: 'container state improper' },
  );
}

function factsOf(pid: number, processes: readonly ProcessInfo[]): TopFacts {
  const first = processes.find((process) => process.pid === pid);
  return {
    depth: sharesPids(pid, process.pid) ? 0 : (first?.namespacePids.length ?? 1) - 1,
    now: ticksSinceBoot(),
    byPid: new Map(processes.map((process) => [process.pid, process])),
    container: namesOf(readUserFiles(`/proc/${pid}/root`)),
    host: namesOf({
      passwd: readFileSync('/etc/passwd', 'utf8'),
      group: readFileSync('/etc/group', 'utf8'),
    }),
  };
}

/** passwd(5) and group(5) have the number in the third field. */
function namesOf({ passwd, group }: { passwd: string; group: string }): Names {
  const table = (text: string) =>
    new Map(text.split('\n').map((line) => [line.split(':')[2], line.split(':')[0] ?? '']));
  const users = table(passwd);
  const groups = table(group);
  return {
    user: (uid) => users.get(String(uid)) ?? String(uid),
    group: (gid) => groups.get(String(gid)) ?? String(gid),
  };
}
