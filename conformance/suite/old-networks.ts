import type { Network } from './objects.ts';
import type { Scene } from './scene.ts';

interface LaterForm {
  name?: string;
  driver?: string;
  internal?: boolean;
  dns_enabled?: boolean;
  ipv6_enabled?: boolean;
  labels?: object;
  options?: object;
  subnets?: { subnet: string; gateway?: string }[];
}

/** The document's form of a create, whose name is a parameter, of what is asked for in the later one. */
export function oldCreate(body: LaterForm): { query: string; json: object } {
  const { name = '', driver, internal, dns_enabled, ipv6_enabled, labels, options } = body;
  const [subnet] = body.subnets ?? [];
  const json = {
    Driver: driver,
    Internal: internal,
    DisableDNS: dns_enabled === undefined ? undefined : !dns_enabled,
    IPv6: ipv6_enabled,
    Labels: labels,
    Options: options,
    Gateway: subnet?.gateway,
    Subnet: subnet && range(subnet.subnet),
  };
  return { query: `?name=${name}`, json };
}

/** Go's form of a range: the address, and the mask's bytes in base64. A wrong one goes as it is. */
function range(text: string): object | string {
  const [address = '', bits] = text.split('/');
  if (bits === undefined) return text;
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE((2 ** 32 - 2 ** (32 - Number(bits))) >>> 0);
  return { IP: address, Mask: mask.toString('base64') };
}

/** What the older answer does not tell of a new network, asked of the compat tree. */
export async function asLater(scene: Scene, name: string) {
  const found = await scene.send('GET', scene.compat(`/networks/${name}`));
  const { Id, Driver, Internal, EnableIPv6, Labels } = found.expect(200).json as Network;
  return {
    name,
    id: Id,
    driver: Driver,
    internal: Internal,
    ipv6_enabled: EnableIPv6,
    dns_enabled: true,
    labels: Labels as Record<string, string>,
  };
}
