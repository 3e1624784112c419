import { closeSync } from 'node:fs';
import { bind, check, hasCode } from './libc.ts';

/** Same numbers on every architecture. */
const SYS_PIDFD_OPEN = 434;
const SYS_PIDFD_SEND_SIGNAL = 424;
const SYS_PIDFD_GETFD = 438;

const pidfdOpen = bind('long syscall(long number, int pid, unsigned int flags)');
const pidfdSendSignal = bind(
  'long syscall(long number, int pidfd, int signal, const void *info, unsigned int flags)',
);
const pidfdGetfd = bind('long syscall(long number, int pidfd, int descriptor, unsigned int flags)');

/**
 * Signals a process that `isTheOne` recognises: the descriptor holds on to the process, so a pid
 * that is given to another process between the look and the signal does no harm (pidfd_open(2)).
 * @returns false when the process is gone or another one.
 */
export function signalProcess(pid: number, signal: number, isTheOne: () => boolean): boolean {
  return (
    onProcess(pid, (process) => {
      if (!isTheOne()) return false;
      check(pidfdSendSignal(SYS_PIDFD_SEND_SIGNAL, process, signal, null, 0), 'pidfd_send_signal');
      return true;
    }) ?? false
  );
}

/**
 * Our own descriptor of what another process has open (pidfd_getfd(2)); the caller closes it.
 * @param find says under which number the process has it, or undefined
 * @returns undefined when the process is gone or has no such thing.
 */
export function descriptorOf(pid: number, find: () => number | undefined): number | undefined {
  return onProcess(pid, (process) => {
    const number = find();
    if (number === undefined) return undefined;
    return check(pidfdGetfd(SYS_PIDFD_GETFD, process, number, 0), 'pidfd_getfd');
  });
}

/** Undefined when the process is gone. */
function onProcess<Result>(pid: number, work: (process: number) => Result): Result | undefined {
  let process: number;
  try {
    process = check(pidfdOpen(SYS_PIDFD_OPEN, pid, 0), 'pidfd_open');
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EINVAL')) return undefined;
    throw error;
  }
  try {
    return work(process);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return undefined;
    throw error;
  } finally {
    closeSync(process);
  }
}
