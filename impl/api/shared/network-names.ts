import { defaultNetworkName } from '../../network/types.ts';

/** Docker's words for its default network, which is ours under another name. */
export function isDefaultNetwork(name: string): boolean {
  return name === '' || name === 'default' || name === 'bridge';
}

/** A network's name as the engine knows it, from a Docker client's. */
export function engineNetworkName(name: string): string {
  return isDefaultNetwork(name) ? defaultNetworkName : name;
}

/** A network's name as Docker clients know it, from the engine's. */
export function dockerNetworkName(name: string): string {
  return name === defaultNetworkName ? 'bridge' : name;
}
