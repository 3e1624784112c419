import { InternalError } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { NetworkCore } from '../../network/types.ts';
import type { NetworkConfig } from '../../container-config.ts';
import type { ContainerRecord } from './record.ts';

export interface LinkFacts {
  network: Pick<NetworkCore, 'reservation'>;
  byId(id: string): ContainerRecord | undefined;
}

interface Link {
  alias: string;
  to: ContainerRecord;
  address: string;
  /** Both are on the default network, where Docker also tells of the other in variables. */
  byDefault: boolean;
}

type Port = NetworkConfig['expose'][number];

/**
 * The containers that this one is linked with, as Docker's `Links` ask. Throws InternalError, as
 * Docker answers, for one that does not run.
 */
function linksOf(record: ContainerRecord, facts: LinkFacts): Link[] {
  return (record.config.network.links ?? []).map((link) => {
    const [id = '', alias = ''] = link.split(':');
    const to = facts.byId(id);
    const theirs = facts.network.reservation(id)?.attachments ?? [];
    const shared = theirs.find((one) => one.network in record.config.network.networks);
    const address = (shared ?? theirs[0])?.ips[0]?.address;
    if (!to?.pid || address === undefined) {
      throw new InternalError(
        `Cannot link to a non running container: /${to?.name ?? id} AS /${record.name}/${alias}`,
      );
    }
    return { alias, to, address, byDefault: shared?.network === defaultNetworkName };
  });
}

/** Entries for /etc/hosts, as `names:address`: the alias, and what the other is called anyway. */
export function linkedHosts(record: ContainerRecord, facts: LinkFacts): string[] {
  return linksOf(record, facts).map(({ alias, to, address }) => {
    const names = new Set([alias, to.config.process.hostname ?? to.id.slice(0, 12), to.name]);
    return `${[...names].join(';')}:${address}`;
  });
}

/** The variables that tell a program in Docker's old way of the containers it is linked with. */
export function linkVariables(record: ContainerRecord, facts: LinkFacts): Record<string, string> {
  const links = linksOf(record, facts).filter(({ byDefault }) => byDefault);
  return Object.assign({}, ...links.map((link) => variablesOf(record, link))) as Record<
    string,
    string
  >;
}

function variablesOf({ name }: ContainerRecord, { alias, to, address }: Link) {
  const prefix = alias.toUpperCase().replaceAll('-', '_');
  const ports = to.config.network.expose.toSorted(
    (one, other) => one.port - other.port || one.protocol.localeCompare(other.protocol),
  );
  const found: Record<string, string> = {};
  const url = ({ port, protocol }: Port) => `${protocol}://${address}:${port}`;
  const variable = ({ port, protocol }: Port) => `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
  if (ports[0]) found[`${prefix}_PORT`] = url(ports[0]);
  for (const [first, last] of runsOf(ports)) {
    found[`${variable(first)}_START`] = url(first);
    found[`${variable(first)}_PORT_START`] = String(first.port);
    found[`${variable(first)}_END`] = url(last);
    found[`${variable(first)}_PORT_END`] = String(last.port);
  }
  for (const port of ports) {
    found[variable(port)] = url(port);
    found[`${variable(port)}_ADDR`] = address;
    found[`${variable(port)}_PORT`] = String(port.port);
    found[`${variable(port)}_PROTO`] = port.protocol;
  }
  found[`${prefix}_NAME`] = `/${name}/${alias}`;
  for (const [own, value] of Object.entries(to.config.process.env)) {
    if (own !== 'HOME' && own !== 'PATH') found[`${prefix}_ENV_${own}`] = value;
  }
  return found;
}

/** First and last of each run of three and more ports that follow each other: Docker tells of no shorter ones. */
function runsOf(ports: readonly Port[]): [first: Port, last: Port][] {
  const runs: Port[][] = [];
  for (const port of ports) {
    const last = runs.at(-1)?.at(-1);
    if (last && port.port <= last.port + 1) runs.at(-1)?.push(port);
    else runs.push([port]);
  }
  return runs.filter((run) => run.length > 2).map((run) => [run[0]!, run.at(-1)!]);
}
