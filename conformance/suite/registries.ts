import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askRegistry, publish, startRegistry, user } from '../../fixtures/index.ts';
import type { LocalRegistry } from '../../fixtures/index.ts';
import type { RunningTarget } from '../targets/target.ts';

/** Open to all, only for {@link user}, or with a certificate of an unknown authority. */
export type RegistryKind = 'open' | 'users' | 'tls';

/** In a network of its own a target finds the kinds at these ports. */
const PORTS: Record<RegistryKind, number> = { open: 5000, users: 5001, tls: 5002 };

/**
 * The real registries of one run, on the loopback of the target's network and started when first
 * needed. They share their content, and the suite has a door of its own to it.
 */
export class Registries {
  readonly #target: RunningTarget;
  readonly #running = new Map<RegistryKind | 'door', Promise<LocalRegistry>>();
  #folder: Promise<string> | undefined;

  constructor(target: RunningTarget) {
    this.#target = target;
  }

  /** Where the target finds it: `127.0.0.1:5000`. */
  async host(kind: RegistryKind): Promise<string> {
    const { inside } = this.#target;
    const address = inside ? `127.0.0.1:${PORTS[kind]}` : undefined;
    const options = { users: kind === 'users', tls: kind === 'tls' };
    const registry = await this.#start(kind, {
      ...options,
      ...(address ? { address } : {}),
      ...(inside ? { inside } : {}),
    });
    return registry.host;
  }

  /** Puts an image into all of them. */
  async publish(
    repository: string,
    tags: readonly string[],
    image: Parameters<typeof publish>[3],
  ): Promise<void> {
    await publish(await this.#door(), repository, tags, image);
  }

  /** Has them lose a blob. */
  async removeBlob(repository: string, digest: string): Promise<void> {
    const at = `/v2/${repository}/blobs/${digest}`;
    const { status } = await askRegistry(await this.#door(), 'DELETE', at);
    if (status !== 202) throw new Error(`DELETE ${at} answers ${status}`);
  }

  /** What they have under a tag or digest; undefined for nothing. */
  async manifest(repository: string, reference: string): Promise<Buffer | undefined> {
    const types = ['oci.image.manifest.v1', 'oci.image.index.v1'].map((type) => `vnd.${type}`);
    types.push('vnd.docker.distribution.manifest.v2', 'vnd.docker.distribution.manifest.list.v2');
    const Accept = types.map((type) => `application/${type}+json`).join(', ');
    const at = `/v2/${repository}/manifests/${reference}`;
    const answer = await askRegistry(await this.#door(), 'GET', at, { headers: { Accept } });
    return answer.status === 200 ? answer.body : undefined;
  }

  async stop(): Promise<void> {
    for (const registry of this.#running.values()) await (await registry).stop();
    if (this.#folder) await rm(await this.#folder, { recursive: true });
  }

  async #door(): Promise<{ host: string }> {
    const folder = await this.#home();
    const socket = path.join(folder, 'door.sock');
    await this.#start('door', { address: socket });
    return { host: socket };
  }

  async #start(
    key: RegistryKind | 'door',
    options: Parameters<typeof startRegistry>[0],
  ): Promise<LocalRegistry> {
    const known = this.#running.get(key);
    if (known) return known;
    const store = path.join(await this.#home(), 'store');
    const starting = this.#running.get(key) ?? startRegistry({ ...options, store });
    this.#running.set(key, starting);
    return starting;
  }

  #home(): Promise<string> {
    this.#folder ??= mkdtemp(path.join(tmpdir(), 'refpod-registries-'));
    return this.#folder;
  }
}

const ofTargets = new WeakMap<RunningTarget, Registries>();

/** The registries that stand beside a target. */
export function registriesOf(target: RunningTarget): Registries {
  const known = ofTargets.get(target);
  if (known) return known;
  const registries = new Registries(target);
  ofTargets.set(target, registries);
  return registries;
}

/** Ends them, if any were needed. */
export async function stopRegistries(target: RunningTarget): Promise<void> {
  await ofTargets.get(target)?.stop();
  ofTargets.delete(target);
}

/** The header that proves somebody to be the user of the guarded registry. */
export function authHeader(who: object = user): Record<string, string> {
  // With its padding: Go's decoder takes no other.
  const text = Buffer.from(JSON.stringify(who)).toString('base64');
  return { 'X-Registry-Auth': text.replaceAll('+', '-').replaceAll('/', '_') };
}
