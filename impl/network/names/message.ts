import * as dns from 'dns-packet';
import type { Answer, DecodedPacket, Question } from 'dns-packet';

/** Response codes (RFC 1035 4.1.1). */
export const RCODE = { noError: 0, format: 1, failure: 2, noSuchName: 3, refused: 5 } as const;

/** What fits into a datagram unless the client says more (RFC 1035 2.3.4), and what we send at most. */
const smallDatagram = 512;
const largeDatagram = 1232;
const headerBytes = 12;

export interface Query {
  packet: DecodedPacket;
  question: Question;
}

/** Reads a query; undefined when it is none that has an answer. */
export function readQuery(bytes: Buffer): Query | undefined {
  try {
    const packet = dns.decode(bytes);
    const [question, ...more] = packet.questions ?? [];
    if (packet.type !== 'query' || question === undefined || more.length > 0) return undefined;
    return { packet, question };
  } catch {
    return undefined;
  }
}

/** The answer to a message that could not be read; undefined when there is not even an id to answer to. */
export function malformed(bytes: Buffer): Buffer | undefined {
  const isResponse = bytes.length >= headerBytes && (bytes.readUInt8(2) & 0x80) !== 0;
  if (bytes.length < headerBytes || isResponse) return undefined;
  return dns.encode({ type: 'response', id: bytes.readUInt16BE(0), flags: RCODE.format });
}

/** The bytes of an answer. `limit` is what fits; what is longer comes empty and says so. */
export function writeAnswer(
  { packet, question }: Query,
  rcode: number,
  answers: Answer[],
  limit: number,
): Buffer {
  const wantsRecursion = (packet.flags ?? 0) & dns.RECURSION_DESIRED;
  const flags = dns.RECURSION_AVAILABLE | wantsRecursion | rcode;
  const extended = (packet.additionals ?? []).some(({ type }) => type === 'OPT');
  const whole = {
    type: 'response' as const,
    id: packet.id ?? 0,
    flags,
    questions: [question],
    answers,
    additionals: extended ? [ownExtension] : [],
  };
  const bytes = dns.encode(whole);
  if (bytes.length <= limit) return bytes;
  return dns.encode({ ...whole, flags: flags | dns.TRUNCATED_RESPONSE, answers: [] });
}

const ownExtension = {
  type: 'OPT' as const,
  name: '.',
  udpPayloadSize: largeDatagram,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

/** How long an answer to this query may be in a datagram (RFC 6891 6.2.3). */
export function datagramLimit({ packet }: Query): number {
  const extension = (packet.additionals ?? []).find(({ type }) => type === 'OPT');
  const size = extension?.type === 'OPT' ? extension.udpPayloadSize : 0;
  return Math.min(Math.max(size, smallDatagram), largeDatagram);
}
