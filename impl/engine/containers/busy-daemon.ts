/**
 * A daemon for the recovery test to kill at any moment: makes, starts, restarts and removes
 * containers without end on the root that its argument names. Prints a line once it is busy.
 */
import { TestEngine } from '../test-support.ts';

const host = await TestEngine.open(process.argv[2]);
const tree = 'libpod';
const bridge = { namespaces: { network: { mode: 'bridge' } } } as const;
process.stdout.write('busy\n');

async function work(change: typeof bridge | object): Promise<never> {
  for (;;) {
    const id = await host.run(['sleep', '1000'], change);
    await host.containers.pause(id, tree);
    await host.containers.unpause(id, tree);
    await host.containers.restart(id, { tree, timeout: 0 });
    const ended = await host.run(['true'], change);
    await host.containers.wait(ended, ['exited']).result;
    await host.containers.remove(ended, { tree, force: false, volumes: true });
    await host.containers.remove(id, { tree, force: true, volumes: true });
  }
}

await Promise.all([work(bridge), work({})]);
