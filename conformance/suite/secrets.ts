import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** One secret, as both trees show it. */
export interface SecretInspected {
  ID: string;
  CreatedAt: string;
  UpdatedAt: string;
  Version?: { Index: number };
  Spec: { Name: string; Labels: Record<string, string> | null; Driver?: { Name: string } };
  SecretData?: string;
}

/** Asks for a secret through the libpod tree; it is removed at the end. */
export async function trySecret(
  scene: Scene,
  name: string,
  data: string | Buffer,
  query = '',
): Promise<Answer> {
  const path = scene.libpod(`/secrets/create?name=${encodeURIComponent(name)}${query}`);
  // What looks like a form is read as one by Podman.
  const headers = { 'content-type': 'text/plain' };
  const answer = await scene.send('POST', path, { body: data, headers });
  if (answer.status === 200) {
    scene.defer(() => scene.send('DELETE', scene.libpod(`/secrets/${encodeURIComponent(name)}`)));
  }
  return answer;
}

/** Makes a secret through the libpod tree. @returns its id */
export async function makeSecret(
  scene: Scene,
  name: string,
  data: string | Buffer = 'data',
  query = '',
): Promise<string> {
  const answer = (await trySecret(scene, name, data, query)).expect(200);
  return (answer.json as { ID: string }).ID;
}

/** Asks for a secret through the compat tree; it is removed at the end. */
export async function tryDockerSecret(
  scene: Scene,
  body: { Name: string; [member: string]: unknown },
): Promise<Answer> {
  const answer = await scene.send('POST', scene.compat('/secrets/create'), { json: body });
  if (answer.status < 300) {
    scene.defer(() => scene.send('DELETE', scene.compat(`/secrets/${body.Name}`)));
  }
  return answer;
}

/** Makes a secret through the compat tree. @returns its id */
export async function makeDockerSecret(
  scene: Scene,
  Name: string,
  body: Record<string, unknown> = {},
): Promise<string> {
  const Data = Buffer.from('data').toString('base64');
  const answer = await tryDockerSecret(scene, { Name, Data, ...body });
  return (answer.expect(200, 201).json as { ID: string }).ID;
}
