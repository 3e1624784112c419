import assert from 'node:assert/strict';
import * as dns from 'dns-packet';
import { runExec } from './exec.ts';
import type { Scene } from './scene.ts';
import { timeOf } from './containers.ts';

/** What a name is in a container: its addresses, or none. */
export async function lookUp(scene: Scene, id: string, name: string): Promise<string[]> {
  // busybox asks for both families and counts a missing one as a failure.
  const { stdout } = await runExec(scene, 'compat', id, `timeout 4 nslookup ${name} 2>&1`);
  const answers = stdout.split(/\n\n/).slice(1).join('\n');
  return [
    ...new Set([...answers.matchAll(/^Address(?: \d+)?: (\S+)/gm)].map(([, found = '']) => found)),
  ];
}

/** The names of an address. */
export async function lookBack(scene: Scene, id: string, address: string): Promise<string[]> {
  const { stdout } = await runExec(scene, 'compat', id, `nslookup ${address} 2>&1`);
  return [...stdout.matchAll(/name = (\S+)/g)].map(([, name = '']) => name.replace(/\.$/, ''));
}

/** Milliseconds that it takes to find nothing. */
export async function timeOfNothing(scene: Scene, id: string): Promise<number> {
  return timeOf(() => runExec(scene, 'compat', id, `nslookup ${scene.name('nobody')} 2>&1`));
}

/** The IPv4 addresses of a name, asked for over TCP at the container's first name server. */
export async function lookUpByTcp(scene: Scene, id: string, name: string): Promise<string[]> {
  const query = dns.streamEncode({
    type: 'query',
    id: 1,
    flags: dns.RECURSION_DESIRED,
    questions: [{ name: `${name}.dns.podman`, type: 'A' }],
  });
  const text = [...query].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const server = "$(sed -n 's/^nameserver //p' /etc/resolv.conf | head -n 1)";
  // Its end stays open until it has heard: not every server answers one that has said all.
  const patient = 'i=0; while ! test -s /tmp/heard && test $((i+=1)) -lt 200; do sleep 0.02; done';
  const command = `{ printf '${text}'; ${patient}; } | nc -w 3 ${server} 53 >/tmp/heard; od -An -v -tx1 /tmp/heard; rm /tmp/heard`;
  const { stdout } = await runExec(scene, 'compat', id, command);
  const bytes = Buffer.from(stdout.replace(/\s/g, ''), 'hex');
  assert.ok(bytes.length > 2, 'an answer');
  const answer = dns.streamDecode(bytes);
  return (answer.answers ?? []).map((record) => (record.type === 'A' ? record.data : record.type));
}
