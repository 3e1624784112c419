/** Records and verbs of the network core. The kernel's objects follow the database, never the other way. */

/** The name of the network that a container gets when it names none; Docker's clients call it `bridge`. */
export const defaultNetworkName = 'podman';

export interface Subnet {
  /** CIDR, canonical: `10.88.0.0/16`. */
  subnet: string;
  /** The bridge's own address. */
  gateway: string;
  /** Automatic addresses come from here, both ends included; static ones may lie outside. */
  leaseRange?: { start: string; end: string };
  /** Addresses that are never given out, by Docker's names for them. */
  auxiliary?: Record<string, string>;
}

/** A way that its containers know besides the default one. */
export interface Route {
  /** CIDR, canonical. */
  destination: string;
  gateway: string;
  /** Podman's default for all routes when absent. */
  metric?: number;
}

export interface Network {
  /** 64 hex digits. */
  id: string;
  name: string;
  driver: 'bridge' | 'macvlan' | 'ipvlan';
  /** The bridge, or the host's interface that a macvlan or ipvlan shares (empty: the one with the default route). */
  interface: string;
  /** RFC 3339 with nanoseconds. */
  created: string;
  subnets: Subnet[];
  ipv6: boolean;
  routes?: Route[];
  /** No route out: no masquerade, no default route, nothing forwarded. */
  internal: boolean;
  dns: boolean;
  /** Name servers that its own asks for names that are not its containers'; the host's when absent. */
  dnsServers?: string[];
  labels: Record<string, string>;
  /** Nothing passes between it and other networks, whatever the options say: Docker's rule. */
  apart?: boolean;
  /** `mtu`, `isolate` … as the client gave them. */
  options: Record<string, string>;
  ipam: { driver: 'host-local' | 'dhcp' | 'none' };
}

/** What a container wants of one network. */
export interface AttachmentRequest {
  /** Name, id or unique prefix of the id. */
  network: string;
  /** `eth0`, `eth1` …; chosen when absent. */
  interfaceName?: string;
  staticIps: string[];
  staticMac?: string;
  aliases: string[];
}

/** `range` ports from `hostPort` on reach as many from `containerPort` on; host port 0 means any free one. */
export interface PortForward {
  /** Empty for every address of the host. */
  hostIp: string;
  hostPort: number;
  containerPort: number;
  protocol: 'tcp' | 'udp' | 'sctp';
  range: number;
}

/** What it got; shown by inspect. */
export interface Attachment {
  network: string;
  networkId: string;
  interfaceName: string;
  /** The host's end of the pair; empty for a macvlan or ipvlan. */
  hostInterface: string;
  mac: string;
  ips: { address: string; prefix: number; gateway: string }[];
  aliases: string[];
  /** Where names of the network's containers resolve; empty when it has none. */
  nameServers: string[];
}

/** All that a container holds of the network between its start and its end. */
export interface Reservation {
  attachments: Attachment[];
  /** With the host ports that were chosen. */
  ports: PortForward[];
}

/**
 * The network of one container's life from start to exit. The network namespace is the runtime's:
 * it exists once the container is created and is gone, links and all, when its last process ends.
 */
export interface NetworkCore {
  /** All networks, the default one first, the others in order of making. */
  list(): Network[];
  /** By name, id or unique prefix of the id. Throws `Conflict` on an ambiguous prefix. */
  byName(nameOrId: string): Network | undefined;
  /** Like `byName`; throws `NotFound` when there is none. */
  find(nameOrId: string): Network;
  /**
   * Makes a network's record; the bridge comes with its first container. What is left out is
   * chosen: a subnet free of every other network and of the host's routes, the gateway, the name.
   */
  create(wanted: WantedNetwork): Promise<Network>;
  /** Adds to, and takes from, the servers that the network's own asks. Throws `NotFound`, `BadParameter`. */
  updateServers(
    nameOrId: string,
    change: { addServers: readonly string[]; removeServers: readonly string[] },
  ): Promise<Network>;
  /** Throws `NotFound`, `Conflict` while a container holds an address of it, `BadParameter` for the default one. */
  remove(nameOrId: string): Promise<void>;

  /**
   * Takes addresses and host ports for the container: all of them, or none and an error that names
   * what was taken (`NotFound` network, `BadParameter` address, `InternalError` port or address in
   * use, or no address left). Idempotent per container: what it holds already is returned.
   */
  reserve(
    containerId: string,
    wanted: AttachmentRequest[],
    ports: PortForward[],
  ): Promise<Reservation>;
  /** What the container holds now. */
  reservation(containerId: string): Reservation | undefined;
  /** Makes links, addresses, routes in the network namespace of process `pid`, and the firewall rules. */
  setUp(containerId: string, pid: number): Promise<Attachment[]>;
  /** Throws what `reserve` would throw of a request whatever is in use: `NotFound`, `BadParameter`. */
  check(wanted: AttachmentRequest): void;
  /**
   * Puts a container whose namespaces are there on one more network: address, link, routes, and
   * its ports where it had no address of that family before. All or nothing; throws as `reserve`.
   */
  connect(containerId: string, wanted: AttachmentRequest, pid: number): Promise<Attachment>;
  /** Takes it off a network again; one that it is not on is no error. Its ports lead to an address that is left. */
  disconnect(containerId: string, networkId: string, pid: number): Promise<void>;
  /** Removes rules and links, gives addresses and ports back. Missing things are no error. */
  tearDown(containerId: string): Promise<void>;
  /** After a start of the daemon: links, rules, ports and leases again exactly what `running` says. */
  reconcile(running: RunningContainer[]): Promise<void>;
  /** Puts the firewall and the sysctls back when someone else flushed them. */
  reload(): Promise<void>;
  /** Says who tells what a container is called; without, names are its aliases alone. */
  nameBy(lookup: (containerId: string) => NamedContainer | undefined): void;
  /** What of the host stands against published ports and outgoing traffic, in sentences. */
  warnings(): Promise<string[]>;
  /** Removes this root's kernel objects that no container uses; the rest lives on without us. */
  close(): Promise<void>;
}

/** What the engine knows of a container, and names need. */
export interface NamedContainer {
  name: string;
  /** Where others find it by its host name too (Docker). */
  hostname?: string;
  /** Name servers that it asks for names outside; none for its networks' or the host's. */
  dnsServers: readonly string[];
  /** Its addresses have one name, with the network behind it (Docker), not all their names (Podman). */
  qualified: boolean;
}

/** A container that lives when the daemon starts. */
export interface RunningContainer {
  containerId: string;
  pid: number;
  /** Names of the networks that it is on; an address of any other is given back. All that it holds when absent. */
  networks?: readonly string[];
}

export type WantedNetwork = Partial<Omit<Network, 'id' | 'created' | 'subnets' | 'ipam'>> & {
  /** A missing gateway is the subnet's first address. */
  subnets?: (Pick<Subnet, 'subnet' | 'auxiliary'> & {
    gateway?: string;
    leaseRange?: { start?: string; end?: string };
  })[];
  ipamDriver?: Network['ipam']['driver'];
  /** An IPv4 subnet is chosen where only IPv6 ones are given: Docker's networks always have one. */
  alwaysV4?: boolean;
};
