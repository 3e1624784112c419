/** Where an engine or a proxy listens, as node:net takes it. */
export type Address = { path: string } | { host: string; port: number };

/**
 * Reads `unix:///path`, `tcp://host:port` or `http://host:port`.
 * @throws Error when it is none of them
 */
export function parseAddress(url: string): Address {
  const unix = /^unix:\/\/(\/.*)$/.exec(url);
  if (unix?.[1]) return { path: unix[1] };
  const tcp = /^(?:tcp|http):\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d+)\/?$/.exec(url);
  const host = tcp?.[1] ?? tcp?.[2];
  if (host) return { host, port: Number(tcp?.[3]) };
  throw new Error(`not an address of a socket: ${url} (unix:///path or tcp://host:port)`);
}

export function formatAddress(address: Address): string {
  return 'path' in address ? `unix://${address.path}` : `tcp://${address.host}:${address.port}`;
}
