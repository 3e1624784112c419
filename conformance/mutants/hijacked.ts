import { PassThrough, Transform } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { Mutation } from './mutation.ts';
import { streamMutation } from './streams.ts';

/**
 * Makes what comes from the engine on a connection that was taken over wrong: the status in its
 * head, or the stream after it.
 */
export function hijackMutation(mutation: Mutation, onChange: () => void): Duplex {
  if (mutation.kind === 'status') return statusMutation(mutation.from, mutation.to, onChange);
  if (mutation.kind !== 'stream') return new PassThrough();
  const stream = streamMutation(mutation.change, onChange);
  let head = Buffer.alloc(0);
  let isStream = false;
  const whole = new Transform({
    transform(chunk: Buffer, _, done) {
      if (isStream) return stream.write(chunk, () => done());
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return done();
      isStream = true;
      whole.push(head.subarray(0, end + 4));
      return stream.write(head.subarray(end + 4), () => done());
    },
    flush(done) {
      stream.once('end', () => done());
      stream.end();
    },
  });
  stream.on('data', (data: Buffer) => whole.push(data));
  return whole;
}

function statusMutation(from: number, to: number, onChange: () => void): Transform {
  let begun = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const line = `HTTP/1.1 ${from} `;
      const isIt = !begun && chunk.toString('latin1', 0, line.length) === line;
      begun = true;
      if (!isIt) return done(null, chunk);
      onChange();
      return done(
        null,
        Buffer.concat([Buffer.from(`HTTP/1.1 ${to} `), chunk.subarray(line.length)]),
      );
    },
  });
}
