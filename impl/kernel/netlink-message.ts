/**
 * The bytes of netlink messages (kernel: Documentation/userspace-api/netlink/intro.rst): a header,
 * a family's own fixed header, then attributes, everything aligned to four bytes and in the
 * machine's byte order, which is little-endian on every machine that Node 24 runs containers on.
 */

/** One request. `sequence` and the length are filled in when it is sent. */
export interface NetlinkRequest {
  type: number;
  /** `NLM_F_*` beyond REQUEST and ACK. */
  flags: number;
  /** The family's header with the attributes behind it. */
  body: Buffer;
  /** For error messages: "add veth1a2b to the bridge". */
  what: string;
}

export interface NetlinkReply {
  type: number;
  body: Buffer;
}

export const NLM_F_REQUEST = 0x1;
export const NLM_F_ACK = 0x4;
export const NLM_F_DUMP = 0x300;
export const NLM_F_REPLACE = 0x100;
export const NLM_F_EXCL = 0x200;
export const NLM_F_CREATE = 0x400;

export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;

const headerBytes = 16;
const attributeHeaderBytes = 4;

const aligned = (length: number) => (length + 3) & ~3;

/** An attribute; text gets its closing NUL. */
export function attribute(type: number, value: Buffer | string): Buffer {
  const payload = typeof value === 'string' ? Buffer.from(`${value}\0`) : value;
  const bytes = Buffer.alloc(aligned(attributeHeaderBytes + payload.length));
  bytes.writeUInt16LE(attributeHeaderBytes + payload.length, 0);
  bytes.writeUInt16LE(type, 2);
  payload.copy(bytes, attributeHeaderBytes);
  return bytes;
}

/** An attribute made of attributes, marked so (NLA_F_NESTED). */
export const nested = (type: number, ...inner: Buffer[]) =>
  attribute(type | 0x8000, Buffer.concat(inner));

export function u8(value: number): Buffer {
  return Buffer.from([value]);
}

export function u16be(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The attributes of a message or of a nested attribute, by type; of a repeated one the last. */
export function parseAttributes(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let offset = 0;
  while (offset + attributeHeaderBytes <= bytes.length) {
    const length = bytes.readUInt16LE(offset);
    if (length < attributeHeaderBytes) break;
    // The two top bits mark nesting and byte order, not the type.
    const type = bytes.readUInt16LE(offset + 2) & 0x3fff;
    found.set(type, bytes.subarray(offset + attributeHeaderBytes, offset + length));
    offset += aligned(length);
  }
  return found;
}

/** A NUL-terminated text attribute. */
export const textOf = (value: Buffer | undefined) => value?.toString().replace(/\0+$/, '');

/** Requests one after another in one buffer, numbered from `sequence` on; the kernel works them off in order. */
export function encodeRequests(requests: readonly NetlinkRequest[], sequence: number): Buffer {
  return Buffer.concat(
    requests.map((request, index) => {
      const bytes = Buffer.alloc(aligned(headerBytes + request.body.length));
      bytes.writeUInt32LE(headerBytes + request.body.length, 0);
      bytes.writeUInt16LE(request.type, 4);
      const acknowledge = (request.flags & NLM_F_DUMP) === NLM_F_DUMP ? 0 : NLM_F_ACK;
      bytes.writeUInt16LE(request.flags | NLM_F_REQUEST | acknowledge, 6);
      bytes.writeUInt32LE(sequence + index, 8);
      request.body.copy(bytes, headerBytes);
      return bytes;
    }),
  );
}

/** The messages of one datagram. */
export function* decodeMessages(
  datagram: Buffer,
): Generator<{ type: number; sequence: number; body: Buffer }> {
  let offset = 0;
  while (offset + headerBytes <= datagram.length) {
    const length = datagram.readUInt32LE(offset);
    if (length < headerBytes) return;
    yield {
      type: datagram.readUInt16LE(offset + 4),
      sequence: datagram.readUInt32LE(offset + 8),
      body: datagram.subarray(offset + headerBytes, offset + length),
    };
    offset += aligned(length);
  }
}
