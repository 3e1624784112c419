import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ensureImage } from '../suite/fixtures.ts';
import { IMAGE } from '../suite/scene.ts';
import { send } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';
import { reference } from './reference.ts';
import type { RunningTarget } from './target.ts';

/** Makes a container that runs on. */
async function leaveRunning({ url }: RunningTarget): Promise<void> {
  await ensureImage(url);
  const engine = parseAddress(url);
  const json = { Image: IMAGE, Cmd: ['sleep', '1000'], HostConfig: { NetworkMode: 'none' } };
  const made = await send(engine, 'POST', '/v1.41/containers/create', { json });
  const { Id } = made.expect(201).json as { Id: string };
  (await send(engine, 'POST', `/v1.41/containers/${Id}/start`)).expect(204);
}

const folderOf = ({ url }: RunningTarget) => path.dirname(url.slice('unix://'.length));

function processesNaming(folder: string): string[] {
  return globSync('/proc/[0-9]*/cmdline').filter((file) => {
    try {
      return readFileSync(file, 'utf8').includes(`${folder}/`);
    } catch {
      return false; // it ended while we looked
    }
  });
}

function assertNothingLeft(folder: string): void {
  assert.deepEqual(processesNaming(folder), []);
  assert.ok(!readFileSync('/proc/self/mountinfo', 'utf8').includes(folder));
  assert.ok(!existsSync(folder));
}

test('a stop leaves nothing of a container that runs', async () => {
  const target = await reference.start();
  await leaveRunning(target);
  const folder = folderOf(target);
  assert.notDeepEqual(processesNaming(folder), []);
  await target.stop();
  assertNothingLeft(folder);
});

test('a stop leaves nothing of a daemon that died, and says so', async () => {
  const target = await reference.start();
  await leaveRunning(target);
  const folder = folderOf(target);
  const [cmdline] = processesNaming(folder).filter((file) =>
    readFileSync(file, 'utf8').includes('serve'),
  );
  process.kill(Number(cmdline!.split('/')[2]), 'SIGKILL');
  await assert.rejects(target.stop(), /did not stop cleanly/);
  assertNothingLeft(folder);
});
