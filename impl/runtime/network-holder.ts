import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InternalError } from '../errors.ts';

/** A network namespace of nobody yet, for a container that is to be put into it. */
export interface NetworkHolder {
  /** Process in the namespace. */
  readonly pid: number;
  readonly path: string;
  /** Lets go; the namespace lives on with whoever has joined it. */
  release(): void;
}

/** Its loopback is up. The process reads until we let go, or are dead. */
const SCRIPT = 'ip link set lo up && echo up && exec cat';

/** Makes a network namespace. Throws InternalError when that cannot be done. */
export async function holdNetwork(): Promise<NetworkHolder> {
  const child = spawn('unshare', ['--net', 'sh', '-c', SCRIPT], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  const ready = once(child.stdout, 'data').then(() => true);
  const failed = new Promise<false>((resolve) => {
    child.once('error', () => resolve(false)).once('exit', () => resolve(false));
  });
  if (!(await Promise.race([ready, failed])) || child.pid === undefined) {
    throw new InternalError('making a network namespace failed');
  }
  return {
    pid: child.pid,
    path: `/proc/${child.pid}/ns/net`,
    release: () => child.stdin.end(),
  };
}
