/**
 * A daemon for the recovery test to kill: makes containers in every state on the root that its
 * argument names, prints their ids as JSON, and stays.
 */
import { TestEngine } from '../test-support.ts';

const host = await TestEngine.open(process.argv[2]);
const loop = ['sh', '-c', 'trap "exit 4" TERM; while :; do sleep 0.02; done'];
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
};
await host.containers.wait(ids.exited, ['exited']).result;
await host.containers.pause(ids.paused, 'libpod');
await host.containers.init(ids.initialized);
const pids = Object.fromEntries(
  Object.entries(ids).map(([name, id]) => [name, host.containers.view(id).state.pid]),
);
process.stdout.write(`${JSON.stringify({ ids, pids })}\n`);
setInterval(() => undefined, 1 << 30);
