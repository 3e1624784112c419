import { parseArgs } from 'node:util';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';
import { EXIT, parsed } from './command.ts';
import type { Command } from './command.ts';

export const operations: Command = {
  name: 'operations',
  summary: 'list the operations of the API',
  help: 'Usage: refpod operations',

  run(args) {
    parsed(() => parseArgs({ args, options: {} }));
    for (const { id, method, path } of OPERATIONS) {
      process.stdout.write(`${id}\t${method}\t${path}\n`);
    }
    return Promise.resolve(EXIT.done);
  },
};
