import { file, registryImage, registryList } from '../../fixtures/index.ts';
import type { FixtureImage, RegistryImage } from '../../fixtures/index.ts';
import { authHeader, registriesOf } from './registries.ts';
import type { Registries, RegistryKind } from './registries.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** What a target must have for tests with a registry. */
export const needs = ['local-registry'] as const;

/** What tests look at in a record of the compat tree's progress of pulls and pushes. */
export interface ProgressRecord {
  status?: string;
  id?: string;
  error?: string;
  errorDetail?: { message: string };
  /** Of a push: what was sent. */
  aux?: { Tag: string; Digest: string; Size: number };
}

/** An image that only this test knows, in a registry. */
export interface PublishedImage extends RegistryImage {
  /** Of the registry, without its host. */
  repository: string;
  /** With host, without tag. */
  name: string;
  /** Hex of the configuration's digest. */
  id: string;
}

/** A registry of the run, and what a test does with it. Its images go from the engine at the end. */
export class SceneRegistry {
  readonly host: string;
  readonly all: Registries;
  readonly #scene: Scene;

  static async of(scene: Scene, kind: RegistryKind = 'open'): Promise<SceneRegistry> {
    const all = registriesOf(scene.target);
    return new SceneRegistry(scene, all, await all.host(kind));
  }

  private constructor(scene: Scene, all: Registries, host: string) {
    this.#scene = scene;
    this.all = all;
    this.host = host;
  }

  /** A repository that no other test uses. */
  name(): { repository: string; name: string } {
    const repository = `refpod/${this.#scene.name('i')}`;
    const name = `${this.host}/${repository}`;
    this.forget(name);
    return { repository, name };
  }

  /** Has the engine forget an image at the end, whether it is there or not. */
  forget(name: string): void {
    const path = this.#scene.compat(`/images/${name}?force=true`);
    this.#scene.defer(() => this.#scene.send('DELETE', path));
  }

  /** Publishes an image of two small layers under `latest` and other tags. */
  async image(image: Partial<FixtureImage> = {}, tags: string[] = []): Promise<PublishedImage> {
    const { repository, name } = this.name();
    const made = await small(name, image);
    await this.all.publish(repository, ['latest', ...tags], made);
    for (const tag of tags) this.forget(`${name}:${tag}`);
    return { ...made, repository, name, id: made.config.digest.replace('sha256:', '') };
  }

  /** Publishes a list of an image for each architecture under `latest`. */
  async list(architectures: readonly string[]) {
    const { repository, name } = this.name();
    const entries = [];
    for (const architecture of architectures) {
      const image = await small(name, { architecture });
      await this.all.publish(repository, [], image);
      entries.push({ image, architecture });
    }
    const list = registryList(entries);
    await this.all.publish(repository, ['latest'], list);
    return { repository, name, list, entries };
  }

  /** Pulls through the libpod tree, whatever certificate the registry has. */
  pullLibpod(reference: string, query = '', headers = {}): Promise<Answer> {
    const path = `/images/pull?reference=${encodeURIComponent(reference)}&tlsVerify=false${query}`;
    return this.#scene.send('POST', this.#scene.libpod(path), { headers });
  }

  /** Pulls through the compat tree. */
  pullCompat(name: string, query = '&tag=latest', headers = {}): Promise<Answer> {
    const path = this.#scene.compat(`/images/create?fromImage=${encodeURIComponent(name)}${query}`);
    return this.#scene.send('POST', path, { headers });
  }

  /** Pushes through the compat tree; Docker wants the header even when it says nothing. */
  pushCompat(name: string, query = '?tag=latest', headers = authHeader({})): Promise<Answer> {
    const path = this.#scene.compat(`/images/${name}/push${query}`);
    return this.#scene.send('POST', path, { headers });
  }
}

/** Two layers that no other image has, without programs. */
function small(name: string, image: Partial<FixtureImage>): Promise<RegistryImage> {
  const layers = [[file('one', `one of ${name}`)], [file('two', `two of ${name}`)]];
  return registryImage({ names: [], config: {}, layers, ...image }, { family: 'docker' });
}

/** The records of a stream of progress that tell of a failure. */
export function errorsIn(answer: Answer): string[] {
  const lines = answer.lines as ProgressRecord[];
  return lines.flatMap(({ error }) => (error === undefined ? [] : [error]));
}

/** Whether the engine has the image. */
export async function isHere(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.compat(`/images/${name}/json`));
  return answer.expect(200, 404).status === 200;
}
