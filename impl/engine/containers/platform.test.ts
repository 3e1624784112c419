import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goArchitecture } from '../system/version.ts';
import { platformWarnings, requirePlatform } from './platform.ts';

const image = (architecture: string, variant?: string) => ({
  os: 'linux',
  architecture,
  ...(variant === undefined ? {} : { variant }),
  rootfs: { type: 'layers' as const, diff_ids: [] },
});

test('an image of the platform passes, also when less is said of it', () => {
  for (const wanted of ['linux', 'linux/arm64', 'Linux/AArch64', 'linux/arm64/v8']) {
    requirePlatform(image('arm64'), 'name', wanted);
  }
  requirePlatform(image('arm', 'v7'), 'name', 'linux/arm/v7');
});

test('an image of another platform is not there', () => {
  for (const wanted of ['windows', 'linux/amd64', 'linux/arm/v6']) {
    assert.throws(() => requirePlatform(image('arm', 'v7'), 'name', wanted), {
      status: 404,
      message: `image with reference name was found but its platform (linux/arm/v7) does not match the specified platform (${wanted})`,
    });
  }
});

test('what is no platform is refused', () => {
  for (const wanted of ['/', 'linux/', 'linux//v7', 'a/b/c/d', 'li nux']) {
    assert.throws(() => requirePlatform(image('arm64'), 'name', wanted), { status: 400 }, wanted);
  }
});

test('an image for other machines is warned of', () => {
  assert.deepEqual(platformWarnings(image(goArchitecture())), []);
  assert.match(platformWarnings(image('s390x')).join(), /platform \(linux\/s390x\) does not match/);
});
