import { measure } from './measure.ts';
import type { Target } from './target.ts';

/** Any engine that already runs; nothing is started or stopped. */
export function urlTarget(url: string): Target {
  return {
    name: url,
    async start() {
      const local = url.startsWith('unix://');
      const facts = await measure(url, local ? ['shared-host', 'reachable-ports'] : []);
      return { name: url, url, facts, stop: async () => {} };
    },
  };
}
