import { escapeVariable } from './unit.ts';
import type { UnitLine } from './unit.ts';

/** How the units shall be. Times are seconds. */
export interface UnitOptions {
  /** Names in units and commands instead of ids. */
  useName: boolean;
  /** Units that make the container or pod at start and remove it at stop. */
  renew: boolean;
  /** With `renew`, of containers: a template unit, whose instances have names of their own. */
  template: boolean;
  stopTimeout: number;
  /** 0 leaves it to systemd, as for `restartSeconds`. */
  startTimeout: number;
  restartSeconds: number;
  /** systemd's Restart; without one it is what the container was made with, or on-failure. */
  restartPolicy: string | undefined;
  containerPrefix: string;
  podPrefix: string;
  separator: string;
  /** Wants, After and Requires that the user asked for. */
  dependencies: readonly UnitLine[];
  /** `NAME=value`, for the commands of the unit. */
  variables: readonly string[];
  /** Comment lines for the head of the units. */
  notes: readonly string[];
  /** Path of Podman's client, which the units' commands call. */
  program: string;
  /** Where the engine keeps what does not survive a reboot. */
  runRoot: string;
}

/** Seconds that systemd waits longer than the engine before it kills what is left of the service. */
const STOP_MARGIN = 60;

export const INSTALLED: readonly UnitLine[] = [['WantedBy', 'default.target']];

/** `prefix-name`; without a prefix just the name. */
export function namedService(prefix: string, name: string, options: UnitOptions): string {
  return prefix === '' ? name : `${prefix}${options.separator}${name}`;
}

/** The beginning of [Unit]. */
export function aboutUnit(service: string, options: UnitOptions, mounts: string): UnitLine[] {
  const instance = options.renew && options.template ? ' for %I' : '';
  return [
    ['Description', `Podman ${service}.service${instance}`],
    ['Documentation', 'man:podman-generate-systemd(1)'],
    ['Wants', 'network-online.target'],
    ['After', 'network-online.target'],
    ['RequiresMountsFor', mounts],
  ];
}

/** The beginning of [Service]: all but the commands. */
export function serviceLines(
  options: UnitOptions,
  own: { variables?: readonly string[]; restart?: { policy: string; burst?: string } } = {},
): UnitLine[] {
  const instance = options.renew && options.template ? '-%i' : '';
  const { policy = 'on-failure', burst } = own.restart ?? {};
  const variables = [...(own.variables ?? []), ...options.variables];
  return [
    ['Environment', `PODMAN_SYSTEMD_UNIT=%n${instance}`],
    ...variables.map((variable) => ['Environment', escapeVariable(variable)] as const),
    ['Restart', options.restartPolicy ?? policy],
    ...seconds('RestartSec', options.restartSeconds),
    ...(burst === undefined ? [] : [['StartLimitBurst', burst] as const]),
    ...seconds('TimeoutStartSec', options.startTimeout),
    ['TimeoutStopSec', String(STOP_MARGIN + options.stopTimeout)],
  ];
}

function seconds(option: string, value: number): UnitLine[] {
  return value === 0 ? [] : [[option, String(value)]];
}
