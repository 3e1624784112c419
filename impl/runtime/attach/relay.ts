import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Attachment, OutputChunk } from '../types.ts';
import { DetachDetector } from './detach-keys.ts';
import { frame, frameHeader } from './frames.ts';

export interface RelayOptions {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
  /** With a terminal output is raw and detach keys are looked for; without, output is framed. */
  terminal: boolean;
  /** From `parseDetachKeys`; empty for none. */
  detachKeys: Buffer;
}

/** Payloads below this are quicker copied than sent apart from their header. */
const SMALL = 4096;

/** Why a relay ended: the process's output ended, the client typed the detach keys, or left. */
export type RelayEnd = 'ended' | 'detached' | 'left';

/**
 * Pumps between a client and a process until one of them is done. The end of the client's input
 * ends the process's stdin and nothing else. Slow clients hold the process back, slow processes
 * the client. Closes the attachment, not the connection.
 */
export async function relay(
  attachment: Attachment,
  connection: Duplex,
  options: RelayOptions,
): Promise<RelayEnd> {
  const left = new Promise<RelayEnd>((resolve) => {
    connection.once('close', () => resolve('left'));
    connection.on('error', () => resolve('left'));
  });
  const detached = options.stdin ? pumpInput(attachment, connection, options) : discard(connection);
  try {
    return await Promise.race([pumpOutput(attachment, connection, options, left), detached, left]);
  } finally {
    attachment.close();
  }
}

async function pumpOutput(
  attachment: Attachment,
  connection: Duplex,
  options: RelayOptions,
  left: Promise<RelayEnd>,
): Promise<RelayEnd> {
  for await (const chunk of attachment.output) {
    if (!(chunk.stream === 1 ? options.stdout : options.stderr)) continue;
    if (connection.destroyed) return 'left';
    const taken = send(connection, chunk, options.terminal);
    if (!taken) await Promise.race([once(connection, 'drain'), left]);
  }
  return 'ended';
}

function send(connection: Duplex, { stream, data }: OutputChunk, terminal: boolean): boolean {
  if (terminal || data.length < SMALL)
    return connection.write(terminal ? data : frame(stream, data));
  // Header and payload leave together, and the payload is not copied.
  connection.cork();
  connection.write(frameHeader(stream, data.length));
  const taken = connection.write(data);
  connection.uncork();
  return taken;
}

/** Resolves only on the detach keys: neither the end of input nor an ended process ends the relay. */
function pumpInput(
  attachment: Attachment,
  connection: Duplex,
  { terminal, detachKeys }: RelayOptions,
): Promise<RelayEnd> {
  const detector = new DetachDetector(terminal ? detachKeys : Buffer.alloc(0));
  return new Promise((resolve) => {
    connection.on('data', (input: Buffer) => {
      const { pass, detach } = detector.feed(input);
      connection.pause();
      void attachment.write(pass).then(() => {
        if (detach) resolve('detached');
        else connection.resume();
      });
    });
    const end = () => void attachment.write(detector.flush()).then(() => attachment.endInput());
    // A client may have closed its half before there was a process to tell.
    if (connection.readableEnded) end();
    else connection.once('end', end);
  });
}

/** Reads and drops what the client sends, so that its leaving is seen. */
function discard(connection: Duplex): Promise<RelayEnd> {
  connection.resume();
  return new Promise(() => undefined);
}
