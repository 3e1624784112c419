import { measure } from './measure.ts';
import type { Target } from './target.ts';

/** What an engine on this host can do. */
const GRANTED = ['shared-host', 'reachable-ports', 'local-registry'] as const;

/** Any engine that already runs; nothing is started or stopped. */
export function urlTarget(url: string): Target {
  return {
    name: url,
    async start() {
      const local = url.startsWith('unix://');
      const facts = await measure(url, local ? GRANTED : []);
      return { name: url, url, facts, stop: async () => {} };
    },
  };
}
