import type { Reply } from '../handler.ts';

/** The release of Buildah whose build API Podman 4.3.1 carries; `podman --remote build` looks at it. */
export const BUILDAH_VERSION = '1.28.2';

/**
 * Ping of both trees. Clients pick their API version from its headers before they send anything
 * else; the empty builder versions mean that only the classic builder is there.
 */
export function ping(method: 'GET' | 'HEAD'): Reply {
  const headers = {
    'Builder-Version': '',
    'Buildkit-Version': '',
    'Cache-Control': 'no-cache',
    'Docker-Experimental': 'true',
    'Libpod-Buildah-Version': BUILDAH_VERSION,
    Ostype: 'linux',
    Pragma: 'no-cache',
  };
  if (method === 'HEAD') return { kind: 'empty', status: 200, headers };
  return {
    kind: 'text',
    status: 200,
    text: 'OK',
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  };
}
