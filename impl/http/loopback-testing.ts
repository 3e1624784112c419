import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Any HTTP server on this host's loopback, for tests of what fetches. */
export interface Loopback {
  /** `address:port`. */
  readonly host: string;
  /** Hangs up on everybody. */
  readonly close: () => void;
}

export async function serveOnLoopback(answer: RequestListener): Promise<Loopback> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
