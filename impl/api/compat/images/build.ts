import type { BuildEvent } from '../../../engine/build/events.ts';
import { CommandFailed } from '../../../engine/build/events.ts';
import type { Engine } from '../../../engine/engine.ts';
import { familiar } from '../../../engine/images/names.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers } from '../../handler.ts';
import { decodeBuild } from '../../shared/build-decode.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';
import { pullRecords } from './pull.ts';

/** Images of Dockerfiles. */
export function compatImageBuild({ builds }: Pick<Engine, 'builds'>) {
  return {
    'compat.image.build': async ({ query, headers, input, signal }) => {
      if (query.version === '2')
        throw new BadParameter('BuildKit is not there: build with DOCKER_BUILDKIT=0');
      const contentType = headers['Content-Type'];
      const registry = { credentials: credentialsIn(headers, 'compat') };
      const call = { tree: 'compat', query, input, contentType, registry, signal } as const;
      const options = decodeBuild(call);
      const events = await builds.start(options);
      return { kind: 'lines', status: 200, items: query.q ? quiet(events) : lines(events) };
    },
  } satisfies Handlers;
}

const short = (id: string) => id.slice(0, 12);
const stream = (text: string) => ({ stream: text });

/** What Docker's classic builder says. */
async function* lines(events: AsyncIterable<BuildEvent>) {
  for await (const event of events) yield* records(event);
}

function records(event: BuildEvent): object[] {
  switch (event.kind) {
    case 'global':
    case 'step':
      return [stream(`Step ${event.number}/${event.total} : ${event.text}`), stream('\n')];
    case 'triggers':
      return [stream(`# Executing ${event.count} build trigger${event.count > 1 ? 's' : ''}\n`)];
    case 'cached':
      return [stream(' ---> Using cache\n')];
    case 'running':
      return [stream(` ---> Running in ${short(event.container)}\n`)];
    case 'output':
      // What was written to stderr comes in red.
      return [stream(event.stream === 2 ? `\u001b[91m${event.text}\u001b[0m` : event.text)];
    case 'removed':
      return [stream(` ---> Removed intermediate container ${short(event.container)}\n`)];
    case 'base':
    case 'made':
      return [stream(` ---> ${short(event.image)}\n`)];
    case 'stage-done':
      return [{ aux: { ID: `sha256:${event.image}` } }];
    case 'notice':
      return [stream(event.text)];
    case 'pulling':
      return pullRecords(event.event);
    case 'commit':
      return [];
    case 'built':
      return [stream(`Successfully built ${short(event.image)}\n`)];
    case 'tagged':
      return [stream(`Successfully tagged ${familiar(event.full)}\n`)];
    case 'failed':
      return [failure(event.error)];
  }
}

function failure(error: Error): object {
  const { message } = error;
  const code = error instanceof CommandFailed ? { code: error.exitCode } : {};
  return { errorDetail: { ...code, message }, error: message };
}

/** The id alone, and a failure with what led to it. */
async function* quiet(events: AsyncIterable<BuildEvent>) {
  const output: object[] = [];
  for await (const event of events) {
    if (event.kind === 'output') output.push(...records(event));
    if (event.kind === 'built') yield stream(`sha256:${event.image}\n`);
    if (event.kind === 'failed') yield* [...output, failure(event.error)];
  }
}
