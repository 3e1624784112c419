import type { Duplex } from 'node:stream';
import { hijack } from '../suite/hijack.ts';
import { parseAddress } from '../tap/address.ts';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';
import { many, runExec, runTrue, timed } from './parts.ts';

/** What is sent from one container to another. */
const bytes = 256 * 1024 * 1024;
/** Where the sender is published, and listens. */
const port = 5001;

const network = 'bench';

/** Containers on networks that a user made. */
export const networkCases: readonly Case[] = [
  {
    ...runTrue(network),
    name: 'run-user-network',
    title: 'create, start, wait, remove on a network of its own',
    prepare: (engine) => withNetwork(engine, async () => []),
    clean: removeNetwork,
  },
  {
    name: 'between-256mb',
    title: 'send 256 MB to another container',
    unit: 'ms',
    samples: 3,
    prepare: (engine) => withNetwork(engine, () => receiverAndSender(engine)),
    measure: async (engine, [receiver, sender]) => {
      const { NetworkSettings } = await inspect(engine, receiver!);
      return timed(() => send(engine, sender!, NetworkSettings.Networks[network]!.IPAddress));
    },
    clean: removeNetwork,
  },
  {
    name: 'published-256mb',
    title: 'send 256 MB through a published port',
    unit: 'ms',
    samples: 3,
    prepare: (engine) => withNetwork(engine, () => receiverAndSender(engine)),
    measure: async (engine, [receiver, sender]) => {
      const { NetworkSettings } = await inspect(engine, receiver!);
      const { HostPort } = NetworkSettings.Ports[`${port}/tcp`]![0]!;
      const { Gateway } = NetworkSettings.Networks[network]!;
      return timed(() => send(engine, sender!, Gateway, HostPort));
    },
    clean: removeNetwork,
  },
  {
    name: 'resolve-50',
    title: 'start 50 at once until all resolve each other',
    unit: 'ms',
    samples: 1,
    prepare: (engine) =>
      withNetwork(engine, () =>
        many(50, (at) => engine.create(['sh', '-c', resolveAll], network, { name: peers[at]! })),
      ),
    measure: (engine, ids) => timed(() => resolveTogether(engine, ids)),
    clean: removeNetwork,
  },
];

const peers = Array.from({ length: 50 }, (_, at) => `bench-peer-${at}`);

/** Goes on asking for those that are not there yet; ends late, for names end with their containers. */
const resolveAll = `
for name in ${peers.join(' ')}; do
  tries=0
  until nslookup $name >/dev/null 2>&1; do
    tries=$((tries + 1)); [ $tries -lt 200 ] || { echo missing $name; exit 1; }
    usleep 50000
  done
done
echo resolved all
exec sleep 600`;

async function resolveTogether(engine: Engine, ids: string[]): Promise<void> {
  const told = await Promise.all(
    ids.map((id) =>
      hijack(
        parseAddress(engine.target.url),
        `/v1.40/containers/${id}/attach?stream=true&stdout=true`,
      ),
    ),
  );
  await Promise.all(ids.map((id) => engine.start(id)));
  for (const { stream } of told) {
    const words = await firstWords(stream);
    if (!words.includes('resolved all')) throw new Error(words);
  }
}

async function withNetwork(engine: Engine, work: () => Promise<string[]>): Promise<string[]> {
  await engine.call('POST', '/networks/create', { json: { Name: network } });
  return work();
}

async function removeNetwork(engine: Engine): Promise<void> {
  await engine.call('DELETE', `/networks/${network}`);
}

interface Inspected {
  NetworkSettings: {
    Networks: Record<string, { IPAddress: string; Gateway: string }>;
    Ports: Record<string, { HostPort: string }[]>;
  };
}

async function inspect(engine: Engine, id: string): Promise<Inspected> {
  return (await engine.call('GET', `/containers/${id}/json`)).json as Inspected;
}

async function receiverAndSender(engine: Engine): Promise<string[]> {
  // An end of input would end the connection, so there is none.
  const serve = `mkfifo /f; exec 3<>/f; while :; do nc -l -p ${port} <&3 >/dev/null; done`;
  const ports = { [`${port}/tcp`]: [{ HostIp: '', HostPort: '' }] };
  const receiver = await engine.create(['sh', '-c', serve], network, { ports });
  const sender = await engine.create(['sleep', '600'], network);
  for (const id of [receiver, sender]) await engine.start(id);
  return [receiver, sender];
}

/** Sends until all has come, and the receiver has closed. */
async function send(engine: Engine, id: string, address: string, at = String(port)) {
  const data = `dd if=/dev/zero bs=64k count=${bytes / 65_536} 2>/dev/null`;
  const script = `until ${data} | nc ${address} ${at} 2>/dev/null; do sleep 0.02; done; echo sent`;
  const { text } = await runExec(engine, id, ['sh', '-c', script]);
  if (!text.includes('sent')) throw new Error(`not all bytes came: ${text}`);
}

async function firstWords(stream: Duplex): Promise<string> {
  for await (const words of stream) return String(words);
  return 'a container ended without a word';
}
