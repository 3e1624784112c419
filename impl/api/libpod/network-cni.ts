import type {
  CniNetworkCreate,
  CniNetworkListItem,
  GoIPNet,
} from '../../../spec/generated/schemas.gen.ts';
import { BadParameter } from '../../errors.ts';
import { blockRange, familyOf } from '../../network/addresses.ts';
import { mtuOption, option } from '../../network/options.ts';
import type { Network, WantedNetwork } from '../../network/types.ts';
import { given, nonZero } from '../shared/given.ts';

/** The version of the CNI specification that Podman 3 writes. */
const cniVersion = '0.4.0';
/** Where clients of that time look for configurations. */
const folder = '/etc/cni/net.d';

/** The file that Podman 3 would keep the network in. */
export const cniFile = (network: Network) => `${folder}/${network.name}.conflist`;

/** A create request of paths below version 4. Throws `BadParameter` naming what makes no sense. */
export function decodeCni(body: CniNetworkCreate, name: string | undefined): WantedNetwork {
  const subnet = prefixText(body.Subnet, 'subnet');
  const range = prefixText(body.Range, 'range');
  if (!subnet && (range || body.Gateway))
    throw new BadParameter('every ip-range or gateway must have a corresponding subnet');
  const parent = nonZero(body.MacVLAN);
  const driver = nonZero(body.Driver) ?? (parent ? 'macvlan' : undefined);
  return given({
    name: nonZero(name) ?? nonZero(body.Name),
    driver: driver as WantedNetwork['driver'],
    interface: parent,
    subnets: subnet
      ? [
          given({
            subnet,
            gateway: nonZero(body.Gateway),
            leaseRange: range ? blockRange(range) : undefined,
          }),
        ]
      : undefined,
    ipv6: body.IPv6,
    internal: body.Internal,
    dns: !body.DisableDNS,
    labels: body.Labels,
    options: body.Options,
  });
}

/** Go's IPNet in text; undefined for an empty one. Throws `BadParameter` for a mask that is none. */
function prefixText(net: GoIPNet | undefined, what: string): string | undefined {
  if (!net?.IP) return undefined;
  const mask = Buffer.from(net.Mask ?? '', 'base64');
  const bits = [...mask].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const [ones = ''] = /^1*/.exec(bits) ?? [];
  const size = familyOf(net.IP) === 4 ? 32 : 128;
  if (bits.length !== size || bits.includes('1', ones.length))
    throw new BadParameter(
      `invalid mask ${JSON.stringify(net.Mask ?? '')} of the ${what} ${net.IP}`,
    );
  return `${net.IP}/${ones.length}`;
}

/** Inspect's answer: the configuration as CNI has it. */
export function encodeCni(network: Network): Record<string, unknown> {
  const labels = Object.keys(network.labels).length > 0;
  return {
    ...(labels ? { args: { podman_labels: network.labels } } : {}),
    cniVersion,
    name: network.name,
    plugins: plugins(network),
  };
}

/** A line of the list. */
export function encodeCniItem(network: Network): CniNetworkListItem {
  return {
    Name: network.name,
    CNIVersion: cniVersion,
    DisableCheck: false,
    Plugins: plugins(network).map((plugin) => ({
      Network: {
        type: plugin.type,
        ...(plugin.capabilities ? { capabilities: plugin.capabilities } : {}),
        ipam: plugin.ipam ? { type: plugin.ipam.type } : {},
        dns: {},
      },
      Bytes: encoded(plugin),
    })),
    Bytes: encoded(encodeCni(network)),
    Labels: Object.keys(network.labels).length > 0 ? network.labels : null,
  };
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64');

/** Names of the plugins that a network's configuration has. */
export const pluginTypes = (network: Network) => plugins(network).map(({ type }) => type);

interface Plugin {
  type: string;
  capabilities?: Record<string, boolean>;
  ipam?: { type: string };
  [member: string]: unknown;
}

function plugins(network: Network): Plugin[] {
  const { driver, options, internal } = network;
  const mtu = mtuOption(options);
  const vlan = option(options, 'vlan');
  const common = { ipam: ipam(network), ...(mtu === undefined ? {} : { mtu }) };
  if (driver !== 'bridge') return [{ type: driver, master: network.interface, ...common }];
  return [
    {
      type: 'bridge',
      bridge: network.interface,
      hairpinMode: true,
      isGateway: !internal,
      ...(internal ? {} : { ipMasq: true }),
      ...(vlan === undefined ? {} : { vlan: Number(vlan) }),
      ...common,
    },
    { type: 'portmap', capabilities: { portMappings: true } },
    { type: 'firewall', backend: '' },
    { type: 'tuning' },
    ...(network.dns
      ? [{ type: 'dnsname', domainName: 'dns.podman', capabilities: { aliases: true } }]
      : []),
  ];
}

function ipam({ subnets, ipam: { driver } }: Network) {
  return {
    type: driver,
    ranges: subnets.map(({ subnet, gateway, leaseRange: range }) => [
      { subnet, gateway, ...(range ? { rangeStart: range.start, rangeEnd: range.end } : {}) },
    ]),
    routes: subnets.map(({ subnet }) => ({ dst: familyOf(subnet) === 4 ? '0.0.0.0/0' : '::/0' })),
  };
}
