import { runNft } from './nft.ts';

interface Chain {
  family: string;
  table: string;
  name: string;
  hook?: string;
  policy?: string;
}

/**
 * Chains of others that drop what the host would pass on (Docker's and many firewalls' FORWARD).
 * No rule of ours can overrule them, so all that helps is to say it.
 */
export async function foreignDropPolicies(): Promise<string[]> {
  const listed = await runNft(['-j', 'list', 'chains']);
  const { nftables } = JSON.parse(listed) as { nftables: { chain?: Chain }[] };
  return nftables
    .flatMap(({ chain }) => (chain ? [chain] : []))
    .filter(
      ({ hook, policy, family }) => hook === 'forward' && policy === 'drop' && family !== 'bridge',
    )
    .map(
      ({ family, table, name }) =>
        `the chain ${name} of the firewall table ${family} ${table} drops forwarded packets by default: containers reach the outside, and published ports the containers, only as far as its rules accept it`,
    );
}
