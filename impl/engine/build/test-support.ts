import { PassThrough, Readable } from 'node:stream';
import { file, tar } from '../../../fixtures/index.ts';
import type { Entry } from '../../../fixtures/tar.ts';
import type { Image } from '../../storage/types.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import { TestEngine } from '../test-support.ts';
import type { BuildEvent } from './events.ts';
import type { BuildOptions } from './options.ts';

/** What a build gave. */
export interface Built {
  events: BuildEvent[];
  /** All that RUN wrote. */
  output: string;
  /** Undefined after a failure. */
  image: Image | undefined;
  failure: Error | undefined;
  /** How many steps came from earlier builds. */
  cached: number;
}

/** Builds on an engine of its own. */
export class TestBuilder {
  readonly test: TestEngine;

  static async open(): Promise<TestBuilder> {
    return new TestBuilder(await TestEngine.open());
  }

  private constructor(test: TestEngine) {
    this.test = test;
  }

  options(change: Partial<BuildOptions> = {}): BuildOptions {
    return {
      tree: 'libpod',
      context: Readable.from([]),
      dockerfiles: { paths: ['Dockerfile'], given: false },
      names: [],
      ignoreUnknown: false,
      allStages: false,
      platforms: [],
      allPlatforms: false,
      jobs: 1,
      tellUsage: false,
      pull: 'missing',
      registry: {},
      args: {},
      httpProxy: false,
      labels: {},
      annotations: {},
      env: [],
      unsetEnv: [],
      noCache: false,
      cacheFrom: [],
      layers: true,
      squash: 'no',
      format: 'oci',
      omitHistory: false,
      contexts: new Map(),
      remove: true,
      forceRemove: true,
      secrets: new Map(),
      template: {
        ...emptyContainerConfig('libpod'),
        namespaces: { network: { mode: 'none' } },
        log: { driver: 'none', options: {} },
      },
      signal: new AbortController().signal,
      ...change,
    };
  }

  /** Starts a build of a Dockerfile, `FROM localhost/busybox` put before it unless it has its own. */
  async start(
    dockerfile: string,
    files: Entry[] = [],
    change: Partial<BuildOptions> = {},
  ): Promise<AsyncIterable<BuildEvent>> {
    const text = /^FROM /m.test(dockerfile) ? dockerfile : `FROM localhost/busybox\n${dockerfile}`;
    const context = Readable.from([await tar([file('Dockerfile', text), ...files])]);
    return this.test.engine.builds.start(this.options({ context, ...change }));
  }

  async build(
    dockerfile: string,
    files: Entry[] = [],
    change: Partial<BuildOptions> = {},
  ): Promise<Built> {
    const events: BuildEvent[] = [];
    for await (const event of await this.start(dockerfile, files, change)) events.push(event);
    const built = events.findLast((event) => event.kind === 'built');
    const failed = events.find((event) => event.kind === 'failed');
    const texts = events.map((event) => (event.kind === 'output' ? event.text : ''));
    return {
      events,
      output: texts.join(''),
      image: built && this.test.engine.storage.images.get(built.image),
      failure: failed?.error,
      cached: events.filter(({ kind }) => kind === 'cached').length,
    };
  }

  /** Builds well, and runs a script in the image: what it writes. */
  async look(script: string, built: Built): Promise<string> {
    if (!built.image) throw built.failure ?? new Error('no image');
    const id = await this.test.run(['sh', '-c', script], { image: built.image.id });
    const output = await this.test.output(id);
    await this.test.remove(id);
    return output;
  }

  close(): Promise<void> {
    return this.test.close();
  }
}

/** A context that never ends: what comes of a client that is slow or gone. */
export function endless(begin: Buffer): PassThrough {
  const stream = new PassThrough();
  stream.write(begin);
  return stream;
}
