import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { text } from 'node:stream/consumers';

/** A network namespace held by a process, as a container's is: what the tests attach to networks. */
export class TestNamespace {
  readonly pid: number;
  readonly #holder: ChildProcess;
  readonly #servers: ChildProcess[] = [];

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
    this.pid = holder.pid ?? 0;
  }

  static async open(): Promise<TestNamespace> {
    // The line tells that the namespace is there.
    const script = 'echo ready; exec sleep infinity';
    const holder = spawn('unshare', ['-n', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout ?? holder, 'data');
    return new TestNamespace(holder);
  }

  /** Runs a command inside to its end; returns what it printed, on both streams. */
  async run(...command: string[]): Promise<{ code: number | null; output: string }> {
    const child = this.#spawn(command);
    const [output, [code]] = await Promise.all([
      text(child.stdout ?? fs.createReadStream('/dev/null')),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, output };
  }

  /** Starts a server inside that answers everybody with the address they came from and `name`. */
  async serve(protocol: 'tcp' | 'udp', port: number, name = ''): Promise<void> {
    const answer = `(peer) => 'from ' + peer.replace('::ffff:', '') + ' ${name}\\n'`;
    const script = {
      tcp: `require('net').createServer((s) => s.end((${answer})(s.remoteAddress)))
        .listen(${port}, () => console.log('ready'));`,
      udp: `const u = require('dgram').createSocket('udp4');
        u.on('message', (_, from) => u.send((${answer})(from.address), from.port, from.address));
        u.bind(${port}, () => console.log('ready'));`,
    }[protocol];
    const child = this.#spawn([process.execPath, '-e', script]);
    this.#servers.push(child);
    await once(child.stdout ?? child, 'data');
  }

  /** Ends the holder and the servers, so that the kernel removes the namespace. */
  async close(): Promise<void> {
    for (const child of [...this.#servers, this.#holder]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  #spawn(command: string[]): ChildProcess {
    const inside = [`--net=/proc/${this.pid}/ns/net`, ...command];
    return spawn('nsenter', inside, { stdio: ['ignore', 'pipe', 'inherit'] });
  }
}
