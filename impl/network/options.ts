import { BadParameter } from '../errors.ts';
import type { Network } from './types.ts';

/** Docker's names of options, and Podman's where it has one. */
const names = {
  mtu: ['mtu', 'com.docker.network.driver.mtu'],
  vlan: ['vlan'],
  metric: ['metric'],
  isolate: ['isolate'],
  noDefaultRoute: ['no_default_route'],
  mode: ['mode', 'macvlan_mode', 'ipvlan_mode'],
  parent: ['parent'],
  betweenContainers: ['com.docker.network.bridge.enable_icc'],
  masquerade: ['com.docker.network.bridge.enable_ip_masquerade'],
  hostBinding: ['com.docker.network.bridge.host_binding_ipv4'],
  interfacePrefix: ['com.docker.network.container_iface_prefix'],
} as const;

/** Modes of the drivers that share an interface of the host, with the kernel's numbers (linux/if_link.h). */
const modes = {
  macvlan: { private: 1, vepa: 2, bridge: 4, passthru: 8 },
  ipvlan: { l2: 0, l3: 1, l3s: 2 },
} as const;

const yes = /^(true|1|t)$/i;

type Options = Readonly<Record<string, string>>;
type Described = Pick<Network, 'options' | 'driver'>;

/** The text of an option, under whichever name the client knows it. */
export function option(options: Options, which: keyof typeof names): string | undefined {
  return names[which].map((name) => options[name]).find((value) => value !== undefined);
}

/** The MTU that a network's options ask for. */
export const mtuOption = (options: Options) => numberOption(options, 'mtu');

/** The VLAN that its bridge keeps its containers in; none for 0, as in Podman. */
export const vlanOption = (options: Options) => numberOption(options, 'vlan') || undefined;

/** Metric of its default routes; Podman's when it asks for none. */
export const metricOption = (options: Options) => numberOption(options, 'metric') ?? 100;

/** Off only when it says so. */
export function switchOption(options: Options, which: 'betweenContainers' | 'masquerade'): boolean {
  return !/^(false|0|f)$/i.test(option(options, which) ?? '');
}

/** Whether its containers get a default route through it. */
export const hasDefaultRoute = (options: Options) =>
  !yes.test(option(options, 'noDefaultRoute') ?? '');

/** Which networks it keeps apart from: none, those that keep apart too, or all. */
export function isolation(network: Pick<Network, 'options' | 'apart'>): 'no' | 'yes' | 'strict' {
  if (network.apart) return 'strict';
  const text = option(network.options, 'isolate') ?? 'false';
  if (text === 'strict') return 'strict';
  return yes.test(text) ? 'yes' : 'no';
}

/** The kernel's number of a macvlan's or ipvlan's mode. Throws `BadParameter` for one that there is not. */
export function modeNumber({ options, driver }: Described): number {
  const known: Readonly<Record<string, number>> =
    driver === 'ipvlan' ? modes.ipvlan : modes.macvlan;
  const mode = option(options, 'mode') || (driver === 'ipvlan' ? 'l2' : 'bridge');
  const number = known[mode];
  if (number === undefined)
    throw new BadParameter(`unknown ${driver} mode ${JSON.stringify(mode)}: invalid argument`, {
      rootCause: 'invalid argument',
    });
  return number;
}

const ofBridges = ['vlan', 'isolate', 'betweenContainers', 'masquerade', 'hostBinding'] as const;
const ofShared = ['mode', 'parent'] as const;
const ofAll = ['mtu', 'metric', 'noDefaultRoute', 'interfacePrefix'] as const;

/** Podman's rule: an option that it does not know is no option. Throws `BadParameter` naming it. */
export function refuseUnknownOptions(options: Options, driver: string): void {
  const known = [...ofAll, ...(driver === 'bridge' ? ofBridges : ofShared)];
  const all = new Set<string>(known.flatMap((which) => names[which]));
  const unknown = Object.keys(options).find((name) => !all.has(name));
  if (unknown !== undefined)
    throw new BadParameter(`unsupported ${driver} network option ${unknown}`);
}

/** Throws `BadParameter` naming an option with a value that makes no sense. */
export function checkOptions(network: Described): void {
  const { options } = network;
  within(options, 'mtu', 68, 65_535);
  within(options, 'vlan', 0, 4094);
  within(options, 'metric', 0, 2 ** 32 - 1);
  const apart = option(options, 'isolate');
  const bare = option(options, 'noDefaultRoute');
  if (bare !== undefined && !/^(true|false|[01tf])$/i.test(bare))
    throw new BadParameter(`invalid no_default_route option ${JSON.stringify(bare)}`);
  if (apart !== undefined && !/^(strict|true|false|[01tf])$/i.test(apart))
    throw new BadParameter(`invalid isolate option ${JSON.stringify(apart)}`);
  if (network.driver !== 'bridge') modeNumber(network);
}

function within(options: Options, which: 'mtu' | 'vlan' | 'metric', least: number, most: number) {
  const value = numberOption(options, which);
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
    throw new BadParameter(`invalid ${which} ${JSON.stringify(option(options, which))}`);
}

function numberOption(options: Options, which: 'mtu' | 'vlan' | 'metric'): number | undefined {
  const text = option(options, which);
  return text === undefined ? undefined : Number(text || 'NaN');
}
