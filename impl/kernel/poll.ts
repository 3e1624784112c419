import koffi from 'koffi';
import { bind, check } from './libc.ts';

koffi.struct('pollfd', { fd: 'int', events: 'short', revents: 'short' });
const poll = bind('int poll(_Inout_ pollfd *fds, unsigned long count, int timeout)');

const POLLHUP = 0x10;

/**
 * Whether both directions of a unix socket are closed. After a client's `shutdown(SHUT_WR)` the
 * kernel reports only the end of its data; after its `close()` also POLLHUP (poll(2), unix(7)).
 */
export function isHungUp(descriptor: number): boolean {
  const entry = { fd: descriptor, events: 0, revents: 0 };
  check(poll(entry, 1, 0), 'poll');
  return (entry.revents & POLLHUP) !== 0;
}
