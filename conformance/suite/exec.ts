import { Session } from './attach.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';
import { framedText } from './streams.ts';

/** What inspect tells of a session in both trees. */
export interface ExecInspected {
  ID: string;
  ContainerID: string;
  Running: boolean;
  Pid: number;
  ExitCode: number | null;
  ProcessConfig: { entrypoint: string; arguments: string[] | null; tty: boolean };
  OpenStdin: boolean;
  OpenStdout: boolean;
  OpenStderr: boolean;
}

const BOTH = { AttachStdout: true, AttachStderr: true };

/** Asks for a session with this body as it is. */
export async function tryExec(
  scene: Scene,
  tree: Tree,
  id: string,
  json: unknown,
): Promise<Answer> {
  return scene.send('POST', scene[tree](`/containers/${id}/exec`), { json });
}

/**
 * Makes a session whose stdout and stderr are attached unless the body says otherwise.
 * @returns its id
 */
export async function createExec(
  scene: Scene,
  tree: Tree,
  id: string,
  body: { Cmd: readonly string[]; [member: string]: unknown },
): Promise<string> {
  const answer = (await tryExec(scene, tree, id, { ...BOTH, ...body })).expect(201);
  return (answer.json as { Id: string }).Id;
}

/** Starts a session, and takes its connection over. */
export async function startExec(
  scene: Scene,
  tree: Tree,
  session: string,
  body: { Tty?: boolean; [member: string]: unknown } = {},
): Promise<Session> {
  const json = { Detach: false, ...body };
  return new Session((await scene.hijack(scene[tree](`/exec/${session}/start`), { json })).stream);
}

/** Starts a session in the background. */
export async function detachExec(scene: Scene, tree: Tree, session: string): Promise<Answer> {
  const json = { Detach: true, Tty: false };
  return scene.send('POST', scene[tree](`/exec/${session}/start`), { json });
}

/** Runs a shell script in a container until it ends. */
export async function runExec(
  scene: Scene,
  tree: Tree,
  id: string,
  script: string,
  body: Record<string, unknown> = {},
): Promise<{ session: string; stdout: string; stderr: string }> {
  const session = await createExec(scene, tree, id, { Cmd: ['sh', '-c', script], ...body });
  const { output } = await startExec(scene, tree, session);
  const bytes = await output.end(10_000);
  return { session, stdout: framedText(bytes, 1), stderr: framedText(bytes, 2) };
}

export async function inspectExec(
  scene: Scene,
  tree: Tree,
  session: string,
): Promise<ExecInspected> {
  const answer = await scene.send('GET', scene[tree](`/exec/${session}/json`));
  return answer.expect(200).json as ExecInspected;
}
