import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCgroupLayout } from '../../runtime/cgroup/layout.ts';
import { parseCpu, parseDistribution, parseMemory, readFileSystem, readHost } from './host.ts';
import { packageOf, versionText } from './programs.ts';

describe('figures of the host', () => {
  it('come from the kernel’s texts', () => {
    assert.deepEqual(parseMemory('MemTotal:  2000 kB\nMemFree:  1000 kB\nSwapTotal:  8 kB\n'), {
      total: 2_048_000,
      free: 1_024_000,
      swapTotal: 8192,
      swapFree: 0,
    });
    assert.deepEqual(parseCpu('cpu  10 10 20 50 10 0 0 0 0 0\ncpu0 1 1 1 1\n'), {
      user: 20,
      system: 20,
      idle: 60,
    });
    const release = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';
    assert.deepEqual(parseDistribution(release), {
      id: 'debian',
      version: '12',
      codename: '',
      variant: '',
      title: 'Debian GNU/Linux 12 (bookworm)',
    });
    assert.equal(parseDistribution('').id, 'linux');
  });

  it('are plausible here', async () => {
    const host = readHost(readCgroupLayout());
    assert.ok(host.cpus > 0 && host.memory.total > host.memory.free && host.uptime > 0);
    const sum = host.cpu.user + host.cpu.system + host.cpu.idle;
    assert.ok(sum > 90 && sum <= 100.1, String(sum));
    assert.ok(host.cgroups.controllers.includes('memory'));
    const { total, used } = await readFileSystem('/');
    assert.ok(total > used && used > 0);
  });
});

describe('programs', () => {
  it('are named with their package and version, or as unknown', async () => {
    assert.match(await packageOf('/usr/bin/dpkg'), /^dpkg_/);
    assert.match(await versionText('/usr/bin/dpkg'), /\d+\.\d+/);
    assert.equal(await packageOf('/nonexistent/program'), 'Unknown');
    assert.equal(await versionText('/nonexistent/program'), '');
  });
});
