import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_CAPABILITIES } from './capabilities.ts';
import { defaultSeccompProfile, seccompFilter, translate } from './seccomp.ts';

const subject = { capabilities: ['CAP_CHOWN'], arch: 'amd64', kernel: '5.10.0-1' };
const ALLOW = 'SCMP_ACT_ALLOW';
const names = (syscalls: object[]) =>
  translate({ defaultAction: 'SCMP_ACT_ERRNO', syscalls: syscalls as never }, subject).syscalls.map(
    (rule) => rule.names[0],
  );

test('rules hold by arch, capability and kernel', () => {
  assert.deepEqual(
    names([
      { names: ['always'], action: ALLOW, includes: {}, excludes: {} },
      { names: ['arch'], action: ALLOW, includes: { arches: ['amd64', 'x32'] } },
      { names: ['other-arch'], action: ALLOW, includes: { arches: ['arm'] } },
      { names: ['not-here'], action: ALLOW, excludes: { arches: ['amd64'] } },
      { names: ['has'], action: ALLOW, includes: { caps: ['CAP_CHOWN'] } },
      { names: ['lacks-one'], action: ALLOW, includes: { caps: ['CAP_CHOWN', 'CAP_BPF'] } },
      { names: ['without'], action: ALLOW, excludes: { caps: ['CAP_BPF'] } },
      { names: ['not-without'], action: ALLOW, excludes: { caps: ['CAP_CHOWN', 'CAP_BPF'] } },
      { names: ['old-enough'], action: ALLOW, includes: { minKernel: '5.9' } },
      { names: ['too-new'], action: ALLOW, includes: { minKernel: '5.11' } },
      { names: ['before'], action: ALLOW, excludes: { minKernel: '6.0' } },
    ]),
    ['always', 'arch', 'has', 'without', 'old-enough', 'before'],
  );
});

test('arguments, errors and the architectures are kept', () => {
  const args = [{ index: 0, value: 16, valueTwo: 0, op: 'SCMP_CMP_EQ' }];
  const filter = translate(
    {
      defaultAction: 'SCMP_ACT_ERRNO',
      defaultErrnoRet: 38,
      archMap: [
        { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: ['SCMP_ARCH_ARM'] },
        { architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] },
      ],
      syscalls: [{ name: 'socket', action: 'SCMP_ACT_ERRNO', errnoRet: 22, args }],
    },
    subject,
  );
  assert.deepEqual(filter, {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 38,
    architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'],
    syscalls: [{ names: ['socket'], action: 'SCMP_ACT_ERRNO', errnoRet: 22, args }],
  });
});

test("the host's own profile gives what real Podman 4.3.1 makes of it", () => {
  assert.ok(defaultSeccompProfile(), 'golang-github-containers-common brings a profile');
  const filter = seccompFilter(undefined, {
    capabilities: DEFAULT_CAPABILITIES,
    arch: 'amd64',
    kernel: '6.1.0',
  });
  assert.equal(filter?.syscalls.length, 19);
  assert.equal(
    filter?.syscalls.reduce((sum, rule) => sum + rule.names.length, 0),
    434,
  );
});

test('a profile may be a path, a text, or none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-seccomp-'));
  const path = join(folder, 'profile.json');
  await writeFile(path, '{"defaultAction":"SCMP_ACT_KILL"}');
  assert.equal(seccompFilter(path, subject)?.defaultAction, 'SCMP_ACT_KILL');
  await writeFile(path, '{"defaultAction":"SCMP_ACT_LOG"}');
  assert.equal(seccompFilter(path, subject)?.defaultAction, 'SCMP_ACT_LOG');
  await rm(folder, { recursive: true });
  assert.equal(
    seccompFilter('{"defaultAction":"SCMP_ACT_TRAP"}', subject)?.defaultAction,
    'SCMP_ACT_TRAP',
  );
  assert.equal(seccompFilter('unconfined', subject), undefined);
  assert.throws(() => seccompFilter(path, subject), { status: 400 });
  assert.throws(() => seccompFilter('{"default', subject), { status: 400 });
});
