import { readFile } from 'node:fs/promises';
import { parseResolv, publicServers } from '../resolv.ts';
import type { Network } from '../types.ts';
import type { Directory } from './directory.ts';
import { Resolver } from './resolver.ts';
import { NameServer } from './server.ts';

/** Where the port of a network's server is: questions to port 53 of the gateway go there. */
export interface ServedGateway {
  network: Network;
  gateway: string;
  port: number;
}

/**
 * The name servers of a root's networks: one at each gateway, on whatever port is free, so that
 * neither a name server of the host nor a published port 53 stands in the way.
 */
export class NameServers {
  readonly #resolver: Resolver;
  /** By network and gateway. */
  #servers = new Map<string, NameServer>();
  #failures: string[] = [];

  constructor(directory: () => Directory) {
    this.#resolver = new Resolver({ directory, hostServers });
  }

  /** Serves these networks and no others; their bridges are there. */
  async serve(networks: readonly Network[]): Promise<ServedGateway[]> {
    const places = networks
      .filter(({ dns }) => dns)
      .flatMap((network) => network.subnets.map(({ gateway }) => ({ network, gateway })));
    const servers = new Map<string, NameServer>();
    const failures: string[] = [];
    const served: ServedGateway[] = [];
    for (const { network, gateway } of places) {
      const key = `${network.id} ${gateway}`;
      try {
        const known = this.#servers.get(key);
        const server = known ?? (await NameServer.open(this.#resolver, network.id, gateway));
        servers.set(key, server);
        served.push({ network, gateway, port: server.port });
      } catch (error) {
        failures.push(`names of network ${network.name} are not served: ${String(error)}`);
      }
    }
    for (const [key, server] of this.#servers) if (!servers.has(key)) server.close();
    this.#servers = servers;
    this.#failures = failures;
    return served;
  }

  /** What could not be served, in sentences. */
  get warnings(): readonly string[] {
    return this.#failures;
  }

  close(): void {
    for (const server of this.#servers.values()) server.close();
    this.#servers.clear();
  }
}

/** Read anew each time: the host may move to another network. */
async function hostServers(): Promise<readonly string[]> {
  const text = await readFile('/etc/resolv.conf', 'utf8').catch(() => '');
  const { servers } = parseResolv(text);
  return servers.length > 0 ? servers : publicServers;
}
