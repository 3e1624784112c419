import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Takes down what a daemon that is gone left on its folder: ends the conmons that were told to work
 * there, with their containers, and unmounts what is mounted in it.
 */
export async function sweep(folder: string): Promise<void> {
  for (const pid of await readdir('/proc')) {
    if (/^\d+$/.test(pid) && (await isConmonOf(folder, pid))) await killWithChildren(pid);
  }
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table.split('\n').map((line) => line.split(' ')[4] ?? '');
  const inside = points.filter((point) => point.startsWith(`${folder}/`));
  // Deeper ones first.
  if (inside.length > 0) await run('umount', ['--lazy', ...inside.sort().reverse()]);
}

async function isConmonOf(folder: string, pid: string): Promise<boolean> {
  const [program = '', ...words] = (await procFile(pid, 'cmdline')).split('\0');
  return path.basename(program) === 'conmon' && words.some((word) => word.includes(`${folder}/`));
}

/** A conmon's child is the first process of its container; the kernel ends the others with it. */
async function killWithChildren(pid: string): Promise<void> {
  const children = (await procFile(pid, `task/${pid}/children`)).split(' ').filter(Boolean);
  for (const one of [...children, pid]) {
    try {
      process.kill(Number(one), 'SIGKILL');
    } catch {
      // it ended while we looked
    }
  }
}

/** Empty when the process has ended. */
async function procFile(pid: string, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}
