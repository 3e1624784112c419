import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Answer } from './send.ts';
import type { Scene } from './scene.ts';

/** An unknown name: 404, the error body, and a message that has the name. */
export async function unknownNameAnswers404(
  scene: Scene,
  method: string,
  path: (name: string) => string,
  body?: unknown,
): Promise<void> {
  const name = scene.name('nobody');
  const answer = await scene.send(method, path(name), body === undefined ? {} : { json: body });
  answer.expect(404);
  assert.ok(messageOf(answer).includes(name), `the message names it: ${answer.text}`);
}

/** The message of an error body. */
export function messageOf(answer: Answer): string {
  const body = answer.json as { message?: unknown };
  assert.equal(typeof body.message, 'string', `an error body has a message: ${answer.text}`);
  return String(body.message);
}

/** Whether a process of the host is there; only for targets on this host. */
export function processExists(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
