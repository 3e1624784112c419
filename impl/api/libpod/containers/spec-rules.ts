import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import { BadParameter } from '../../../errors.ts';

/**
 * A member that has one of a few values; nothing and the empty text are "not given".
 * Throws BadParameter naming the member, the value and what it could be.
 */
export function oneOf<const Value extends string>(
  spec: ContainerCreate,
  member: keyof ContainerCreate,
  allowed: readonly Value[],
): Value | undefined {
  const value = spec[member];
  if (value === undefined || value === '') return undefined;
  const found = allowed.find((known) => known === value);
  if (found !== undefined) return found;
  throw new BadParameter(
    `invalid ${member} ${JSON.stringify(value)}: must be one of ${allowed.join(', ')}: invalid argument`,
  );
}

type Given = (spec: ContainerCreate) => boolean;

const has =
  (member: keyof ContainerCreate): Given =>
  (spec) =>
    Object.keys((spec[member] as object | undefined) ?? {}).length > 0;

/** Members that exclude each other, under the names that the document has for them. */
const CONFLICTS: readonly [one: string, other: string, both: Given][] = [
  ['use_image_hosts', 'hostadd', (spec) => !!spec.use_image_hosts && has('hostadd')(spec)],
  ...(['dns_server', 'dns_search', 'dns_option'] as const).map(
    (member): [string, string, Given] => [
      'use_image_resolve_conf',
      member,
      (spec) => !!spec.use_image_resolve_conf && has(member)(spec),
    ],
  ),
  ['init_container_type', 'no pod', (spec) => !!spec.init_container_type && !spec.pod],
  ['image', 'rootfs', (spec) => !!spec.image && !!spec.rootfs],
  [
    'shm_size',
    'ipcns',
    ({ shm_size: size, ipcns }) => !!size && /^(host|none)$/.test(ipcns?.nsmode ?? ''),
  ],
  ['init', 'systemd=always', (spec) => !!spec.init && spec.systemd === 'always'],
];

/** Throws BadParameter, naming both, for members that cannot be given together. */
export function refuseConflicts(spec: ContainerCreate): void {
  const found = CONFLICTS.find(([, , both]) => both(spec));
  if (!found) return;
  const [one, other] = found;
  throw new BadParameter(`${one} and ${other} exclude each other: invalid configuration`);
}

/** Members that count something: below zero they have no meaning, as Go's decoder sees it. */
function counts({
  resource_limits: limits,
  ...spec
}: ContainerCreate): Record<string, number | undefined> {
  const { stop_timeout, timeout, restart_tries, shm_size, cpu_period } = spec;
  const sizes = Object.fromEntries(
    (limits?.hugepageLimits ?? []).map(({ limit, pageSize = '' }) => [`limit ${pageSize}`, limit]),
  );
  return {
    stop_timeout,
    timeout,
    restart_tries,
    shm_size,
    cpu_period,
    'cpu.shares': limits?.cpu?.shares,
    'cpu.period': limits?.cpu?.period,
    'log_configuration.size': spec.log_configuration?.size,
    ...sizes,
  };
}

/** Throws BadParameter, naming it, for a number that cannot be negative and is. */
export function refuseNegative(spec: ContainerCreate): void {
  const found = Object.entries(counts(spec)).find(([, value]) => (value ?? 0) < 0);
  if (found)
    throw new BadParameter(`${found[0]} cannot be negative: ${found[1]}: invalid argument`);
}
