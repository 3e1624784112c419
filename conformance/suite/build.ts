import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { file, tar } from '../../fixtures/index.ts';
import type { Entry } from '../../fixtures/tar.ts';
import { filters } from './containers.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import type { Answer, SendOptions } from './send.ts';

/** A line of a build's answer, in either tree. */
export interface BuildLine {
  stream?: string;
  error?: string;
  errorDetail?: { message?: string; code?: number };
  aux?: { ID?: string };
}

export interface BuildWish {
  /** What comes after FROM and a label by which everything is found again; whole with `raw`. */
  steps?: string[];
  raw?: string;
  /** More of the context. */
  files?: Entry[];
  query?: Record<string, string | string[]>;
  options?: SendOptions;
}

/** The builds of one test: whatever they leave is gone when it ends. */
export class Builder {
  readonly scene: Scene;
  readonly tree: Tree;
  /** On everything that is built. */
  readonly label: string;

  constructor(scene: Scene, tree: Tree) {
    this.scene = scene;
    this.tree = tree;
    this.label = scene.name('build');
    scene.defer(() => this.#tidy());
  }

  /** A Dockerfile on the fixture image, with the label. */
  dockerfile(steps: readonly string[] = []): string {
    return [`FROM ${this.scene.image}`, `LABEL rp=${this.label}`, ...steps].join('\n');
  }

  /** The parameters that make both trees do the same: layers, and nothing left behind. */
  path(query: BuildWish['query'] = {}): string {
    const usual =
      this.tree === 'libpod' ? { layers: 'true', forcerm: 'true' } : { forcerm: 'true' };
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...usual, ...query }))
      for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, one);
    return this.scene[this.tree](`/build?${parameters.toString()}`);
  }

  /** Sends a build and reads its whole answer. */
  async send({ steps, raw, files = [], query, options }: BuildWish): Promise<Answer> {
    const body = await tar([file('Dockerfile', raw ?? this.dockerfile(steps)), ...files]);
    return this.scene.send('POST', this.path(query), { body, ...options });
  }

  /** Builds, and gives the lines; a status of failure fails the test. */
  async lines(wish: BuildWish): Promise<BuildLine[]> {
    return (await this.send(wish)).expect(200).lines as BuildLine[];
  }

  /** Builds well, and gives the image's full id and all that was told. */
  async build(wish: BuildWish): Promise<{ id: string; text: string }> {
    const lines = await this.lines(wish);
    const text = lines.map(({ stream = '' }) => stream).join('');
    const failure = lines.find(({ error }) => error !== undefined)?.error;
    assert.equal(failure, undefined, `${failure}: ${text}`);
    const found = [...lines.map(({ aux }) => aux?.ID), ...text.split('\n')].findLast((one) =>
      /^(?:sha256:)?[0-9a-f]{64}$/.test(one ?? ''),
    );
    assert.ok(found, `an id in ${text}`);
    return { id: found.replace('sha256:', ''), text };
  }

  /** Builds what must fail, and gives the failure, told in the answer or as its status. */
  async failure(wish: BuildWish): Promise<string> {
    const answer = await this.send(wish);
    if (answer.status >= 400) return answer.text;
    const failed = (answer.lines as BuildLine[]).find(({ error }) => error !== undefined);
    assert.ok(failed?.error, `a failure in ${answer.text}`);
    return failed.error;
  }

  /** What a RUN with this script writes; also tells the image's id. */
  async output(script: string, wish: BuildWish = {}): Promise<string> {
    const steps = [...(wish.steps ?? []), `RUN echo "<<$(${script})>>"`];
    const query = { nocache: 'true', ...wish.query };
    const { text } = await this.build({ ...wish, steps, query });
    const told = /^<<([^]*?)>>$/m.exec(text)?.[1];
    assert.notEqual(told, undefined, text);
    return told ?? '';
  }

  /** Containers that have the label: those that RUN works with among them. */
  async containers(): Promise<{ Id: string; State: string }[]> {
    const query = filters({ label: [`rp=${this.label}`] });
    const path = this.scene.compat(`/containers/json?all=true&${query}`);
    return (await this.scene.send('GET', path)).expect(200).json as { Id: string; State: string }[];
  }

  /**
   * Waits until no container with the label runs: engines tell of no end of a build that was left.
   * @throws AssertionError when one runs on after ten seconds
   */
  async untilNothingRuns(): Promise<void> {
    for (const begun = Date.now(); Date.now() - begun < 10_000; await setTimeout(200)) {
      const all = await this.containers();
      if (!all.some(({ State }) => State === 'running')) return;
    }
    assert.fail('a container of the build runs on');
  }

  async #tidy(): Promise<void> {
    for (const { Id } of await this.containers()) await this.scene.discard(Id);
    const query = filters({ label: [`rp=${this.label}`] });
    const list = this.scene.compat(`/images/json?all=true&${query}`);
    const images = (await this.scene.send('GET', list)).json as { Id: string }[];
    // The newest first: what is built on them goes before them.
    for (const { Id } of images)
      await this.scene.send('DELETE', this.scene.compat(`/images/${Id}?force=true`));
  }
}
