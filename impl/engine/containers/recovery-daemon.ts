/**
 * A daemon for the recovery test to kill: makes containers in every state on the root that its
 * argument names, prints their ids as JSON, and stays.
 */
import { TestEngine } from '../test-support.ts';

const host = await TestEngine.open(process.argv[2]);
const loop = ['sh', '-c', 'trap "exit 4" TERM; while :; do sleep 0.02; done'];
const hangsOnce =
  'test -f /probed && exit 0; touch /probed; echo probing > /proc/1/fd/1; sleep 900';
const bridge = { namespaces: { network: { mode: 'bridge' } } } as const;

const ids = {
  created: await host.create(['true']),
  exited: await host.run(['sh', '-c', 'exit 9']),
  runs: await host.run(loop, { ...bridge, name: 'runs' }),
  paused: await host.run(loop),
  initialized: await host.create(['sh', '-c', 'exit 6']),
  ends: await host.run(loop, bridge),
  endsRemoved: await host.run(loop, { autoRemove: true }),
  always: await host.run(loop, { restart: { policy: 'always' } }),
  checked: await host.run(['sleep', '1000'], {
    health: { test: ['CMD-SHELL', hangsOnce], timeout: 3600e9 },
  }),
};
await host.logged(ids.checked, 'probing');
await host.containers.wait(ids.exited, ['exited']).result;
await host.containers.pause(ids.paused, 'libpod');
await host.containers.init(ids.initialized);
for (const id of [ids.created, ids.runs]) await host.containers.mount(id);
const pids = Object.fromEntries(
  Object.entries(ids).map(([name, id]) => [name, host.containers.view(id).state.pid]),
);
process.stdout.write(`${JSON.stringify({ ids, pids })}\n`);
setInterval(() => undefined, 1 << 30);
