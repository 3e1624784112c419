import { NETLINK_NETFILTER, NetlinkSocket } from '../kernel/netlink.ts';
import { attribute, nested, u16be, u32, u8 } from '../kernel/netlink-message.ts';
import type { NetlinkRequest } from '../kernel/netlink-message.ts';
import type { PortForward } from './types.ts';

// linux/netfilter/nfnetlink.h, nfnetlink_conntrack.h and nf_internals.h
const DELETE_CONNECTION = (1 << 8) | 2;
const CTA = { tupleOriginal: 1, filter: 25 } as const;
const CTA_TUPLE_PROTO = 2;
const CTA_PROTO = { number: 1, destinationPort: 3 } as const;
const CTA_FILTER_ORIG_FLAGS = 1;
const byProtocolAndPort = (1 << 3) | (1 << 5);
const AF = [2, 10] as const;
const IPPROTO_UDP = 17;

/**
 * Makes the kernel forget the udp flows to these host ports. It remembers each flow's destination
 * for as long as packets come, so without this a client that keeps sending would never reach the
 * container that now has the port.
 */
export async function forgetUdpFlows(forwards: readonly PortForward[]): Promise<void> {
  const ports = forwards
    .filter((forward) => forward.protocol === 'udp')
    .flatMap((forward) => Array.from({ length: forward.range }, (_, n) => forward.hostPort + n));
  if (ports.length === 0) return;
  const socket = new NetlinkSocket(NETLINK_NETFILTER);
  try {
    await socket.request(
      ports.flatMap((port) => AF.map((family) => forget(family, port))),
      ['ENOENT'],
    );
  } finally {
    socket.close();
  }
}

function forget(family: number, port: number): NetlinkRequest {
  return {
    type: DELETE_CONNECTION,
    flags: 0,
    what: `forget the udp flows to port ${port}`,
    body: Buffer.concat([
      Buffer.from([family, 0, 0, 0]),
      nested(
        CTA.tupleOriginal,
        nested(
          CTA_TUPLE_PROTO,
          attribute(CTA_PROTO.number, u8(IPPROTO_UDP)),
          attribute(CTA_PROTO.destinationPort, u16be(port)),
        ),
      ),
      nested(CTA.filter, attribute(CTA_FILTER_ORIG_FLAGS, u32(byProtocolAndPort))),
    ]),
  };
}
