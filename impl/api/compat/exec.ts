import type { DockerExecInspectResponse } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import { ownDetachKeys } from '../../engine/exec/session.ts';
import type { ExecRecord } from '../../engine/exec/session.ts';
import type { Handlers } from '../handler.ts';
import { processConfig, startReply } from '../shared/exec.ts';
import { given } from '../shared/given.ts';

const tree = 'compat';

export function compatExec({ execs }: Pick<Engine, 'execs'>) {
  return {
    'compat.exec.create': ({ path, body }) => {
      const { AttachStdin = false, AttachStdout = false, AttachStderr = false, Cmd } = body;
      const config = given({
        tree,
        command: typeof Cmd === 'string' ? [Cmd] : (Cmd ?? []),
        env: body.Env ?? [],
        user: body.User || undefined,
        workDir: body.WorkingDir || undefined,
        terminal: body.Tty ?? false,
        privileged: body.Privileged ?? false,
        attach: { stdin: AttachStdin, stdout: AttachStdout, stderr: AttachStderr },
        detachKeys: body.DetachKeys || undefined,
        size: sizeOf(body.ConsoleSize),
      } as const);
      return { kind: 'json', status: 201, value: { Id: execs.create(path.name, config) } };
    },
    'compat.exec.inspect': ({ path }) => ({
      kind: 'json',
      status: 200,
      value: encode(execs.inspect(path.id)),
    }),
    'compat.exec.start': ({ path, body }) => {
      const size = sizeOf(body.ConsoleSize);
      return startReply(
        execs,
        path.id,
        given({ tree, detach: body.Detach ?? false, size } as const),
      );
    },
    'compat.exec.resize': async ({ path, query }) => {
      const size = { rows: query.h ?? 0, columns: query.w ?? 0 };
      await execs.resize(path.id, size, { tree });
      return { kind: 'empty', status: 201 };
    },
  } satisfies Handlers;
}

/** Docker's order: height, width. */
function sizeOf(size: readonly number[] | null = []) {
  const [rows, columns] = size ?? [];
  return rows && columns ? { rows, columns } : undefined;
}

function encode(record: Readonly<ExecRecord>): DockerExecInspectResponse {
  const { id, containerId, state, pid, exitCode, config } = record;
  return {
    ID: id,
    Running: state === 'running',
    ExitCode: state === 'ended' ? exitCode : null,
    ProcessConfig: processConfig(record),
    OpenStdin: config.attach.stdin,
    OpenStderr: config.attach.stderr,
    OpenStdout: config.attach.stdout,
    CanRemove: false,
    ContainerID: containerId,
    DetachKeys: ownDetachKeys(config).toString('base64'),
    Pid: pid,
  };
}
