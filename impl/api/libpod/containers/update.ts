import type { Containers } from '../../../engine/containers/containers.ts';
import { given } from '../../shared/given.ts';
import type { Handlers } from '../../handler.ts';
import { decodeResources } from './decode-resources.ts';

export function updateHandlers(containers: Containers) {
  return {
    'libpod.container.update': async ({ path, query, body }) => {
      const { rlimits: _, sysctl: __, ...resources } = decodeResources({ resource_limits: body });
      const policy = query.restartPolicy || undefined;
      const restart = policy && given({ policy, tries: query.restartRetries });
      await containers.update(path.name, given({ resources, restart }));
      return { kind: 'text', status: 201, text: `${containers.find(path.name).id}\n` };
    },
  } satisfies Handlers;
}
