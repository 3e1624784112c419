import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';

/** What is sent from one container to another. */
const bytes = 256 * 1024 * 1024;
/** Where the sender is published, and listens. */
const port = 5001;

/** Containers on networks that a user made. */
export const networkCases: readonly Case[] = [
  {
    name: 'run-user-network',
    title: 'create, start, wait, remove on a network of its own',
    unit: 'ms',
    samples: 15,
    prepare: async (engine) => withNetwork(engine, async () => []),
    measure: (engine) =>
      timed(async () => {
        const id = await engine.create(['/bin/true'], network);
        await engine.start(id);
        await engine.wait(id);
        await engine.call('DELETE', `/containers/${id}`);
      }),
  },
  {
    name: 'between-256mb',
    title: 'send 256 MB to another container',
    unit: 'ms',
    samples: 3,
    prepare: async (engine) => withNetwork(engine, () => receiverAndSender(engine)),
    measure: async (engine, [receiver, sender]) => {
      const { NetworkSettings } = await inspect(engine, receiver!);
      return timed(() => send(engine, sender!, NetworkSettings.Networks[network]!.IPAddress));
    },
  },
  {
    name: 'published-256mb',
    title: 'send 256 MB through a published port',
    unit: 'ms',
    samples: 3,
    prepare: async (engine) => withNetwork(engine, () => receiverAndSender(engine)),
    measure: async (engine, [receiver, sender]) => {
      const { NetworkSettings } = await inspect(engine, receiver!);
      const { HostPort } = NetworkSettings.Ports[`${port}/tcp`]![0]!;
      const { Gateway } = NetworkSettings.Networks[network]!;
      return timed(() => send(engine, sender!, Gateway, HostPort));
    },
  },
];

const network = 'bench';

async function withNetwork(engine: Engine, work: () => Promise<string[]>): Promise<string[]> {
  const known = await engine.call('GET', '/networks');
  const names = (known.json as { Name: string }[]).map(({ Name }) => Name);
  if (!names.includes(network))
    await engine.call('POST', '/networks/create', { json: { Name: network } });
  return work();
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
  const json = { AttachStdout: true, Cmd: ['sh', '-c', script] };
  const made = await engine.call('POST', `/containers/${id}/exec`, { json });
  const start = `/exec/${(made.json as { Id: string }).Id}/start`;
  const { text } = await engine.call('POST', start, { json: { Detach: false } });
  if (!text.includes('sent')) throw new Error(`not all bytes came: ${text}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
