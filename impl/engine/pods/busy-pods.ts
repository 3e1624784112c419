/**
 * A daemon for the recovery test to kill at any moment: makes pods, starts, restarts and removes
 * them without end on the root that its first argument names, below the control group that its
 * second one names. Prints a line once it is busy.
 */
import { emptyContainerConfig } from '../../container-config.ts';
import { TestEngine } from '../test-support.ts';
import { defaultSharing } from './config.ts';

const host = await TestEngine.open(process.argv[2]);
const { pods } = host.engine;
process.stdout.write('busy\n');

async function work(): Promise<never> {
  for (;;) {
    const pod = await pods.create({
      labels: {},
      exitPolicy: 'stop',
      shared: [...defaultSharing],
      sharesParent: true,
      cgroupParent: process.argv[3] ?? '',
      resources: { memory: { limit: 256 << 20 }, rlimits: [], sysctl: {} },
      infra: emptyContainerConfig('libpod'),
    });
    const member = { pod, namespaces: {}, stopTimeout: 0 };
    await host.create(['sleep', '1000'], member);
    await host.create(['true'], member);
    await pods.start(pod);
    await pods.restart(pod);
    await pods.remove(pod, { force: true });
  }
}

await Promise.all([work(), work()]);
