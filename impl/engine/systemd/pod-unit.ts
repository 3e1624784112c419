import { InternalError } from '../../errors.ts';
import { isGiven, isSet, readCommand, without } from './command.ts';
import type { Command } from './command.ts';
import { startAndStop } from './container-unit.ts';
import { aboutUnit, INSTALLED, namedService, serviceLines } from './options.ts';
import type { UnitOptions } from './options.ts';
import { escapeWord, execLine } from './unit.ts';
import type { Unit, UnitLine } from './unit.ts';

/** What the unit of a pod has to know of it. */
export interface UnitPod {
  id: string;
  name: string;
  /** What the client typed. */
  createCommand: readonly string[] | undefined;
  infra: { id: string; name: string; conmonPidFile: string };
  /** Services of its containers, which run after it. */
  required: readonly string[];
}

/** The unit of a pod: it runs while the infra container does. Throws InternalError as Podman does. */
export function podUnit(pod: UnitPod, options: UnitOptions): Unit {
  const name = podService(pod, options);
  const commands = options.renew
    ? renewed(pod, name, options)
    : startAndStop(
        options.useName ? pod.infra.name : pod.infra.id,
        pod.infra.conmonPidFile,
        options,
      );
  return {
    name,
    isTemplate: false,
    notes: options.notes,
    unit: [
      ...aboutUnit(name, options, options.runRoot),
      ...before(pod.required),
      ...options.dependencies,
    ],
    service: [...serviceLines(options), ...commands],
    install: INSTALLED,
  };
}

/** The pod's unit, without `.service`. */
export function podService(
  { id, name }: Pick<UnitPod, 'id' | 'name'>,
  options: UnitOptions,
): string {
  return namedService(options.podPrefix, options.useName ? name : id, options);
}

/** Where the unit keeps the id of the pod that it made. */
export function podIdFile(service: string): string {
  return `%t/${service}.pod-id`;
}

function before(services: readonly string[]): UnitLine[] {
  if (services.length === 0) return [];
  const units = services.map((service) => `${service}.service`).sort();
  return [
    ['Wants', units.join(' ')],
    ['Before', units.join(' ')],
  ];
}

/** Makes the pod at start by the command that made it first, and removes it at stop. */
function renewed(pod: UnitPod, service: string, options: UnitOptions): UnitLine[] {
  const command = creating(pod);
  const [pidFile, idFile] = [`%t/${service}.pid`, podIdFile(service)];
  const podman = [options.program, ...command.root.map(escapeWord), 'pod'];
  const timeout = ['-t', String(options.stopTimeout)];
  return [
    ['ExecStartPre', execLine(['/bin/rm', '-f', pidFile, idFile])],
    ['ExecStartPre', execLine([...podman, 'create', ...createWords(command, pidFile, idFile)])],
    ['ExecStart', execLine([...podman, 'start', '--pod-id-file', idFile])],
    ['ExecStop', execLine([...podman, 'stop', '--ignore', '--pod-id-file', idFile, ...timeout])],
    ['ExecStopPost', execLine([...podman, 'rm', '--ignore', '-f', '--pod-id-file', idFile])],
    ['PIDFile', pidFile],
    ['Type', 'forking'],
  ];
}

function creating({ id, createCommand = [] }: UnitPod): Command {
  if (createCommand.length === 0) {
    throw new InternalError(`cannot use --new on pod "${id}": no create command found`);
  }
  const isVerb = (word: string, last: string | undefined) => last === 'pod' && word === 'create';
  const command = readCommand(createCommand, isVerb);
  // What stands before the verb ends with `pod`.
  if (command) return { ...command, root: command.root.slice(0, -1) };
  throw new InternalError(
    `pod does not appear to be created via \`podman pod create\`: [${createCommand.join(' ')}]`,
  );
}

function createWords(command: Command, pidFile: string, idFile: string): string[] {
  const { options: typed, rest } = command;
  const enforced = ['--infra-conmon-pidfile', pidFile, '--pod-id-file', idFile];
  // The unit has to end with the last of the containers.
  if (!isGiven(typed, 'exit-policy')) enforced.push('--exit-policy=stop');
  const replaces = isGiven(typed, 'name') && !isSet(typed, 'replace');
  const kept = without(
    typed,
    'pod',
    'pod-id-file',
    'infra-conmon-pidfile',
    ...(isSet(typed, 'replace') ? [] : ['replace']),
  );
  return [
    ...enforced,
    ...kept.flatMap(({ words }) => words.map(escapeWord)),
    ...(replaces ? ['--replace'] : []),
    ...rest.map(escapeWord),
  ];
}
