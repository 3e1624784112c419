import type { QueryOf } from '../../../spec/generated/operations.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import { generateKube } from '../../engine/kube/generate/generate.ts';
import type { Handlers, Reply } from '../handler.ts';
import { LIBPOD_API_VERSION } from '../version.ts';

/** Kubernetes YAML, both ways. */
export function libpodKube(engine: Engine) {
  const generate = async ({ names, service, type, replicas }: GenerateQuery): Promise<Reply> => {
    const program = `podman-${LIBPOD_API_VERSION}`;
    const text = await generateKube(engine, names, { service, type, replicas, program });
    return { kind: 'text', status: 200, text, headers: { 'Content-Type': 'text/vnd.yaml' } };
  };
  return {
    'libpod.kube.generate': ({ query }) => generate(query),
    'libpod.kube.generate-new': ({ query }) => generate(query),
  } satisfies Handlers;
}

type GenerateQuery = QueryOf<'libpod.kube.generate' | 'libpod.kube.generate-new'>;
