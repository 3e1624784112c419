import { TestRuntime } from './test-support.ts';

/**
 * Run by `orphan.test.ts` as a process of its own, which is then killed: starts a container that
 * ends by itself a moment later, prints where it is, and waits for its death.
 */
const host = await TestRuntime.open();
const bundle = await host.run(
  ['sh', '-c', 'cat /dev/zero | head -c 100 >/dev/null; read x; exit 9'],
  {
    stdin: true,
  },
);
process.stdout.write(`${JSON.stringify({ directory: host.directory, bundle })}\n`);
setInterval(() => undefined, 1000);
