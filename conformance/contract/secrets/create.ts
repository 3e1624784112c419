import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { makeSecret, trySecret } from '../../suite/secrets.ts';
import type { SecretInspected } from '../../suite/secrets.ts';

async function inspectSecret(scene: Scene, name: string): Promise<SecretInspected> {
  const answer = await scene.send('GET', scene.libpod(`/secrets/${name}/json`));
  return answer.expect(200).json as SecretInspected;
}

/** Makes a container of this script, and says what it wrote. */
async function outputOf(scene: Scene, script: string, spec: object): Promise<string> {
  const id = await createLibpod(scene, { command: ['sh', '-c', script], ...spec });
  return outputOfStart(scene, id);
}

async function outputOfStart(scene: Scene, id: string): Promise<string> {
  (await post(scene, id, 'start')).expect(204);
  await scene.wait(id);
  return (await written(scene, id)).stdout;
}

export default [
  clause('libpod.secret.create.200.created', async (scene) => {
    const name = scene.name('s');
    const id = await makeSecret(scene, name);
    const { ID, Spec } = await inspectSecret(scene, name);
    assert.deepEqual([ID, Spec.Name], [id, name]);
  }),

  clause('libpod.secret.create.200.labels', async (scene) => {
    const name = scene.name('s');
    const labels = encodeURIComponent(JSON.stringify({ a: 'b', c: '' }));
    await makeSecret(scene, name, 'data', `&labels=${labels}`);
    assert.deepEqual((await inspectSecret(scene, name)).Spec.Labels, { a: 'b', c: '' });
  }),

  clause('libpod.secret.create.200.binary', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name, Buffer.from([0, 255, 10, 13, 0]));
    const secrets = [{ Source: name, Mode: 0o444 }];
    const script = `od -An -tx1 /run/secrets/${name}`;
    assert.equal((await outputOf(scene, script, { secrets })).trim(), '00 ff 0a 0d 00');
  }),

  clause('libpod.secret.create.200.mounted', async (scene) => {
    const [one, two] = [scene.name('s'), scene.name('s')];
    await makeSecret(scene, one, 'first ');
    await makeSecret(scene, two, 'second');
    const secrets = [
      { Source: one, Mode: 0o400 },
      { Source: two, Target: '/etc/placed', UID: 5, GID: 6, Mode: 0o440 },
    ];
    const files = `/run/secrets/${one} /etc/placed`;
    const script = `cat ${files}; echo; stat -c %a:%u:%g ${files}`;
    const output = await outputOf(scene, script, { secrets });
    assert.equal(output, 'first second\n400:0:0\n440:5:6\n');
  }),

  clause('libpod.secret.create.200.kept', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name, 'kept');
    const secrets = [{ Source: name, Mode: 0o444 }];
    const command = ['cat', `/run/secrets/${name}`];
    const id = await createLibpod(scene, { secrets, command });
    (await scene.send('DELETE', scene.libpod(`/secrets/${name}`))).expect(204);
    assert.equal(await outputOfStart(scene, id), 'kept');
  }),

  clause('libpod.secret.create.200.environment', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name, 'hush');
    const command = ['sh', '-c', 'echo $SECRET'];
    const id = await createLibpod(scene, { command, secret_env: { SECRET: name } });
    assert.equal(await outputOfStart(scene, id), 'hush\n');
    assert.ok(!JSON.stringify(await inspectLibpod(scene, id)).includes('hush'));
  }),

  clause('libpod.secret.create.200.replace', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name, 'old');
    await makeSecret(scene, name, 'new', '&replace=true');
    const secrets = [{ Source: name, Mode: 0o444 }];
    assert.equal(await outputOf(scene, `cat /run/secrets/${name}`, { secrets }), 'new');
  }),

  clause('libpod.secret.create.500.name-in-use', async (scene) => {
    const name = scene.name('s');
    const id = await makeSecret(scene, name);
    assert.match((await trySecret(scene, name, 'x')).expect(500).text, new RegExp(name));
    assert.equal((await inspectSecret(scene, name)).ID, id);
  }),

  clause('libpod.secret.create.500.bad-name', async (scene) => {
    for (const wrong of ['/', '=', ',']) {
      const name = `${scene.name('s')}${wrong}a`;
      (await trySecret(scene, name, 'x')).expect(500);
    }
  }),

  clause('libpod.secret.create.500.size', async (scene) => {
    const name = scene.name('s');
    for (const data of [Buffer.alloc(0), Buffer.alloc(512_000, 'x')]) {
      (await trySecret(scene, name, data)).expect(500);
    }
    await makeSecret(scene, name, Buffer.alloc(511_999, 'x'));
  }),

  clause('libpod.secret.create.200.shell-driver', async (scene) => {
    const name = scene.name('s');
    const file = '/tmp/refpod-secret-$SECRET_ID';
    const options = {
      list: 'true',
      lookup: `cat ${file}`,
      store: `cat > ${file}`,
      delete: `rm ${file}`,
    };
    const query = `&driver=shell&driveropts=${encodeURIComponent(JSON.stringify(options))}`;
    await makeSecret(scene, name, 'kept outside', query);
    const command = ['cat', `/run/secrets/${name}`];
    const id = await createLibpod(scene, { command, secrets: [{ Source: name }] });
    (await post(scene, id, 'start')).expect(204);
    assert.equal(await scene.wait(id), 0);
    assert.equal((await written(scene, id)).stdout, 'kept outside');
  }),

  clause('libpod.secret.create.500.driver', async (scene) => {
    (await trySecret(scene, scene.name('s'), 'x', '&driver=nosuch')).expect(500);
  }),
];
