import { InternalError } from '../../errors.ts';
import type { PortMapping, Protocol } from '../../container-config.ts';

/**
 * A port as `--publish` has it: `[[address:]host:]container[/protocol]`; without the host's port any
 * free one. Throws InternalError, which is Podman's status.
 */
export function parsePublished(written: string): PortMapping {
  const parts =
    /^(?:(?:(?<address>\[[0-9a-f:]+\]|[0-9.]*):)?(?<host>\d*):)?(?<inside>\d+)(?:\/(?<protocol>\w+))?$/i;
  const { address = '', host = '', inside, protocol = 'tcp' } = parts.exec(written)?.groups ?? {};
  const [hostPort, containerPort] = [Number(host), Number(inside)];
  if (inside === undefined || containerPort === 0 || containerPort > 65_535 || hostPort > 65_535) {
    throw new InternalError(`invalid port "${written}" to publish`);
  }
  const hostIp = address.replaceAll(/[[\]]/g, '');
  return { hostIp, hostPort, containerPort, range: 1, protocol: protocolOf(protocol) };
}

/** Throws InternalError for one that there is not. */
export function protocolOf(text: string): Protocol {
  const protocol = text.toLowerCase();
  if (protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp') return protocol;
  throw new InternalError(`unknown network protocol ${text}`);
}
