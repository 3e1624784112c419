import { randomInt } from 'node:crypto';
import type { Answer } from './send.ts';
import type { Tree } from './libpod.ts';
import { asLater, oldCreate } from './old-networks.ts';
import type { Scene } from './scene.ts';
import { isBefore4 } from '../targets/target.ts';

/** What tests look at in a volume; both trees call these members the same. */
export interface Volume {
  Name: string;
  Driver: string;
  Mountpoint: string;
  CreatedAt: string;
  Labels: Record<string, string> | null;
  Options: Record<string, string> | null;
  Scope: string;
  UsageData?: { Size: number; RefCount: number } | null;
}

/** The same volume, whichever way it says that it has no labels or options. */
export function withoutNull(volume: Volume): Volume {
  return { ...volume, Labels: volume.Labels ?? {}, Options: volume.Options ?? {} };
}

/** Sends a create of a volume as it is; the volume, if there is one, is removed at the end. */
export async function tryVolume(scene: Scene, tree: Tree, json: unknown): Promise<Answer> {
  const answer = await scene.send('POST', scene[tree]('/volumes/create'), { json });
  if (answer.status === 201) {
    const { Name } = answer.json as Volume;
    scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${Name}?force=true`)));
  }
  return answer;
}

/**
 * Makes a volume, with a name of ours unless one is given: Podman 3's compat tree asks for one.
 * Docker's `DriverOpts` are called `Options` in the libpod tree.
 */
export async function createVolume(
  scene: Scene,
  tree: Tree,
  body: { Name?: string; Labels?: object; DriverOpts?: object; Options?: object } = {},
): Promise<Volume> {
  const json = { Name: scene.name('v'), ...body };
  // In the document's form one label is several.
  const isOld = tree === 'libpod' && isBefore4(scene.target.facts);
  if (isOld && body.Labels) Object.assign(json, { Label: body.Labels });
  return (await tryVolume(scene, tree, json)).expect(201).json as Volume;
}

/** The volume as one of the trees shows it. */
export async function inspectVolume(scene: Scene, tree: Tree, name: string): Promise<Volume> {
  const path = scene[tree](`/volumes/${name}${tree === 'libpod' ? '/json' : ''}`);
  return (await scene.send('GET', path)).expect(200).json as Volume;
}

/** Runs a command in a container that is gone afterwards, so that it uses nothing any more. */
export async function runOnce(scene: Scene, command: string, HostConfig: object): Promise<void> {
  const id = await scene.container({
    Cmd: ['sh', '-c', command],
    HostConfig: { AutoRemove: true, ...HostConfig },
  });
  const removed = scene.send('POST', scene.compat(`/containers/${id}/wait?condition=removed`));
  (await scene.send('POST', scene.compat(`/containers/${id}/start`))).expect(204);
  (await removed).expect(200);
}

/** Sends a create of a network as it is; the network, if there is one, is removed at the end. */
export async function tryNetwork(scene: Scene, tree: Tree, json: object): Promise<Answer> {
  const isOld = tree === 'libpod' && isBefore4(scene.target.facts);
  const asked = isOld ? oldCreate(json) : { query: '', json };
  const path = scene[tree](`/networks/create${asked.query}`);
  const answer = await scene.send('POST', path, { json: asked.json });
  const { name, Name } = json as { name?: string; Name?: string };
  const mine = name ?? Name;
  if ([200, 201].includes(answer.status) && mine) {
    scene.defer(() => scene.send('DELETE', scene.compat(`/networks/${mine}`)));
  }
  return answer;
}

/** What tests look at in a network of the compat tree. */
export interface Network {
  Name: string;
  Id: string;
  Created: string;
  Scope: string;
  Driver: string;
  EnableIPv6: boolean;
  Internal: boolean;
  IPAM: {
    Config: { Subnet: string; Gateway?: string; IPRange?: string; AuxiliaryAddresses?: object }[];
  };
  Containers: Record<
    string,
    { Name: string; EndpointID: string; MacAddress: string; IPv4Address: string }
  >;
  Options: Record<string, string> | null;
  Labels: Record<string, string> | null;
}

/** What tests look at in a network of the libpod tree. */
export interface LibpodNetwork {
  name: string;
  id: string;
  driver: string;
  subnets?: {
    subnet: string;
    gateway?: string;
    lease_range?: { start_ip?: string; end_ip?: string };
  }[];
  routes?: { destination: string; gateway: string; metric?: number }[];
  ipv6_enabled: boolean;
  internal: boolean;
  dns_enabled: boolean;
  labels?: Record<string, string>;
  options?: Record<string, string>;
}

/** Makes a network through the compat tree; returns name and id. */
export async function createNetwork(
  scene: Scene,
  body: object = {},
): Promise<{ name: string; id: string }> {
  const json = { Name: scene.name('n'), ...body };
  const answer = (await tryNetwork(scene, 'compat', json)).expect(200, 201);
  return { name: json.Name, id: (answer.json as { Id: string }).Id };
}

/** Makes a network through the libpod tree. */
export async function createLibpodNetwork(scene: Scene, body: object = {}): Promise<LibpodNetwork> {
  const json = { name: scene.name('n'), ...body };
  const answer = (await tryNetwork(scene, 'libpod', json)).expect(200);
  if (isBefore4(scene.target.facts)) return asLater(scene, json.name);
  return answer.json as LibpodNetwork;
}

/** The network as the compat tree shows it. */
export async function inspectNetwork(scene: Scene, name: string): Promise<Network> {
  return (await scene.send('GET', scene.compat(`/networks/${name}`))).expect(200).json as Network;
}

const SUBNETS = 60 * 256;
let nextSubnet = randomInt(SUBNETS);

/** The beginning of a private subnet that no other test of this run has: `10.137.4`. */
export function subnetPrefix(): string {
  nextSubnet = (nextSubnet + 1) % SUBNETS;
  return `10.${130 + Math.floor(nextSubnet / 256)}.${nextSubnet % 256}`;
}

/** The beginning of the ids of several networks of this test. */
export async function ambiguousNetworkPrefix(scene: Scene): Promise<string> {
  const seen = new Set<string>();
  // Two of seventeen ids begin alike: there are sixteen hexadecimal digits.
  for (let count = 0; count < 17; count += 1) {
    const Config = [{ Subnet: `${subnetPrefix()}.0/24` }];
    const first = (await createNetwork(scene, { IPAM: { Config } })).id.slice(0, 1);
    if (seen.has(first)) return first;
    seen.add(first);
  }
  throw new Error('seventeen ids with different beginnings');
}
