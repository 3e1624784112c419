import { closeSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { bind, check, hasCode } from '../kernel/libc.ts';
import { descriptorOf } from '../kernel/pidfd.ts';

/** ioctl_tty(2). */
const TIOCSWINSZ = 0x5414;
const ioctl = bind('int ioctl(int descriptor, unsigned long request, const void *argument)');

/**
 * Sets the size of the terminal that a conmon holds. Its control fifo is no way to do it: of two
 * sizes that lie in it at once, conmon takes the first one twice (`read_from_ctrl_buffer` of
 * `src/ctrl.c`, 2.1).
 * @param directory the conmon's working folder
 * @returns false when it has no terminal: none yet, or it has ended
 */
export function resizeTerminal(directory: string, rows: number, columns: number): boolean {
  const pid = conmonOf(directory);
  const terminal = pid && descriptorOf(pid, () => terminalNumber(pid, directory));
  if (!terminal) return false;
  try {
    check(ioctl(terminal, TIOCSWINSZ, Uint16Array.of(rows, columns, 0, 0)), 'ioctl');
  } finally {
    closeSync(terminal);
  }
  return true;
}

function conmonOf(directory: string): number | undefined {
  try {
    return Number(readFileSync(join(directory, 'conmon.pid'), 'latin1'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Under which number this conmon, and no later process of its pid, has the terminal open. */
function terminalNumber(pid: number, directory: string): number | undefined {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(directory)) return undefined;
    const number = readdirSync(`/proc/${pid}/fd`).find((number) =>
      readlinkSync(`/proc/${pid}/fd/${number}`).endsWith('/ptmx'),
    );
    return number === undefined ? undefined : Number(number);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
}
