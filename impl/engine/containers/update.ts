import type { OciResources } from '../../runtime/spec/oci-config.ts';
import { missingControllers, resourcesOf } from '../../runtime/spec/resources.ts';
import { checkConfig } from './check.ts';
import type { ContainerConfig, ResourceConfig } from '../../container-config.ts';
import { Conflict } from '../../errors.ts';
import type { Context } from './context.ts';

export interface ContainerChange {
  /** Limits to lay over those that the container has; those that are absent stay. */
  resources: Partial<ResourceConfig>;
  restart?: ContainerConfig['restart'] | undefined;
}

/**
 * The `update` verb: gives a container other limits, at once if it runs, and another restart policy.
 * Throws NotFound, BadParameter for limits that cannot be, Conflict when it is being removed,
 * RuntimeError when the kernel refuses them; then nothing has changed.
 *
 * @returns warnings: limits that the host cannot keep
 */
export async function update(
  context: Context,
  name: string,
  { resources, restart }: ContainerChange,
): Promise<string[]> {
  const container = context.registry.find(name);
  return container.exclusively(async () => {
    const { record } = container;
    if (record.state === 'removing') {
      throw new Conflict(`container ${record.id} is being removed and cannot be updated`);
    }
    const config: ContainerConfig = {
      ...record.config,
      resources: merged(record.config.resources, resources),
      ...(restart ? { restart } : {}),
    };
    checkMemory(config);
    checkConfig(context, config);
    const { layout } = context.runtime;
    if (container.hasProcess && Object.keys(resources).length > 0) {
      await context.runtime.update(record.id, changedOf(config, resources, layout));
      const { limit = 1 } = resources.pids ?? {};
      if (limit <= 0) context.runtime.unlimitProcesses(record.id);
    }
    context.table.saveDefinition({ ...record, config });
    record.config = config;
    context.emit({ action: 'update', record });
    return missingControllers({ ...config.resources, ...resources }, layout);
  });
}

/** What is left of memory's limit and swap's must fit together. */
function checkMemory({
  resources: { memory: { limit = 0, swap = 0 } = {} },
}: ContainerConfig): void {
  if (swap <= 0 || limit <= swap) return;
  throw new Conflict(
    'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
  );
}

function merged(old: ResourceConfig, change: Partial<ResourceConfig>): ResourceConfig {
  const layered = { ...old, ...change };
  for (const kind of ['cpu', 'memory', 'blockIO'] as const) {
    if (change[kind]) Object.assign(layered, { [kind]: { ...old[kind], ...change[kind] } });
  }
  return layered;
}

/** Only the kinds that change, whole: the kernel ties some limits of a kind to each other. */
function changedOf(
  { resources }: ContainerConfig,
  change: Partial<ResourceConfig>,
  layout: Context['runtime']['layout'],
): OciResources {
  const all = resourcesOf(resources, [], layout);
  const kinds = ['cpu', 'memory', 'pids', 'blockIO', 'hugepageLimits', 'unified'] as const;
  return Object.fromEntries(
    kinds.flatMap((kind) => (change[kind] && all[kind] ? [[kind, all[kind]]] : [])),
  );
}
