import { parseArgs } from 'node:util';
import { Conflict } from '../errors.ts';
import { lockHolder } from '../root-lock.ts';
import { EXIT, parsed } from './command.ts';
import type { Command } from './command.ts';
import { defaultRoot } from './serve.ts';

export const reload: Command = {
  name: 'reload',
  summary: 'have a running daemon put its networks back',
  help: `Usage: refpod reload [--root DIR]

  --root DIR   of the daemon (default ${defaultRoot})

Bridges, links, firewall rules and name servers become again what the daemon's database says, after
somebody flushed the firewall, say. The same as sending SIGHUP to the daemon.`,

  async run(args) {
    const options = { root: { type: 'string', default: defaultRoot } } as const;
    const { values } = parsed(() => parseArgs({ args, options }));
    const holder = lockHolder(values.root);
    if (holder === undefined) throw new Conflict(`no daemon runs on ${values.root}`);
    process.kill(holder, 'SIGHUP');
    return EXIT.done;
  },
};
