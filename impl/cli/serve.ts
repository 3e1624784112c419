import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startDaemon } from '../daemon.ts';
import { activatedSockets, parseAddress } from '../http/listen.ts';
import { LOG_LEVELS, createLog } from '../log.ts';
import type { LogLevel } from '../log.ts';
import { EXIT, UsageError, parsed } from './command.ts';
import type { Command } from './command.ts';

/** What survives a reboot is here unless somebody says otherwise. */
export const defaultRoot = '/var/lib/refpod';

const DEFAULTS = {
  root: defaultRoot,
  runroot: '/run/refpod',
  listen: 'unix:///run/refpod/refpod.sock',
};

export const serve: Command = {
  name: 'serve',
  summary: 'run the daemon',
  help: `Usage: refpod serve [options]

  --listen ADDRESS   unix:///path or tcp://host:port; may be repeated
                     (default ${DEFAULTS.listen}, or systemd's sockets)
  --root DIR         what survives a reboot (default ${DEFAULTS.root})
  --runroot DIR      what does not (default ${DEFAULTS.runroot})
  --time SECONDS     end after so long without a request, 0 for never (default 0)
  --log-level LEVEL  ${LOG_LEVELS.join(', ')} (default info); debug logs every request

SIGTERM and SIGINT end the daemon; containers go on running and are found again. SIGHUP has it put its
networks back as they should be.`,

  async run(args) {
    const options = readOptions(args);
    // Before anybody is told that we listen: who reads that may end us at once.
    const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    const daemon = await startDaemon(options);
    process.on('SIGHUP', () => void daemon.reload());
    for (const address of daemon.addresses) process.stdout.write(`listening on ${address}\n`);
    await Promise.race([told, daemon.idle]);
    await daemon.stop();
    return EXIT.done;
  },
};

function readOptions(args: string[]) {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        listen: { type: 'string', multiple: true },
        root: { type: 'string', default: DEFAULTS.root },
        runroot: { type: 'string', default: DEFAULTS.runroot },
        time: { type: 'string', short: 't', default: '0' },
        'log-level': { type: 'string', default: 'info' },
      },
    }),
  );
  const level = values['log-level'];
  if (!isLogLevel(level))
    throw new UsageError(`--log-level "${level}": not one of ${LOG_LEVELS.join(', ')}`);
  if (!/^\d+$/.test(values.time))
    throw new UsageError(`--time "${values.time}": not a number of seconds`);
  return {
    root: values.root,
    runroot: values.runroot,
    addresses: addresses(values.listen ?? []),
    idleSeconds: Number(values.time),
    log: createLog(level),
  };
}

function addresses(listen: string[]) {
  const activated = activatedSockets(process.env);
  const asked = listen.map(parseAddress);
  if (activated.length + asked.length === 0) return [parseAddress(DEFAULTS.listen)];
  return [...activated, ...asked];
}

function isLogLevel(text: string): text is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(text);
}
