import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkpointArguments, restoreArguments } from './checkpoint.ts';
import { readCriuStats } from './criu-stats.ts';
import { keepNetworkApart } from './network-apart.ts';
import { holdNetwork } from './network-holder.ts';

describe('what checkpoints are made of', () => {
  const plain = {
    images: '/i',
    work: '/w',
    leaveRunning: false,
    tcpEstablished: false,
    fileLocks: false,
    memoryOnly: false,
  };

  test('the OCI runtime is told what is wanted', () => {
    const paths = ['checkpoint', '--image-path', '/i', '--work-path', '/w'];
    assert.deepEqual(checkpointArguments(plain, false), paths);
    const all = { ...plain, parent: '../p', leaveRunning: true, tcpEstablished: true };
    assert.deepEqual(
      checkpointArguments({ ...all, fileLocks: true, memoryOnly: true }, true).slice(5),
      [
        '--parent-path',
        '../p',
        '--leave-running',
        '--tcp-established',
        '--file-locks',
        '--pre-dump',
        '--shell-job',
      ],
    );
    assert.deepEqual(restoreArguments({ ...plain, tcpEstablished: true }), [
      '--restore',
      '/i',
      '--runtime-opt',
      '--tcp-established',
    ]);
  });

  test('CRIU’s figures are read, large ones too; what is no such file has none', () => {
    // freezing_time 1362, pages_written 2^40.
    const dump = [0x08, 0xd2, 0x0a, 0x38, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    const message = Buffer.from([0x0a, dump.length, ...dump]);
    const head = Buffer.alloc(12);
    head.writeUInt32LE(message.length, 8);
    const figures = readCriuStats(Buffer.concat([head, message]));
    assert.equal(figures['freezing_time'], 1362);
    assert.equal(figures['pages_written'], 2 ** 40);
    assert.equal(figures['frozen_time'], 0);
    for (const bytes of [[], [1, 2, 3], [...head, 0xff, 0xff, 0xff]]) {
      assert.deepEqual(readCriuStats(Buffer.from(bytes)), {});
    }
  });

  test('a network namespace is left out of a container’s configuration', () => {
    const folder = mkdtempSync(join(tmpdir(), 'refpod-apart-'));
    const file = join(folder, 'config.json');
    const namespaces = [{ type: 'pid' }, { type: 'network' }];
    writeFileSync(file, JSON.stringify({ linux: { namespaces } }));
    keepNetworkApart(file, 17);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
      linux: { namespaces: [{ type: 'pid' }, { type: 'network', path: '/proc/17/ns/net' }] },
    });
    rmSync(folder, { recursive: true });
  });

  test('a namespace of nobody is there until it is let go', async () => {
    const holder = await holdNetwork();
    assert.ok(existsSync(holder.path));
    assert.notEqual(readlinkSync(holder.path), readlinkSync('/proc/self/ns/net'));
    const links = readFileSync(`/proc/${holder.pid}/net/dev`, 'utf8');
    assert.match(links, /lo:/);
    holder.release();
    while (existsSync(`/proc/${holder.pid}`)) await new Promise((go) => setTimeout(go, 5));
  });
});
