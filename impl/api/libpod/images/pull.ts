import type { Engine } from '../../../engine/engine.ts';
import type { LayerStep, PullEvent } from '../../../engine/images/registry/progress.ts';
import type { PullPolicy } from '../../../engine/images/registry/pull.ts';
import { BadParameter, InternalError } from '../../../errors.ts';
import type { CredentialSource } from '../../../registry/credentials.ts';
import type { Handlers } from '../../handler.ts';
import { emitted } from '../../shared/emitted.ts';
import { given } from '../../shared/given.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';

/** A line of the answer, as Podman sends it. */
type Line = { stream: string } | { error: string } | { images: string[]; id: string };

export function libpodImagePull({ images }: Pick<Engine, 'images'>) {
  return {
    'libpod.image.pull': ({ query, headers, signal }) => {
      const { overrideOS: os, overrideArch: architecture, overrideVariant: variant } = query;
      if (!query.reference) throw new InternalError('reference parameter cannot be empty');
      const name = dockerReference(query.reference);
      const options = {
        tree: 'libpod' as const,
        policy: policyOf(query.policy),
        credentials: credentialsIn(headers, 'libpod') ?? queryCredentials(query.credentials),
        tlsVerify: query.tlsVerify,
        allTags: query.allTags,
        platform: given({ os, architecture, variant }),
        signal,
      };
      const { items } = emitted<Line>(
        async (emit) => {
          const tell = (text: string) => query.quiet || emit({ stream: `${text}\n` });
          const onProgress = (event: PullEvent) => narrate(event, tell);
          // Podman's answer is 200 whatever comes; a failure is a line.
          const pulled = await images
            .pull(name, { ...options, onProgress })
            .catch((error: Error) => error);
          if (pulled instanceof Error) return emit({ error: pulled.message });
          const ids = pulled.map(({ image }) => image.id);
          emit({ images: ids, id: ids.at(-1) ?? '' });
        },
        (error) => ({ error: error.message }),
      );
      return { kind: 'lines', status: 200, items };
    },
  } satisfies Handlers;
}

/** `user:password`, for whatever registry is asked. Throws BadParameter. */
function queryCredentials(text = ''): CredentialSource | undefined {
  if (text === '') return undefined;
  const at = text.indexOf(':');
  if (at < 1) throw new BadParameter('credentials: they are not user:password');
  const credentials = { username: text.slice(0, at), password: text.slice(at + 1) };
  return () => credentials;
}

/** @throws BadParameter for names of places that are no registries (`oci:`, `dir:`) */
function dockerReference(reference: string): string {
  const name = reference.replace(/^docker:\/\//, '');
  const [, transport] =
    /^(?:(dir|oci|oci-archive|docker-archive|containers-storage|docker-daemon|ostree|sif|tarball):)/.exec(
      name,
    ) ?? [];
  if (transport === undefined) return name;
  throw new BadParameter(
    `invalid reference "${reference}": the transport ${transport} is no registry's`,
  );
}

const policies: Readonly<Record<string, PullPolicy>> = {
  '': 'missing',
  always: 'always',
  missing: 'missing',
  ifnotpresent: 'missing',
  newer: 'newer',
  ifnewer: 'newer',
  never: 'never',
};

function policyOf(text: string): PullPolicy {
  const policy = policies[text.toLowerCase()];
  if (policy) return policy;
  throw new BadParameter(`unsupported pull policy ${JSON.stringify(text)}`);
}

/** The first that is told of each layer. */
const first: readonly LayerStep[] = ['exists', 'known', 'waiting'];

/** What Podman prints when nobody watches. */
export function narrate(event: PullEvent, tell: (text: string) => void): void {
  switch (event.kind) {
    case 'trying':
      return tell(`Trying to pull ${event.name}...`);
    case 'found':
      return tell('Getting image source signatures');
    case 'layer':
      if (first.includes(event.step)) tell(`Copying blob ${event.digest}`);
      return;
    case 'config':
      return tell(`Copying config ${event.digest}`);
    case 'stored':
      tell('Writing manifest to image destination');
      return tell('Storing signatures');
    case 'pulled':
  }
}
