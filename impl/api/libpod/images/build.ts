import type { BuildEvent } from '../../../engine/build/events.ts';
import { CommandFailed } from '../../../engine/build/events.ts';
import type { BuildOptions } from '../../../engine/build/options.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { PullEvent } from '../../../engine/images/registry/progress.ts';
import type { Handlers } from '../../handler.ts';
import { decodeBuild } from '../../shared/build-decode.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';
import { narrate } from './pull.ts';
import { BUILDAH_VERSION } from '../../shared/ping.ts';

/** Images of Dockerfiles. */
export function libpodImageBuild({ builds }: Pick<Engine, 'builds'>) {
  return {
    'libpod.image.build': async ({ query, headers, input, signal }) => {
      const contentType = headers['Content-Type'];
      const registry = {
        credentials: credentialsIn(headers, 'libpod'),
        tlsVerify: query.tlsVerify,
      };
      const call = { tree: 'libpod', query, input, contentType, registry, signal } as const;
      const options = decodeBuild(call);
      const labelled = query.identitylabel ? withIdentity(options) : options;
      const events = await builds.start(labelled);
      return { kind: 'lines', status: 200, items: lines(events, options, query.q) };
    },
  } satisfies Handlers;
}

/** Podman's images say which builder made them. */
function withIdentity(options: BuildOptions): BuildOptions {
  return { ...options, labels: { 'io.buildah.version': BUILDAH_VERSION, ...options.labels } };
}

const short = (id: string) => id.slice(0, 11);

/** What Podman says; quiet, only the id, and on a failure what led to it. */
async function* lines(events: AsyncIterable<BuildEvent>, options: BuildOptions, quiet: boolean) {
  const kept: object[] = [];
  for await (const event of events) {
    const texts = words(event, options);
    if (quiet && event.kind === 'built') yield { stream: `${event.image}\n` };
    else if (!quiet) {
      for (const text of texts) yield { stream: text };
    } else if (event.kind === 'output') kept.push({ stream: event.text });
    if (event.kind === 'failed') yield* [...kept, failure(event.error)];
  }
}

function words(event: BuildEvent, options: BuildOptions): string[] {
  switch (event.kind) {
    case 'step': {
      const { inStage, expanded } = event;
      return [`${prefix(event)}STEP ${inStage.number}/${inStage.total}: ${expanded}\n`];
    }
    case 'cached':
      return [`--> Using cache ${event.image}\n`];
    case 'output':
      return [event.text];
    case 'made':
      // The result is told when it is committed.
      return event.last || !options.layers ? [] : [`--> ${short(event.image)}\n`];
    case 'notice':
      return [event.text];
    case 'commit': {
      const name = options.names[0]?.text;
      return [`${prefix(event)}COMMIT${name === undefined ? '' : ` ${name}`}\n`];
    }
    case 'built':
      return [`--> ${short(event.image)}\n`, ...tagged(options), `${event.image}\n`];
    case 'pulling':
      return pullWords(event.event);
    case 'base':
    case 'failed':
    case 'global':
    case 'removed':
    case 'running':
    case 'stage-done':
    case 'tagged':
    case 'triggers':
      return [];
  }
}

function pullWords(event: PullEvent): string[] {
  const texts: string[] = [];
  narrate(event, (text) => texts.push(`${text}\n`));
  return texts;
}

function tagged({ names }: BuildOptions): string[] {
  return names.map(({ full }) => `Successfully tagged ${full}\n`);
}

/** The platform and the stage, where there are several. */
function prefix(event: {
  stage: { number: number; total: number };
  platform: string | undefined;
}): string {
  const { stage, platform } = event;
  const place = stage.total > 1 ? `[${stage.number}/${stage.total}] ` : '';
  return `${platform === undefined ? '' : `[${platform}] `}${place}`;
}

function failure(error: Error): object {
  const message =
    error instanceof CommandFailed
      ? `building at STEP "${error.step}": while running runtime: exit status ${error.exitCode}\n`
      : `${error.message}\n`;
  return { errorDetail: { message }, error: message };
}
