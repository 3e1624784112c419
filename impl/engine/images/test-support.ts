import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { dockerArchive, images as fixtures, tar } from '../../../fixtures/index.ts';
import type { FixtureImage } from '../../../fixtures/index.ts';
import { Database } from '../../database.ts';
import { openStorage } from '../../storage/open.ts';
import type { Storage } from '../../storage/types.ts';
import type { NewEvent } from '../events/event.ts';
import { Images } from './images.ts';
import type { ShortNames } from '../../registry/registries-conf.ts';
import type { HostSettings } from './registry/access.ts';
import type { ImageUser } from './users.ts';

/** Images over a real storage in a temp folder, with containers that are only said to be there. */
export class TestImages {
  readonly images: Images;
  readonly storage: Storage;
  readonly database: Database;
  readonly events: NewEvent[] = [];
  /** Container to image and whether it runs. */
  readonly containers = new Map<string, { image: string; running: boolean }>();
  readonly #folder: string;

  static async open(
    shortNames: ShortNames = { aliases: new Map(), registries: [] },
    settings: HostSettings = {},
  ) {
    const folder = await mkdtemp(join(tmpdir(), 'refpod-images-'));
    return new TestImages(folder, shortNames, settings);
  }

  private constructor(folder: string, shortNames: ShortNames, settings: HostSettings) {
    this.#folder = folder;
    this.database = new Database(join(folder, 'db'));
    this.storage = openStorage({ root: join(folder, 'root'), database: this.database });
    const neighbours = {
      storage: this.storage,
      users: (id: string) => this.#users(id),
      removeContainer: (id: string) => {
        this.containers.delete(id);
        return Promise.resolve();
      },
      emit: (event: NewEvent) => this.events.push(event),
    };
    this.images = new Images(this.database, neighbours, {
      conf: () => ({ rules: [], enforcing: false, ...shortNames }),
      patience: { idle: 2000, tries: 3, delay: 10 },
      ...settings,
    });
  }

  #users(imageId: string): ImageUser[] {
    return [...this.containers]
      .filter(([, { image }]) => image === imageId)
      .map(([id, { running }]) => ({ id, running }));
  }

  /** Loads fixture images; all of them when none is named. */
  async load(...names: (keyof typeof fixtures)[]): Promise<void> {
    const all = Object.keys(fixtures) as (keyof typeof fixtures)[];
    const wanted = names.length > 0 ? names : all;
    await this.loadImages(wanted.map((name) => fixtures[name]()));
  }

  async loadImages(wanted: FixtureImage[]): Promise<void> {
    const archive = Readable.from([await dockerArchive(wanted)]);
    await this.images.load(archive, 'libpod', new AbortController().signal);
  }

  /** An image of an empty root file system; without a name unless one is given. */
  async import(name?: string, changes: string[] = []): Promise<string> {
    const image = await this.images.import(Readable.from([await tar([])]), {
      tree: 'compat',
      changes,
      ...(name === undefined ? {} : { reference: { repo: name } }),
      signal: new AbortController().signal,
    });
    return image.id;
  }

  id(name: string): string {
    return this.images.resolve(name, 'libpod').id;
  }

  /** `action name`, in order, and forgets them. */
  takeEvents(): string[] {
    return this.events.splice(0).map(({ action, name }) => `${action} ${name}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.storage.close();
    this.database.close();
    await rm(this.#folder, { recursive: true });
  }
}
