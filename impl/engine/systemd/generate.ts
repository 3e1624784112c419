import { InternalError } from '../../errors.ts';
import type { ContainerView } from '../containers/view.ts';
import type { Engine } from '../engine.ts';
import { containerUnit } from './container-unit.ts';
import type { UnitContainer } from './container-unit.ts';
import type { UnitOptions } from './options.ts';
import { formatUnit } from './unit.ts';
import type { Unit } from './unit.ts';

/**
 * The texts of a container's units, by name without `.service`. Throws InternalError, as Podman
 * does, for what is not there, and where `renew` is asked for and no command is known.
 */
export function systemdUnits(
  { containers }: Pick<Engine, 'containers'>,
  name: string,
  options: UnitOptions,
): Record<string, string> {
  if (!containers.exists(name)) throw nothingOfThatName(name);
  return texts([containerUnit(unitContainer(containers.view(name)), options)]);
}

function nothingOfThatName(name: string): InternalError {
  return new InternalError(
    `generating systemd units: ${name} does not refer to a container or pod: no such container`,
    { rootCause: 'no such container' },
  );
}

function unitContainer(view: ContainerView): UnitContainer {
  return {
    id: view.id,
    name: view.name,
    createCommand: view.config.createCommand,
    env: view.config.process.env,
    conmonPidFile: view.files.conmonPid,
    boundTo: [],
    podIdFile: undefined,
  };
}

function texts(units: readonly Unit[]): Record<string, string> {
  return Object.fromEntries(units.map((unit) => [unit.name, formatUnit(unit)]));
}
