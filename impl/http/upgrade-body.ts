import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { BadParameter } from '../errors.ts';

/**
 * The body of a request whose parser has already let go: `length` bytes from `head`, then from
 * the socket. What follows them stays for whoever takes the connection over: in the socket, or
 * in `rest`, which is complete once the body was read.
 */
export function bodyFromSocket(
  socket: Socket,
  head: Buffer,
  length: number,
): { body: Readable; rest: () => Buffer } {
  let rest = head.subarray(length);
  let missing = Math.max(0, length - head.length);
  const onData = (chunk: Buffer) => {
    body.push(chunk.subarray(0, missing));
    if (chunk.length > missing) rest = chunk.subarray(missing);
    missing = Math.max(0, missing - chunk.length);
    if (missing === 0) finish();
  };
  const onEnd = () => body.destroy(new BadParameter('request body is shorter than declared'));
  const finish = () => {
    socket.off('data', onData);
    socket.off('end', onEnd);
    socket.pause();
    (socket as { readableFlowing: boolean | null }).readableFlowing = null;
    body.push(null);
  };
  const body = new Readable({ read() {} });
  body.push(head.subarray(0, length));
  if (missing === 0) {
    body.push(null);
  } else {
    socket.on('data', onData);
    socket.on('end', onEnd);
  }
  return { body, rest: () => rest };
}
