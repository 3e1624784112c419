import { suiteCommand } from './command.ts';

export const conform = suiteCommand(
  {
    name: 'conform',
    summary: 'run the conformance suite against an engine',
    help: `Usage: refpod conform --target NAME [options]

  --target NAME      reference, podman, podman3, podman5, docker, refpod,
                     or url:ADDRESS (unix:///path, tcp://host:port)
  --only WHAT        a section, an operation or a glob over clause ids; may be repeated
  --level LEVEL      must, should or observed
  --shard I/N        the I-th of N parts of the tests
  --report LIST:DIR  write html, md, json, junit, badge (joined by commas) into a folder
  --expect FILE      the ledger of expected failures (default conformance/expectations/NAME.yaml)
  --list             only name the tests
  --seed N           instead of the tests run the properties, from this seed; --only then takes
                     lifecycle, decoding or streams
  --path P           with --seed: go straight to the failure that printed this path
  --time-box S       seconds that one test may take, or with --seed all properties (default 60)
  --concurrency N    tests side by side (default 4)
  --ledger FILE      write every exchange as a JSON line
  --save             keep the results for CONFORMANCE.md (conformance/results)
  --verbose          a line for every test

Exits with 0 when the engine conforms, 1 when it does not, 2 when the suite could not run.`,
  },
  async () => (await import('./conform.ts')).conformCommand,
);

export const parity = suiteCommand(
  {
    name: 'parity',
    summary: 'compare two engines side by side',
    help: `Usage: refpod parity A B [options]

  A, B         targets, as refpod conform takes them
  --seconds N  how long the sequences run (default 60)
  --seed N     where the generated sequences begin
  --path P     with --seed: go straight to the failure that printed this path

Scenarios are told to both engines, and their answers compared whole; then generated sequences run
on both, and their states are compared. Every difference must be a known one
(conformance/divergences), and every known one must still show; new ones are printed as entries.
Exits with 0 when it is so, 1 when it is not, 2 when it could not run.`,
  },
  async () => (await import('./parity.ts')).parityCommand,
);

export const diff = suiteCommand(
  {
    name: 'diff',
    summary: 'compare the results of two conformance runs',
    help: `Usage: refpod diff OLD.json NEW.json

Tells which clauses newly fail, were mended, were added and are gone.
Exits with 1 when something got worse, 2 when a file cannot be read.`,
  },
  async () => (await import('./diff.ts')).diffCommand,
);

export const report = suiteCommand(
  {
    name: 'report',
    summary: 'write reports from the results of conformance runs',
    help: `Usage: refpod report --report LIST:DIR [RESULTS.json ...]

  --report LIST:DIR  html, md, json, junit, badge (joined by commas), and the folder to write to

Without files, from the results kept in conformance/results: one column per engine.`,
  },
  async () => (await import('./report.ts')).reportCommand,
);

export const tap = suiteCommand(
  {
    name: 'tap',
    summary: 'watch any client talk to any engine, and check it against the spec',
    help: `Usage: refpod tap --upstream ADDRESS --listen ADDRESS [--ledger FILE] [--report FILE]

  --upstream ADDRESS  the engine: unix:///path or tcp://host:port
  --listen ADDRESS    where clients connect
  --ledger FILE       write every exchange as a JSON line, without secrets
  --report FILE       at the end, write a report of the session as Markdown

Carries every byte, checks each exchange and prints a line for it, until SIGINT or SIGTERM.
Exits with 1 when something was not as the spec says.`,
  },
  async () => (await import('./tap.ts')).tapCommand,
);
