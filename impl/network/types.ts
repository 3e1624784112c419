/** Records and verbs of the network core. The kernel's objects follow the database, never the other way. */

export interface Subnet {
  /** CIDR, canonical: `10.88.0.0/16`. */
  subnet: string;
  gateway: string;
  leaseRange?: { start: string; end: string };
}

export interface Network {
  id: string;
  name: string;
  driver: 'bridge' | 'macvlan' | 'ipvlan';
  /** Bridge or parent interface. */
  interface: string;
  created: string;
  subnets: Subnet[];
  ipv6: boolean;
  internal: boolean;
  dns: boolean;
  labels: Record<string, string>;
  options: Record<string, string>;
  ipam: { driver: 'host-local' | 'dhcp' | 'none' };
}

/** What a container wants of one network. */
export interface AttachmentRequest {
  network: string;
  /** `eth0`, `eth1` …; chosen when absent. */
  interfaceName?: string;
  staticIps: string[];
  staticMac?: string;
  aliases: string[];
}

export interface PortForward {
  hostIp: string;
  hostPort: number;
  containerPort: number;
  protocol: 'tcp' | 'udp' | 'sctp';
  range: number;
}

/** What it got; stored with the container and shown by inspect. */
export interface Attachment {
  network: string;
  networkId: string;
  interfaceName: string;
  hostInterface: string;
  mac: string;
  ips: { address: string; prefix: number; gateway: string }[];
  aliases: string[];
}

/**
 * The network of one container's life from start to exit. The network namespace is the runtime's:
 * it exists once the container is created and is gone, links and all, when its last process ends.
 */
export interface NetworkCore {
  /** Networks by name; `byName` takes ids and unique prefixes of ids too. */
  list(): Network[];
  byName(nameOrId: string): Network | undefined;
  create(wanted: Partial<Network> & { name: string }): Promise<Network>;
  remove(name: string): Promise<void>;

  /** Takes addresses and host ports for the container in one transaction; nothing in the kernel yet. Idempotent per container. */
  reserve(
    containerId: string,
    wanted: AttachmentRequest[],
    ports: PortForward[],
  ): { attachments: Attachment[]; ports: PortForward[] };
  /** Makes links, addresses, routes in the network namespace of `pid`, and the firewall rules. */
  setUp(containerId: string, pid: number): Promise<Attachment[]>;
  /** Removes rules and links, gives addresses and ports back. Missing things are no error. */
  tearDown(containerId: string): Promise<void>;
  /** After a start of the daemon: rules, bridges and leases again exactly what `running` says. */
  reconcile(running: { containerId: string; pid: number }[]): Promise<void>;
  /** Removes every kernel object of this root (bridge, table) when no container uses it. */
  close(): Promise<void>;
}
