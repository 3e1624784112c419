/**
 * The README's console sessions, typed as they stand there into a terminal: the real docker client,
 * Podman's and curl against the daemon that `ci/serve` starts. REFPOD_CLIENTS_TARGET=podman (or
 * another target's name) puts that engine in its place, to tell a wrong session from a wrong daemon.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { promisify } from 'node:util';
import { engineStage, newcomersStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { Terminal } from './terminal.ts';
import { sessions } from './transcript.ts';
import type { Step } from './transcript.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const target = process.env['REFPOD_CLIENTS_TARGET'];
let stage: Stage;

before(async () => {
  stage = await (target === undefined ? newcomersStage() : engineStage(target));
});

afterEach(() => stage.clear());
after(() => stage?.close());

async function play(session: readonly Step[]): Promise<void> {
  const terminal = new Terminal(stage.enter, stage.environment);
  try {
    await terminal.play(session);
  } finally {
    await terminal.close();
  }
}

for (const [i, session] of sessions(readme).entries()) {
  const title = session[1]?.typed ?? session[0]!.typed;
  test(`README, session ${i + 1}: ${title}`, () => play(session));
}

test("a container's terminal has the size of the client's, in both trees", async () => {
  const [session] = sessions(`
\`\`\`console
$ export DOCKER_HOST=unix:///run/refpod/refpod.sock CONTAINER_HOST=unix:///run/refpod/refpod.sock
$ docker run -it --rm localhost/busybox sh -c "until stty size 2>/dev/null | grep '40 200'; do sleep 0.1; done"
40 200
$ podman --remote run -it --rm localhost/busybox sh -c "until stty size 2>/dev/null | grep '40 200'; do sleep 0.1; done"
40 200
\`\`\`
`);
  await play(session!);
});

test('the reference document: its curl examples work as they stand', async () => {
  const run = async (command: string) => {
    const [program, ...args] = [...stage.enter, 'sh', '-c', command];
    const { stdout } = await promisify(execFile)(program, args, { env: stage.environment });
    return JSON.parse(stdout) as unknown;
  };
  const info = await run('curl --unix-socket /run/podman/podman.sock http://d/v1.0.0/libpod/info');
  assert.ok(info && typeof info === 'object' && 'host' in info && 'store' in info);
  const images = await run(
    "curl --unix-socket /run/podman/podman.sock -v 'http://d/v1.0.0/libpod/images/json' | jq",
  );
  assert.ok(Array.isArray(images));
  assert.deepEqual(
    images.map((image: { RepoTags: string[] }) => image.RepoTags),
    [['localhost/busybox:latest']],
  );
});
