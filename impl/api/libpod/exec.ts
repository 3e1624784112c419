import type { InspectExec } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ExecRecord } from '../../engine/exec/session.ts';
import { BadParameter } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { processConfig, startReply } from '../shared/exec.ts';
import { given } from '../shared/given.ts';

const tree = 'libpod';

export function libpodExec({ execs }: Pick<Engine, 'execs'>) {
  return {
    'libpod.exec.create': ({ path, body }) => {
      const { AttachStdin = false, AttachStdout = false, AttachStderr = false } = body;
      const config = given({
        tree,
        command: body.Cmd ?? [],
        env: (body.Env ?? []).map(requireValue),
        user: body.User || undefined,
        workDir: body.WorkingDir || undefined,
        terminal: body.Tty ?? false,
        privileged: body.Privileged ?? false,
        attach: { stdin: AttachStdin, stdout: AttachStdout, stderr: AttachStderr },
        detachKeys: body.DetachKeys || undefined,
      } as const);
      return { kind: 'json', status: 201, value: { Id: execs.create(path.name, config) } };
    },
    'libpod.exec.inspect': ({ path }) => ({
      kind: 'json',
      status: 200,
      value: encode(execs.inspect(path.id)),
    }),
    'libpod.exec.start': ({ path, body }) => {
      const { Detach: detach = false, h: rows = 0, w: columns = 0 } = body;
      const size = rows > 0 && columns > 0 ? { rows, columns } : undefined;
      return startReply(execs, path.id, given({ tree, detach, size } as const));
    },
    'libpod.exec.remove': async ({ path, body }) => {
      await execs.remove(path.id, body.Force ?? false);
      return { kind: 'empty', status: 200 };
    },
    'libpod.exec.resize': async ({ path, query }) => {
      const size = { rows: query.h ?? 0, columns: query.w ?? 0 };
      await execs.resize(path.id, size, { tree, mayBeEnded: query.running });
      return { kind: 'empty', status: 201 };
    },
  } satisfies Handlers;
}

function requireValue(variable: string): string {
  if (variable.includes('=')) return variable;
  throw new BadParameter(`environment variable "${variable}" badly formed, must be key=value`);
}

function encode(record: Readonly<ExecRecord>): InspectExec {
  const { id, containerId, state, pid, exitCode, config } = record;
  const { arguments: words, ...process } = processConfig(record);
  return {
    CanRemove: state === 'ended',
    ContainerID: containerId,
    DetachKeys: config.detachKeys ?? '',
    ExitCode: exitCode,
    ID: id,
    OpenStderr: config.attach.stderr,
    OpenStdin: config.attach.stdin,
    OpenStdout: config.attach.stdout,
    Running: state === 'running',
    Pid: state === 'running' ? pid : 0,
    ProcessConfig: { ...process, arguments: words.length > 0 ? words : null },
  };
}
