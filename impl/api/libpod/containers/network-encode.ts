import type {
  InspectAdditionalNetwork,
  InspectNetworkSettings,
} from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerView } from '../../../engine/containers/view.ts';
import { defaultNetworkName } from '../../../network/types.ts';
import type { Attachment } from '../../../network/types.ts';
import { portMap } from '../../shared/ports.ts';

/** Podman leaves "every address" empty. */
export const writePort = { hostIp: (address: string) => address, hostPort: String };

/** NetworkSettings of inspect; the members beside Networks are those of the default network. */
export function encodeNetworkSettings(view: ContainerView): InspectNetworkSettings {
  const { network } = view;
  const main = encodeAddresses(network.attachments[defaultNetworkName]);
  return {
    ...main,
    Bridge: '',
    SandboxID: '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: {
      ...Object.fromEntries(network.exposed.map((port) => [port, null])),
      ...portMap(network.ports, writePort),
    },
    SandboxKey: network.sandboxKey,
    Networks: encodeNetworks(view),
  };
}

function encodeNetworks(view: ContainerView): Record<string, InspectAdditionalNetwork> {
  return Object.fromEntries(
    Object.entries(view.network.attachments).map(([name, attachment]) => [
      name,
      {
        ...encodeAddresses(attachment),
        // Podman has the name where Docker has the id.
        NetworkID: name,
        DriverOpts: null,
        IPAMConfig: null,
        Links: null,
        Aliases: attachment?.aliases ?? [
          ...(view.config.network.networks[name]?.aliases ?? []),
          view.id.slice(0, 12),
        ],
      },
    ]),
  );
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
