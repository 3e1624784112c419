import { InternalError } from '../../errors.ts';
import { isGiven, isSet, readCommand, valueOf, without } from './command.ts';
import type { Command, CommandOption } from './command.ts';
import type { UnitContainer } from './container-unit.ts';
import type { UnitOptions } from './options.ts';
import { escapeWord, execLine } from './unit.ts';
import type { UnitLine } from './unit.ts';

/** Where the unit keeps the id of the container that it made. */
const ID_FILE = '%t/%n.ctr-id';

/** What a service has of its own. */
export interface OwnLines {
  variables: string[];
  restart?: { policy: string; burst?: string };
  commands: UnitLine[];
}

/**
 * Makes the container at start, by the command that made it first, and removes it at stop. Throws
 * InternalError where no command of Podman's client made it.
 */
export function renewed(container: UnitContainer, options: UnitOptions, service: string): OwnLines {
  const command = creating(container);
  const restart = options.restartPolicy === undefined ? restartOf(command.options) : undefined;
  const ending = ['--ignore', '-t', String(options.stopTimeout), `--cidfile=${ID_FILE}`];
  return {
    variables: inherited(container, command.options),
    ...(restart ? { restart } : {}),
    commands: [
      ['ExecStartPre', execLine(['/bin/rm', '-f', ID_FILE])],
      ['ExecStart', execLine(running(container, command, options, service))],
      ['ExecStop', execLine([options.program, 'stop', ...ending])],
      ['ExecStopPost', execLine([options.program, 'rm', '-f', ...ending])],
      ['Type', 'notify'],
      ['NotifyAccess', 'all'],
    ],
  };
}

function creating({ id, createCommand }: UnitContainer): Command {
  if (!createCommand) {
    throw new InternalError(
      `cannot use --new on container "${id}": no create command found: only works on containers created directly with podman but not via REST API`,
    );
  }
  const command = readCommand(createCommand, (word) => word === 'run' || word === 'create');
  if (command) return command;
  throw new InternalError(
    `container's create command is too short or invalid: [${createCommand.join(' ')}]`,
  );
}

/** `podman run …` in words that systemd takes as they are. */
function running(
  { podIdFile }: UnitContainer,
  { root, options: typed, rest }: Command,
  options: UnitOptions,
  service: string,
): string[] {
  const notify = valueOf(typed, 'sdnotify') ?? 'ignore';
  const enforced = [`--cidfile=${ID_FILE}`, '--cgroups=no-conmon', '--rm'];
  if (podIdFile !== undefined) enforced.push('--pod-id-file', podIdFile);
  // systemd waits for a message that the service is up: conmon sends it where nobody else does.
  if (notify === 'ignore') enforced.push('--sdnotify=conmon');
  if (!isSet(typed, 'detach', 'd')) enforced.push('-d');
  // Of a container that a crash left the name would be taken.
  if (isGiven(typed, 'name') && !isSet(typed, 'replace')) enforced.push('--replace');
  const kept = keep(typed, { isInPod: podIdFile !== undefined, notify });
  return [
    options.program,
    ...root.map(escapeWord),
    'run',
    ...(options.template && !isGiven(typed, 'name') ? [`--name=${service}-%i`] : []),
    ...enforced,
    ...kept.flatMap((option) => escapeOption(option, options)),
    ...rest.map(escapeWord),
  ];
}

/** Without what the unit decides itself. */
function keep(
  typed: readonly CommandOption[],
  { isInPod, notify }: { isInPod: boolean; notify: string },
): readonly CommandOption[] {
  const dropped = ['rm', 'cgroups', 'cidfile', 'restart'];
  if (isInPod) dropped.push('pod', 'pod-id-file', 'infra-conmon-pidfile');
  if (notify === 'ignore') dropped.push('sdnotify');
  if (!isSet(typed, 'replace')) dropped.push('replace');
  if (!isSet(typed, 'detach', 'd')) dropped.push('detach', 'd');
  return without(typed, ...dropped);
}

/** Instances of a template differ in their names. */
function escapeOption({ names, words }: CommandOption, { template }: UnitOptions): string[] {
  const escaped = words.map(escapeWord);
  if (!template || !names.includes('name')) return escaped;
  return [...escaped.slice(0, -1), `${escaped.at(-1)}-%i`];
}

/** `-e NAME` takes the value from the client's environment, which the unit has to have. */
function inherited({ env }: UnitContainer, typed: readonly CommandOption[]): string[] {
  return typed
    .filter(({ names }) => names.at(-1) === 'e' || names.includes('env'))
    .flatMap(({ value = '' }) => {
      const found = Object.hasOwn(env, value) ? env[value] : undefined;
      return found === undefined ? [] : [`${value}=${found}`];
    });
}

/** The restart policy that was typed, in systemd's words; `on-failure:5` is five tries. */
function restartOf(typed: readonly CommandOption[]): OwnLines['restart'] {
  const [policy = '', burst] = (valueOf(typed, 'restart') ?? '').split(':');
  if (policy === '') return undefined;
  if (policy === 'on-failure' && burst) return { policy, burst };
  return { policy: policy === 'unless-stopped' ? 'always' : policy };
}
