import { createLibpod, post } from './libpod.ts';
import type { Scene } from './scene.ts';

/** A line that is sent through the connection again and again, and comes out in the log. */
export const TICK = 'tick';

const SCRIPT = [
  'tail -f /dev/null | nc -l -p 9000 > /got &',
  'until netstat -lnt | grep -q :9000; do sleep 0.01; done;',
  `(i=0; while :; do i=$((i+1)); echo ${TICK} $i; sleep 0.05; done) | nc 127.0.0.1 9000 &`,
  'until [ -s /got ]; do sleep 0.01; done; tail -n +1 -f /got',
].join(' ');

/** A running container with an open TCP connection to itself, which writes what comes through. */
export async function connected(scene: Scene): Promise<string> {
  const id = await createLibpod(scene, { command: ['sh', '-c', SCRIPT] });
  (await post(scene, id, 'start')).expect(204);
  await scene.logged(id, `${TICK} 2`);
  return id;
}
