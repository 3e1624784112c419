/** Bytes before the payload: the stream's number, three zeros, the length (big endian). */
export const FRAME_HEADER = 8;

/**
 * One frame of the multiplexed stream format of attach, exec and logs (Docker API, "Attach to a
 * container", stream format).
 * @param stream 0 stdin, 1 stdout, 2 stderr, 3 an error of the engine
 */
export function frame(stream: number, payload: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(FRAME_HEADER + payload.length);
  writeFrameHeader(whole, 0, stream, payload.length);
  whole.set(payload, FRAME_HEADER);
  return whole;
}

/** The header alone, for a payload of this length. */
export function frameHeader(stream: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(FRAME_HEADER);
  writeFrameHeader(header, 0, stream, length);
  return header;
}

export function writeFrameHeader(
  target: Buffer,
  offset: number,
  stream: number,
  length: number,
): void {
  target.writeUInt32LE(stream, offset);
  target.writeUInt32BE(length, offset + 4);
}
