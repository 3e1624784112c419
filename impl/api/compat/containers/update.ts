import type { Containers } from '../../../engine/containers/containers.ts';
import type { Handlers } from '../../handler.ts';
import { given } from '../../shared/given.ts';
import { decodeRestart } from './create-decode.ts';
import { decodeResources } from './decode-resources.ts';

export function updateHandlers(containers: Containers) {
  return {
    'compat.container.update': async ({ path, body }) => {
      const { cpu, memory, pids, blockIO } = decodeResources(body);
      const resources = given({
        cpu,
        blockIO,
        pids: body.PidsLimit ? pids : undefined,
        // What a create would choose stays as it is.
        memory: memory && given({ ...memory, swap: body.MemorySwap || undefined }),
      });
      const restart = body.RestartPolicy?.Name ? decodeRestart(body) : undefined;
      const warnings = await containers.update(path.name, given({ resources, restart }));
      const value = { Warnings: warnings.length > 0 ? warnings : null };
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}
