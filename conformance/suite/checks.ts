import assert from 'node:assert/strict';
import matchers from 'pactum-matchers';
import type { Answer } from './send.ts';
import type { Scene } from './scene.ts';

const { includes } = matchers;

/** An unknown name: 404, the error body, and a message that has the name. */
export async function unknownNameAnswers404(
  scene: Scene,
  method: string,
  path: (name: string) => string,
  body?: object,
): Promise<void> {
  const name = scene.name('nobody');
  const request = scene
    .spec()
    .withMethod(method)
    .withPath(scene.url(path(name)));
  if (body !== undefined) request.withJson(body);
  await request
    .expectStatus(404)
    .expectJsonMatch({ message: includes(name) })
    .toss();
}

/** The beginning of several ids: 400, and a message that has it. */
export async function ambiguousPrefixAnswers400(
  scene: Scene,
  method: string,
  path: (prefix: string) => string,
  body?: unknown,
): Promise<void> {
  const prefix = await scene.ambiguousPrefix();
  const answer = await scene.send(method, path(prefix), body === undefined ? {} : { json: body });
  answer.expect(400);
  assert.ok(messageOf(answer).includes(prefix), `the message names it: ${answer.text}`);
}

/** The document's error body, whole: cause, message and the status once more. */
export function hasErrorBody(answer: Answer, status: number): void {
  answer.expect(status);
  const body = answer.json as { cause?: unknown; message?: unknown; response?: unknown };
  assert.equal(typeof body.cause, 'string', `an error body has a cause: ${answer.text}`);
  assert.ok(messageOf(answer).length > 0, 'the message is not empty');
  assert.equal(body.response, status);
}

/** The message of an error body. */
export function messageOf(answer: Answer): string {
  const body = answer.json as { message?: unknown };
  assert.equal(typeof body.message, 'string', `an error body has a message: ${answer.text}`);
  return String(body.message);
}
