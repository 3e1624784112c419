import { EXIT, UsageError } from '../../impl/cli/command.ts';
import type { Command } from '../../impl/cli/command.ts';
import { TargetMissing } from '../targets/target.ts';

/** Exit codes of the suite's commands: the engine conforms, it does not, the command could not run. */
export const CONFORMS = { yes: EXIT.done, no: EXIT.failed, couldNotRun: EXIT.usage } as const;

/**
 * A command of the suite, whose program is loaded when it runs. Whatever it throws means that it
 * could not run: exit code 2, and the stack only where the cause is not plain.
 */
export function suiteCommand(
  command: Omit<Command, 'run'>,
  load: () => Promise<(args: string[]) => Promise<number>>,
): Command {
  return {
    ...command,
    run: async (args) => {
      try {
        return await (await load())(args);
      } catch (error) {
        if (error instanceof UsageError) throw error;
        process.stderr.write(`refpod ${command.name}: ${told(error)}\n`);
        return CONFORMS.couldNotRun;
      }
    },
  };
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const plain = error instanceof RangeError || error instanceof TargetMissing || 'code' in error;
  return plain ? error.message : (error.stack ?? error.message);
}
