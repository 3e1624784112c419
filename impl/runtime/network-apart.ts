import { readFileSync, renameSync, writeFileSync } from 'node:fs';

interface Config {
  linux?: { namespaces?: { type: string; path?: string }[] };
}

/**
 * Tells the OCI runtime that a container's network namespace is not its own, in the configuration
 * that it keeps of the container: then CRIU does not write down links, addresses and firewall, which
 * are the engine's to make again.
 */
export function keepNetworkApart(file: string, pid: number): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
  const network = config.linux?.namespaces?.find(({ type }) => type === 'network');
  if (!network) return;
  network.path = `/proc/${pid}/ns/net`;
  writeFileSync(`${file}.new`, JSON.stringify(config));
  renameSync(`${file}.new`, file);
}
