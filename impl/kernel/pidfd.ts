import { closeSync } from 'node:fs';
import { bind, check, hasCode } from './libc.ts';

/** Same numbers on every architecture. */
const SYS_PIDFD_OPEN = 434;
const SYS_PIDFD_SEND_SIGNAL = 424;

const pidfdOpen = bind('long syscall(long number, int pid, unsigned int flags)');
const pidfdSendSignal = bind(
  'long syscall(long number, int pidfd, int signal, const void *info, unsigned int flags)',
);

/**
 * Signals a process that `isTheOne` recognises: the descriptor holds on to the process, so a pid
 * that is given to another process between the look and the signal does no harm (pidfd_open(2)).
 * @returns false when the process is gone or another one.
 */
export function signalProcess(pid: number, signal: number, isTheOne: () => boolean): boolean {
  let descriptor: number;
  try {
    descriptor = check(pidfdOpen(SYS_PIDFD_OPEN, pid, 0), 'pidfd_open');
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EINVAL')) return false;
    throw error;
  }
  try {
    if (!isTheOne()) return false;
    check(pidfdSendSignal(SYS_PIDFD_SEND_SIGNAL, descriptor, signal, null, 0), 'pidfd_send_signal');
    return true;
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
