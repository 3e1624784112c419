import type { Answer } from 'dns-packet';
import { reverseAddress } from './directory.ts';
import type { Asker, Directory, Lookup } from './directory.ts';
import { forward } from './forward.ts';
import { datagramLimit, malformed, RCODE, readQuery, writeAnswer } from './message.ts';
import type { Query } from './message.ts';

/** Whoever looked once looks again: a container that left must not be found a moment longer. */
const timeToLive = 0;
const longestMessage = 65_535;

export interface ResolverSettings {
  directory(): Directory;
  /** Name servers of the host, for names that are not ours. */
  hostServers(): Promise<readonly string[]>;
}

export interface Request {
  bytes: Buffer;
  /** Id of the network at whose server it came in. */
  network: string;
  /** Address that it came from. */
  source: string;
  transport: 'udp' | 'tcp';
}

/** Answers questions of containers: their own names itself, others by whoever the host asks. */
export class Resolver {
  readonly #settings: ResolverSettings;

  constructor(settings: ResolverSettings) {
    this.#settings = settings;
  }

  /** The answer's bytes; undefined when the request deserves none. Never throws: a question is anybody's to send. */
  async answer(request: Request): Promise<Buffer | undefined> {
    const query = readQuery(request.bytes);
    if (!query) return malformed(request.bytes);
    try {
      return await this.#answer(request, query);
    } catch {
      return writeAnswer(query, RCODE.failure, [], longestMessage);
    }
  }

  async #answer(request: Request, query: Query): Promise<Buffer> {
    const limit = request.transport === 'tcp' ? longestMessage : datagramLimit(query);
    const reply = (rcode: number, answers: Answer[] = []) =>
      writeAnswer(query, rcode, answers, limit);
    const directory = this.#settings.directory();
    const asker = directory.asker(request.network, request.source);
    if (!asker) return reply(RCODE.refused);
    const lookup = look(directory, asker, query);
    if (lookup.kind === 'found') return reply(RCODE.noError, records(query, lookup.values));
    // Networks without a way out have none for questions either.
    if (lookup.kind === 'unknown' || asker.networks.every(({ internal }) => internal))
      return reply(RCODE.noSuchName);
    const servers = await this.#serversFor(asker);
    return (await forward(request.bytes, servers, request.transport)) ?? reply(RCODE.failure);
  }

  /** The container's own come before its networks', and these before the host's. */
  async #serversFor({ named, networks }: Asker): Promise<readonly string[]> {
    const own = named?.dnsServers ?? [];
    if (own.length > 0) return own;
    const ofNetworks = networks.flatMap(({ dnsServers = [] }) => dnsServers);
    return ofNetworks.length > 0 ? ofNetworks : this.#settings.hostServers();
  }
}

function look(directory: Directory, asker: Asker, { question }: Query): Lookup {
  const { name, type } = question;
  const address = reverseAddress(name);
  if (address !== undefined) {
    const lookup = directory.names(asker, address);
    return lookup.kind === 'found' && type !== 'PTR' ? nothing : lookup;
  }
  if (type === 'A') return shuffled(directory.addresses(asker, name, 4));
  if (type === 'AAAA') return shuffled(directory.addresses(asker, name, 6));
  const lookup = directory.addresses(asker, name, 4);
  return lookup.kind === 'found' ? nothing : lookup;
}

const nothing: Lookup = { kind: 'found', values: [] };

/** Several containers that share an alias share the work. */
function shuffled(lookup: Lookup): Lookup {
  if (lookup.kind !== 'found' || lookup.values.length < 2) return lookup;
  const start = Math.floor(Math.random() * lookup.values.length);
  const { values } = lookup;
  return { kind: 'found', values: [...values.slice(start), ...values.slice(0, start)] };
}

function records({ question }: Query, values: readonly string[]): Answer[] {
  const { name, type } = question;
  if (type !== 'A' && type !== 'AAAA' && type !== 'PTR') return [];
  return values.map((data) => ({ name, type, ttl: timeToLive, class: 'IN', data }));
}
