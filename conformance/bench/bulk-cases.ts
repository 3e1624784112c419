import type { Duplex } from 'node:stream';
import { file, folder, tar } from '../../fixtures/index.ts';
import { hijack } from '../suite/hijack.ts';
import { open } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';
import { makeExec, many, oneSleeper, peakMegabytes, residentMegabytes, timed } from './parts.ts';

/** 200 MB, written in pieces of 64 KiB. */
const bytes = 200 * 1024 * 1024;
const writeBytes = `dd if=/dev/zero bs=64k count=${bytes / 65_536} 2>/dev/null`;
/** As files of 100 KiB: a folder like those of programs. */
const files = 2000;

/** Much data through one stream, into and out of a container, and many containers at once. */
export const bulkCases: readonly Case[] = [
  {
    name: 'exec-200mb',
    title: 'exec that writes 200 MB',
    unit: 'ms',
    samples: 3,
    prepare: oneSleeper,
    measure: (engine, [id]) => timed(() => execBytes(engine, id!)),
  },
  {
    name: 'attach-200mb',
    title: 'attach to 200 MB of output',
    unit: 'ms',
    samples: 3,
    measure: attachBytes,
  },
  {
    name: 'memory-streams',
    title: 'most memory meanwhile',
    unit: 'MB',
    samples: 1,
    prepare: oneSleeper,
    measure: (engine, [id]) =>
      peakMegabytes(engine, () => Promise.all([execBytes(engine, id!), attachBytes(engine)])),
  },
  {
    name: 'copy-in-200mb',
    title: 'copy a folder of 200 MB in',
    unit: 'ms',
    samples: 3,
    prepare: oneSleeper,
    measure: (engine, [id]) => copyIn(engine, id!),
  },
  {
    name: 'copy-out-200mb',
    title: 'copy a folder of 200 MB out',
    unit: 'ms',
    samples: 3,
    async prepare(engine) {
      const id = await engine.sleeper();
      await copyIn(engine, id);
      return [id];
    },
    measure: (engine, [id]) => timed(() => copyOut(engine, id!)),
  },
  {
    name: 'run-200',
    title: 'start 200 at once, remove them at once',
    unit: 'ms',
    samples: 1,
    async measure(engine) {
      const ids = await many(200, () => engine.create(['sleep', '600'], 'none'));
      return timed(async () => {
        await Promise.all(ids.map((id) => engine.start(id)));
        await Promise.all(ids.map((id) => engine.call('POST', `/containers/${id}/kill`)));
        await Promise.all(ids.map((id) => engine.remove(id)));
      });
    },
  },
  {
    name: 'memory-200',
    title: 'resident memory while 200 containers run',
    unit: 'MB',
    samples: 1,
    prepare: (engine) => many(200, () => engine.sleeper()),
    measure: residentMegabytes,
  },
];

async function execBytes(engine: Engine, container: string): Promise<void> {
  const exec = await makeExec(engine, container, ['sh', '-c', writeBytes]);
  const path = `/v1.40${exec}/start`;
  const { stream } = await hijack(parseAddress(engine.target.url), path, {
    json: { Detach: false },
  });
  await drain(stream);
}

/** The container waits for a line, so that the time begins with the first byte. */
async function attachBytes(engine: Engine): Promise<number> {
  const json = {
    Image: 'localhost/busybox:latest',
    Cmd: ['sh', '-c', `read line; ${writeBytes}`],
    OpenStdin: true,
    HostConfig: { NetworkMode: 'none', LogConfig: { Type: 'none' } },
  };
  const made = await engine.call('POST', '/containers/create', { json });
  const id = (made.json as { Id: string }).Id;
  await engine.start(id);
  const path = `/v1.40/containers/${id}/attach?stream=true&stdin=true&stdout=true`;
  const { stream } = await hijack(parseAddress(engine.target.url), path);
  const time = await timed(async () => {
    stream.write('go\n');
    await drain(stream);
  });
  await engine.remove(id);
  return time;
}

/** Reads to the end; what comes is in frames, with 8 bytes of header each. */
async function drain(stream: Duplex): Promise<void> {
  let seen = 0;
  for await (const piece of stream) seen += (piece as Buffer).length;
  stream.destroy();
  if (seen < bytes) throw new Error(`only ${seen} bytes of ${bytes}`);
}

let archive: Promise<Buffer> | undefined;

function folderArchive(): Promise<Buffer> {
  const content = 'x'.repeat(bytes / files);
  const names = Array.from({ length: files }, (_, at) => `data/${at % 20}/file${at}`);
  const folders = Array.from({ length: 20 }, (_, at) => folder(`data/${at}`));
  archive ??= tar([folder('data'), ...folders, ...names.map((name) => file(name, content))]);
  return archive;
}

async function copyIn(engine: Engine, container: string): Promise<number> {
  const body = await folderArchive();
  return timed(() => engine.call('PUT', `/containers/${container}/archive?path=/root`, { body }));
}

async function copyOut(engine: Engine, container: string): Promise<void> {
  const path = `/v1.40/containers/${container}/archive?path=/root/data`;
  const response = await open(parseAddress(engine.target.url), 'GET', path);
  let seen = 0;
  for await (const piece of response) seen += (piece as Buffer).length;
  if (seen < bytes) throw new Error(`only ${seen} bytes of ${bytes}`);
}
