import { readFileSync, writeFileSync } from 'node:fs';
import { hasCode } from '../../../kernel/libc.ts';
import type { Attachment } from '../../../network/types.ts';

/** Podman's file: networks with interfaces with addresses. */
type Status = Record<
  string,
  {
    interfaces: Record<
      string,
      { subnets: { ipnet: string; gateway: string }[]; mac_address: string }
    >;
  }
>;

/** The addresses that a container has, for it to get them again. */
export function writeNetworkStatus(file: string, attachments: readonly Attachment[]): void {
  const status: Status = Object.fromEntries(
    attachments.map(({ network, interfaceName, ips, mac }) => [
      network,
      {
        interfaces: {
          [interfaceName]: {
            subnets: ips.map(({ address, prefix, gateway }) => ({
              ipnet: `${address}/${prefix}`,
              gateway,
            })),
            mac_address: mac,
          },
        },
      },
    ]),
  );
  writeFileSync(file, JSON.stringify(status));
}

/** The addresses by network; none where there is no file. */
export function readNetworkStatus(file: string): Map<string, { ips: string[]; mac: string }> {
  let status: Status;
  try {
    status = JSON.parse(readFileSync(file, 'utf8')) as Status;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return new Map();
    throw error;
  }
  return new Map(
    Object.entries(status).map(([network, { interfaces }]) => {
      const [first] = Object.values(interfaces);
      const ips = first?.subnets.map(({ ipnet }) => ipnet.replace(/\/\d+$/, '')) ?? [];
      return [network, { ips, mac: first?.mac_address ?? '' }];
    }),
  );
}
