import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import type { Tree } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

interface Version {
  Version: string;
  ApiVersion: string;
  MinAPIVersion: string;
  Os: string;
  KernelVersion: string;
  Components: { Name: string; Version: string; Details: Record<string, string> }[];
}

async function version(scene: Scene, tree: Tree) {
  const answer = (await scene.send('GET', scene[tree]('/version'))).expect(200);
  return { answer, version: answer.json as Version };
}

/** Whether a version is not above another: `1.9` is below `1.24`. */
function notAbove(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) <= 0;
}

async function dockerForm(scene: Scene, tree: Tree): Promise<void> {
  const { version: found } = await version(scene, tree);
  assert.equal(found.Os, 'linux');
  assert.equal(found.KernelVersion, (await probe(scene, 'uname -r')).stdout.trim());
  assert.ok(notAbove(found.MinAPIVersion, found.ApiVersion));
  assert.ok(found.Components.length > 0, 'there is a component');
}

export default [
  clause('compat.system.version.200.shape', (scene) => dockerForm(scene, 'compat')),
  clause('libpod.system.version.200.docker-form', (scene) => dockerForm(scene, 'libpod')),

  clause('compat.system.version.200.api-versions', async (scene) => {
    const { answer, version: found } = await version(scene, 'compat');
    assert.equal(found.ApiVersion, answer.headers['api-version']);
    assert.ok(notAbove(found.MinAPIVersion, found.ApiVersion));
    const lowest = `/v${found.MinAPIVersion}/version`;
    (await scene.send('GET', lowest)).expect(200);
  }),

  clause('compat.system.version.200.components', async (scene) => {
    const { version: found } = await version(scene, 'compat');
    const [engine] = found.Components;
    assert.match(engine?.Name ?? '', /Engine$/);
    assert.equal(engine?.Version, found.Version);
    const { ApiVersion, APIVersion, MinAPIVersion } = engine.Details;
    assert.match(String(ApiVersion ?? APIVersion), /^\d+\.\d+/);
    assert.match(String(MinAPIVersion), /^\d+\.\d+/);
  }),

  clause('libpod.system.version.200.libpod-component', async (scene) => {
    const { answer, version: found } = await version(scene, 'libpod');
    const engine = found.Components.find(({ Name }) => Name === 'Podman Engine');
    assert.equal(engine?.Details['APIVersion'], answer.headers['libpod-api-version']);
  }),
];
