import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { NamespaceConfig, NetworkAttachmentConfig } from '../../../container-config.ts';
import type { PlayOptions } from './options.ts';

/** The network of pods whose YAML and request name none: containers find each other by name. */
export const KUBE_NETWORK = 'podman-default-kube-network';

/** Where a pod is on the network. */
export interface PodNetwork {
  namespace: NonNullable<NamespaceConfig['network']>;
  networks: Record<string, NetworkAttachmentConfig>;
}

/**
 * The network of a pod: the request's before the YAML's. `index` is the pod's place among all, for
 * addresses. Throws InternalError for modes and options that cannot be.
 */
export function podNetwork(options: PlayOptions, isOnHost: boolean, index: number): PodNetwork {
  const { networks: wanted, staticIps, staticMacs } = options;
  const network = parseNetworks(wanted.length > 0 ? wanted : [isOnHost ? 'host' : KUBE_NETWORK]);
  const address = staticIps[index];
  const mac = staticMacs[index];
  if (address === undefined && mac === undefined) return network;
  const [name, ...more] = Object.keys(network.networks);
  if (network.namespace.mode !== 'bridge') {
    throw new InternalError(
      'static ip addresses can only be set when the network mode is bridge: invalid argument',
    );
  }
  if (more.length > 0) {
    throw new InternalError(
      'cannot set static ip addresses for more than network, use netname:ip=<ip> syntax to specify ips for more than network: invalid argument',
    );
  }
  const attachment = network.networks[name ?? ''] ?? { aliases: [], staticIps: [] };
  const staticIps_ =
    address === undefined ? attachment.staticIps : [...attachment.staticIps, address];
  return {
    ...network,
    networks: {
      [name ?? '']: given({
        ...attachment,
        staticIps: staticIps_,
        staticMac: mac ?? attachment.staticMac,
      }),
    },
  };
}

/** `--network` as Podman's command line has it: a mode, or networks with options behind colons. */
function parseNetworks(wanted: readonly string[]): PodNetwork {
  const [first = ''] = wanted;
  const [mode = '', ...rest] = first.split(':');
  const value = rest.join(':');
  if (mode === 'host' || mode === 'none' || mode === 'private') {
    return { namespace: { mode: mode === 'private' ? 'bridge' : mode }, networks: {} };
  }
  if (mode === 'container') return { namespace: { mode, container: value }, networks: {} };
  if (mode === 'ns') return { namespace: { mode: 'path', path: value }, networks: {} };
  const networks = wanted.map((text) => {
    const [name = '', ...options] = text.split(':');
    return [name === 'bridge' ? 'podman' : name, attachment(options.join(':'))] as const;
  });
  return { namespace: { mode: 'bridge' }, networks: Object.fromEntries(networks) };
}

/** `ip=…,mac=…,alias=…,interface_name=…` */
function attachment(text: string): NetworkAttachmentConfig {
  const found: NetworkAttachmentConfig = { aliases: [], staticIps: [] };
  for (const option of text.split(',').filter(Boolean)) {
    const [name, value = ''] = option.split(/=(.*)/s);
    if (name === 'ip' || name === 'ip6') found.staticIps.push(value);
    else if (name === 'alias') found.aliases.push(value);
    else if (name === 'mac') found.staticMac = value;
    else if (name === 'interface_name') found.interfaceName = value;
    else throw new InternalError(`unknown bridge network option: ${option}`);
  }
  return found;
}
