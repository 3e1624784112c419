import { createHash } from 'node:crypto';

/** Docker gives every attachment an id; ours follows from the two that it joins. */
export function endpointId(networkId: string, containerId: string): string {
  return createHash('sha256').update(`${networkId}:${containerId}`).digest('hex');
}
