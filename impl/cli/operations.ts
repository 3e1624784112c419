import { parseArgs } from 'node:util';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';
import { createHandlers } from '../api/handlers.ts';
import type { Engine } from '../engine/engine.ts';
import { EXIT, parsed } from './command.ts';
import type { Command } from './command.ts';

export const operations: Command = {
  name: 'operations',
  summary: 'list the operations of the API',
  help: `Usage: refpod operations [--missing]

  --missing   only those that answer 501 because they are not built yet`,

  run(args) {
    const { values } = parsed(() => parseArgs({ args, options: { missing: { type: 'boolean' } } }));
    const built = new Set(Object.keys(createHandlers(untouchedEngine())));
    for (const { id, method, path } of OPERATIONS) {
      if (values.missing === true && built.has(id)) continue;
      process.stdout.write(`${id}\t${method}\t${path}\n`);
    }
    return Promise.resolve(EXIT.done);
  },
};

/** Stands for an engine while the table is only read: any part of it is there, none does anything. */
function untouchedEngine(): Engine {
  const part: unknown = new Proxy(() => part, { get: () => part });
  return part as Engine;
}
