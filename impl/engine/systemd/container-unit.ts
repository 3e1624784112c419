import { aboutUnit, INSTALLED, namedService, serviceLines } from './options.ts';
import type { UnitOptions } from './options.ts';
import { renewed } from './renewed-container.ts';
import type { OwnLines } from './renewed-container.ts';
import { execLine } from './unit.ts';
import type { Unit, UnitLine } from './unit.ts';

/** What a unit has to know of a container. */
export interface UnitContainer {
  id: string;
  name: string;
  /** What the client typed; units that make the container anew type it again. */
  createCommand: readonly string[] | undefined;
  env: Readonly<Record<string, string>>;
  conmonPidFile: string;
  /** Services that run before it, and whose end ends it. */
  boundTo: readonly string[];
  /** Of a container in a pod: where the pod's unit keeps the pod's id. */
  podIdFile: string | undefined;
}

/** The unit of one container. Throws InternalError for `renew` where no command made the container. */
export function containerUnit(container: UnitContainer, options: UnitOptions): Unit {
  const name = containerService(container, options);
  const own = options.renew ? renewed(container, options, name) : byName(container, options);
  const mounts = options.renew ? '%t/containers' : options.runRoot;
  return {
    name,
    isTemplate: options.renew && options.template,
    notes: options.notes,
    unit: [
      ...aboutUnit(name, options, mounts),
      ...binding(container.boundTo),
      ...options.dependencies,
    ],
    service: [...serviceLines(options, own), ...own.commands],
    install: INSTALLED,
  };
}

/** The container's unit, without `.service`. */
export function containerService(
  { id, name }: Pick<UnitContainer, 'id' | 'name'>,
  options: UnitOptions,
): string {
  return namedService(options.containerPrefix, options.useName ? name : id, options);
}

function binding(services: readonly string[]): UnitLine[] {
  if (services.length === 0) return [];
  const units = services.map((service) => `${service}.service`).sort();
  return [
    ['BindsTo', units.join(' ')],
    ['After', units.join(' ')],
  ];
}

/** Starts and stops the container that is there. */
function byName(container: UnitContainer, options: UnitOptions): OwnLines {
  const name = options.useName ? container.name : container.id;
  return { variables: [], commands: startAndStop(name, container.conmonPidFile, options) };
}

/** The commands of a unit that starts a container and stops it again. */
export function startAndStop(
  name: string,
  conmonPidFile: string,
  { program, stopTimeout }: UnitOptions,
): UnitLine[] {
  const stop = execLine([program, 'stop', '-t', String(stopTimeout), name]);
  return [
    ['ExecStart', execLine([program, 'start', name])],
    ['ExecStop', stop],
    ['ExecStopPost', stop],
    ['PIDFile', conmonPidFile],
    ['Type', 'forking'],
  ];
}
