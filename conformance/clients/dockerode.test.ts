import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, test } from 'node:test';
import Docker from 'dockerode';
import { dockerArchive, images } from '../../fixtures/index.ts';
import { complaints, startTapped } from './tapped.ts';
import type { Tapped } from './tapped.ts';

let tapped: Tapped;
let docker: Docker;
before(async () => {
  tapped = await startTapped('reference');
  docker = new Docker({ socketPath: tapped.socketPath });
});
after(() => tapped.close());
afterEach(async () => {
  for (const { Id } of await docker.listContainers({ all: true })) {
    await docker.getContainer(Id).remove({ force: true, v: true });
  }
  assert.deepEqual(complaints(tapped.entries), []);
});

const Image = 'localhost/busybox';

test('run gives output and exit code', async () => {
  const output = new PassThrough();
  const written = text(output);
  const Cmd = ['sh', '-c', 'echo out; echo err >&2; exit 4'];
  const [result] = (await docker.run(Image, Cmd, output, { Tty: false })) as [
    { StatusCode: number },
  ];
  assert.equal(result.StatusCode, 4);
  assert.match(await written, /out\n/);
});

test('attach takes input until its end and tells the two outputs apart', async () => {
  const container = await docker.createContainer({
    Image,
    Cmd: ['sh', '-c', 'tr a-z A-Z; echo done >&2'],
    OpenStdin: true,
    StdinOnce: true,
  });
  const stream = await container.attach({
    stream: true,
    stdin: true,
    stdout: true,
    stderr: true,
    hijack: true,
  });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, stdout, stderr);
  const ended = once(stream, 'end');
  await container.start();
  stream.end('shout');
  await ended;
  stdout.end();
  stderr.end();
  assert.deepEqual([await text(stdout), await text(stderr)], ['SHOUT', 'done\n']);
});

test('exec runs beside the first process and tells how it ended', async () => {
  const container = await docker.createContainer({ Image, Cmd: ['sleep', '1000'] });
  await container.start();
  const exec = await container.exec({ Cmd: ['sh', '-c', 'echo $$; exit 7'], AttachStdout: true });
  const stream = await exec.start({});
  const stdout = new PassThrough();
  docker.modem.demuxStream(stream, stdout, stdout);
  await once(stream, 'end');
  stdout.end();
  assert.match(await text(stdout), /^\d+\n$/);
  assert.equal((await exec.inspect()).ExitCode, 7);
});

test('events are told to a listener that came before', async () => {
  const events = (await docker.getEvents({
    filters: { type: ['container', 'network'] },
  })) as Readable;
  const container = await docker.createContainer({ Image, Cmd: ['true'] });
  await container.start();
  await container.wait();
  const actions: string[] = [];
  for await (const data of events) {
    for (const line of String(data).trim().split('\n')) {
      actions.push((JSON.parse(line) as { Action: string }).Action);
    }
    if (actions.includes('disconnect')) break;
  }
  assert.deepEqual(actions, ['create', 'connect', 'start', 'die', 'disconnect']);
});

test('images are loaded, tagged, saved and removed', async () => {
  const archive = Readable.from([await dockerArchive([images.busybox()])]);
  await text((await docker.loadImage(archive)) as Readable);
  await docker.getImage(Image).tag({ repo: 'localhost/again', tag: 'one' });
  const saved = await docker.getImage('localhost/again:one').get();
  assert.match(await text(saved as Readable), /localhost\/again:one/);
  await docker.getImage('localhost/again:one').remove();
  await assert.rejects(docker.getImage('localhost/again:one').inspect(), { statusCode: 404 });
});
