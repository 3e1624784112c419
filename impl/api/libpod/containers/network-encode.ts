import type {
  InspectAdditionalNetwork,
  InspectNetworkSettings,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { defaultNetworkName } from '../../../network/types.ts';
import type { Attachment } from '../../../network/types.ts';
import { portMap } from '../../shared/ports.ts';

/** NetworkSettings of libpod's inspect. */
export function encodeNetworkSettings(view: ContainerView): InspectNetworkSettings {
  const { network } = view;
  const { attachments, ports, sandboxKey } = network.joined ?? network;
  const networks = Object.entries(attachments).map(
    ([name, attachment]) => [name, encodeNetwork(view, name, attachment)] as const,
  );
  const exposed = Object.fromEntries(network.exposed.map((port) => [port, null]));
  return {
    ...encodeAddresses(attachments[defaultNetworkName]),
    Bridge: '',
    SandboxID: '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: { ...exposed, ...encodePorts(ports) },
    SandboxKey: sandboxKey,
    ...(networks.length === 0 ? {} : { Networks: Object.fromEntries(networks) }),
  };
}

/** Published ports as they are or, before the start, as they were asked for. */
export function encodePortMap({ network }: ContainerView) {
  return encodePorts(network.ports);
}

function encodePorts(ports: ContainerView['network']['ports']) {
  return portMap(ports, { hostIp: (address) => address, hostPort: String });
}

function encodeNetwork(
  view: ContainerView,
  name: string,
  attachment: Attachment | undefined,
): InspectAdditionalNetwork {
  const wanted = view.config.network.networks[name]?.aliases ?? [];
  return {
    ...encodeAddresses(attachment),
    // Podman 4.3.1 writes the name here.
    NetworkID: name,
    DriverOpts: null,
    IPAMConfig: null,
    Links: null,
    Aliases: attachment?.aliases ?? [...wanted, view.id.slice(0, 12)],
  };
}

function encodeAddresses(attachment: Attachment | undefined) {
  const v4 = attachment?.ips.find(({ address }) => !address.includes(':'));
  const v6 = attachment?.ips.find(({ address }) => address.includes(':'));
  return {
    EndpointID: '',
    Gateway: v4?.gateway ?? '',
    IPAddress: v4?.address ?? '',
    IPPrefixLen: v4?.prefix ?? 0,
    IPv6Gateway: v6?.gateway ?? '',
    GlobalIPv6Address: v6?.address ?? '',
    GlobalIPv6PrefixLen: v6?.prefix ?? 0,
    MacAddress: attachment?.mac ?? '',
  };
}
