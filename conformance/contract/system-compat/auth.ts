import assert from 'node:assert/strict';
import { user } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import type { Scene } from '../../suite/scene.ts';
import { registriesOf } from '../../suite/registries.ts';
import { needs } from '../../suite/registry.ts';

/** Asks for a login at the registry that wants a password. */
async function login(scene: Scene, who: object, serveraddress?: string) {
  const users = await registriesOf(scene.target).host('users');
  // Podman asks only localhost without TLS.
  const host = serveraddress ?? users.replace('127.0.0.1', 'localhost');
  return scene.send('POST', scene.compat('/auth'), { json: { ...who, serveraddress: host } });
}

export default [
  clause(
    'compat.system.auth.200.taken',
    async (scene) => {
      const report = (await login(scene, user)).expect(200).json;
      assert.deepEqual(report, { IdentityToken: '', Status: 'Login Succeeded' });
    },
    { needs },
  ),
  clause(
    'compat.system.auth.500.refused',
    async (scene) => {
      const answer = await login(scene, { ...user, password: 'wrong' });
      const { message } = answer.expect(500).json as { message: string };
      assert.match(message, /unauthorized|401/i);
    },
    { needs },
  ),
  clause('compat.system.auth.500.no-registry', async (scene) => {
    const answer = await login(scene, user, '127.0.0.1:1');
    const { message } = answer.expect(500).json as { message: string };
    assert.match(message, /127\.0\.0\.1:1.*refused/);
  }),
];
