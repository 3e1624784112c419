import { availableParallelism, totalmem } from 'node:os';
import { InternalError } from '../../../errors.ts';
import type { KubeContainer, KubeVariable } from '../objects.ts';
import { parseQuantity } from '../quantity.ts';
import type { ValueSources, Values } from './sources.ts';

/** What variables can refer to besides ConfigMaps and Secrets. */
export interface PodFacts {
  id: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/**
 * The variables of a container. Those that are named go before whole ConfigMaps and Secrets, as in
 * Kubernetes. Throws InternalError for a source that is not there and not optional.
 */
export async function environmentOf(
  container: KubeContainer,
  pod: PodFacts,
  sources: ValueSources,
): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const values = new Map([
      ...(await whole('configmap', configMapRef, (name) => sources.configMap(name))),
      ...(await whole('secret', secretRef, (name) => sources.secret(name))),
    ]);
    for (const [key, value] of values) variables[`${prefix}${key}`] = value.toString();
  }
  for (const variable of container.env ?? []) {
    const value = await valueOf(variable, { container, pod, sources });
    if (value !== undefined) variables[variable.name ?? ''] = value;
  }
  return variables;
}

interface Context {
  container: KubeContainer;
  pod: PodFacts;
  sources: ValueSources;
}

type Find = (name: string) => Values | undefined | Promise<Values | undefined>;

async function whole(
  kind: string,
  reference: { name?: string; optional?: boolean } | undefined,
  find: Find,
): Promise<Values> {
  if (!reference) return new Map();
  const found = await find(reference.name ?? '');
  if (!found && !reference.optional) {
    throw new InternalError(`${kind} ${reference.name} not found`);
  }
  return found ?? new Map();
}

/** Undefined for an optional value that is not there. */
async function valueOf(variable: KubeVariable, context: Context): Promise<string | undefined> {
  const { valueFrom: from, value = '' } = variable;
  const { sources } = context;
  if (from?.configMapKeyRef) {
    return oneOf(variable, 'configmap', from.configMapKeyRef, (name) => sources.configMap(name));
  }
  if (from?.secretKeyRef) {
    return oneOf(variable, 'secret', from.secretKeyRef, (name) => sources.secret(name));
  }
  if (from?.fieldRef) return fieldOf(variable, from.fieldRef.fieldPath ?? '', context.pod);
  return from?.resourceFieldRef ? resourceOf(variable, context) : value;
}

async function oneOf(
  { name: variable }: KubeVariable,
  kind: string,
  { name, key = '', optional }: { name?: string; key?: string; optional?: boolean },
  find: Find,
): Promise<string | undefined> {
  const values = await find(name ?? '');
  const value = values?.get(key)?.toString();
  if (value !== undefined || optional) return value;
  const missing = values ? `key ${key} not found in ${kind} ${name}` : `${kind} ${name} not found`;
  throw cannotSet(variable, missing);
}

function fieldOf({ name }: KubeVariable, path: string, pod: PodFacts): string {
  if (path === 'metadata.name') return pod.name;
  if (path === 'metadata.uid') return pod.id;
  const [, kind, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  // A label or annotation that is not there is no error, but empty.
  if (kind === 'labels') return pod.labels[key] ?? '';
  if (kind === 'annotations') return pod.annotations[key] ?? '';
  throw cannotSet(name, `fieldPath ${path} is either not valid or not supported`);
}

const DIVISORS = {
  memory: /^1([kMGTPE]i?|Ki)?$/,
  cpu: /^1m?$/,
};

/** Limits and requests in units of the divisor, rounded up; without one, what the host has. */
function resourceOf(
  { name, valueFrom }: KubeVariable,
  { container: { resources = {} } }: Context,
): string {
  const { resource = '', divisor = '1' } = valueFrom?.resourceFieldRef ?? {};
  const [, kind, what] = /^(limits|requests)\.(memory|cpu)$/.exec(resource) ?? [];
  if (!kind || (what !== 'memory' && what !== 'cpu')) {
    throw cannotSet(name, `resource ${resource} is either not valid or not supported`);
  }
  const unit = divisor === '0' ? '1' : divisor;
  if (!DIVISORS[what].test(unit)) throw cannotSet(name, `divisor value ${unit} is not valid`);
  const host = what === 'memory' ? totalmem() : availableParallelism();
  const given = (amounts: Readonly<Record<string, string>> | undefined) =>
    amounts?.[what] === undefined ? 0 : parseQuantity(amounts[what]);
  const limit = given(resources.limits) || host;
  const amount = kind === 'limits' ? limit : given(resources.requests) || limit;
  return String(Math.ceil(amount / parseQuantity(unit)));
}

function cannotSet(variable: string | undefined, why: string): InternalError {
  return new InternalError(`cannot set env ${variable}: ${why}`);
}

/**
 * Puts values of variables for `$(NAME)` in a command, as Kubernetes does; `$$(NAME)` stands for
 * itself with one dollar sign less. Names that no variable has stay as they are.
 */
export function expand(word: string, variables: Readonly<Record<string, string>>): string {
  return word.replaceAll(
    /(\$?)\$\(([A-Za-z_.-][\w.-]*)\)/g,
    (whole, escaped: string, name: string) => {
      if (!Object.hasOwn(variables, name)) return whole;
      return escaped ? whole.slice(1) : (variables[name] ?? '');
    },
  );
}
