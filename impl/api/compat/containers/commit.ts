import type { DockerContainerConfigRequest } from '../../../../spec/generated/schemas.gen.ts';
import { layOver } from '../../../engine/containers/commit/run-config.ts';
import type { RunConfig } from '../../../engine/containers/commit/run-config.ts';
import type { Containers } from '../../../engine/containers/containers.ts';
import { applyChanges } from '../../../engine/images/changes.ts';
import type { Handlers } from '../../handler.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Images of containers. */
export function commitHandlers(containers: Containers) {
  return {
    'compat.container.commit': async ({ query, body, signal }) => {
      const { container = '', repo, tag, comment, author, pause, changes = [] } = query;
      const { id } = await containers.commit(container, {
        tree: 'compat',
        reference: repo ? { repo, tag: nonZero(tag) } : undefined,
        author,
        comment,
        pause,
        format: 'docker',
        squash: false,
        configure: (config) => layOver(applyChanges(decodeRunConfig(body ?? {}), changes), config),
        signal,
      });
      return { kind: 'json', status: 201, value: { Id: `sha256:${id}` } };
    },
  } satisfies Handlers;
}

/** The members of Docker's Config that images have. */
function decodeRunConfig(body: DockerContainerConfigRequest): RunConfig {
  const { Healthcheck } = body;
  return given({
    User: nonZero(body.User),
    ExposedPorts: body.ExposedPorts ?? undefined,
    Env: body.Env ?? undefined,
    Entrypoint: words(body.Entrypoint),
    Cmd: words(body.Cmd),
    Volumes: (body.Volumes as Record<string, object> | null) ?? undefined,
    WorkingDir: nonZero(body.WorkingDir),
    Labels: body.Labels ?? undefined,
    StopSignal: nonZero(body.StopSignal),
    OnBuild: body.OnBuild ?? undefined,
    Shell: body.Shell ?? undefined,
    Healthcheck: Healthcheck ? (given(Healthcheck) as RunConfig['Healthcheck']) : undefined,
  }) as RunConfig;
}

function words(value: string | string[] | null | undefined): string[] | undefined {
  return typeof value === 'string' ? [value] : (value ?? undefined);
}
