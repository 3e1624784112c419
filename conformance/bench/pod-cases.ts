import type { Case } from './cases.ts';
import { sleep } from './engine.ts';
import type { Engine } from './engine.ts';
import { timed } from './parts.ts';

/** Pods, which only the libpod tree has. */
export const podCases: readonly Case[] = [
  {
    name: 'pod-5',
    title: 'a pod of 5 containers up and down',
    unit: 'ms',
    samples: 5,
    tree: 'libpod',
    measure: (engine) => timed(() => upAndDown(engine)),
  },
];

async function upAndDown(engine: Engine): Promise<void> {
  const made = await engine.libpod('POST', '/pods/create', { json: { name: 'bench' } });
  const pod = (made.json as { Id: string }).Id;
  for (let i = 0; i < 5; i++) {
    const json = { image: 'localhost/busybox:latest', command: sleep, pod };
    await engine.libpod('POST', '/containers/create', { json });
  }
  await engine.libpod('POST', `/pods/${pod}/start`);
  await engine.libpod('POST', `/pods/${pod}/stop`);
  await engine.libpod('DELETE', `/pods/${pod}`);
}
