import type { ManifestAdd, ManifestModify } from '../../../spec/generated/schemas.gen.ts';
import type { ApiVersion } from '../../../spec/version.ts';
import type { Engine } from '../../engine/engine.ts';
import type { EntryChanges } from '../../engine/images/lists/lists.ts';
import { BadParameter, RefpodError } from '../../errors.ts';
import type { Handlers, Reply } from '../handler.ts';
import { credentialsIn } from '../shared/registry-headers.ts';
import type { RegistryHeaders } from '../shared/registry-headers.ts';
import { atLeast } from '../version.ts';
import { libpodManifestPush } from './manifest-push.ts';

const json = (value: unknown, status = 200): Reply => ({ kind: 'json', status, value });

/** From version 4 on some paths mean something else. */
const isNew = (version: ApiVersion | undefined) => atLeast(version, '4.0.0');

export function libpodManifests(engine: Pick<Engine, 'images'>) {
  return { ...making(engine), ...changing(engine), ...libpodManifestPush(engine) };
}

/** How the registries of a request are spoken to. */
function requestOf(query: { tlsVerify?: boolean }, headers: RegistryHeaders, signal: AbortSignal) {
  const credentials = credentialsIn(headers, 'libpod');
  return { tree: 'libpod' as const, credentials, tlsVerify: query.tlsVerify, signal };
}

function making({ images: { lists } }: Pick<Engine, 'images'>) {
  return {
    'libpod.manifest.create': async ({ query, version, signal }) => {
      const { name: names, image = [], all = false, amend } = query;
      const request = requestOf(query, {}, signal);
      let id = '';
      for (const name of names) id = await lists.create(name, image, { ...request, all, amend });
      return json({ Id: id }, isNew(version) ? 201 : 200);
    },
    'libpod.manifest.create-named': async ({ path, query, headers, body, signal }) => {
      const { images = [], all, amend } = query;
      const options = { ...requestOf(query, headers, signal), ...changesOf(body ?? {}) };
      const id = await lists.create(path.name, [...images, ...(body?.images ?? [])], {
        ...options,
        all: all || (body?.all ?? false),
        amend,
      });
      return json({ Id: id }, 201);
    },
    'libpod.manifest.exists': ({ path }) => {
      if (lists.exists(path.name)) return { kind: 'empty', status: 204 };
      return json(
        { cause: 'manifest not found', message: 'manifest not found', response: 404 },
        404,
      );
    },
    'libpod.manifest.inspect': async ({ path, signal }) =>
      json(await lists.inspect(path.name, requestOf({}, {}, signal))),
  } satisfies Handlers;
}

function changing({ images: { lists } }: Pick<Engine, 'images'>) {
  return {
    'libpod.manifest.add': async ({ path, query, body, signal }) => {
      const options = { ...requestOf(query, {}, signal), ...changesOf(body) };
      const { all = false, images = [] } = body;
      return json({ Id: await lists.add(path.name, images, { ...options, all }) });
    },
    'libpod.manifest.modify': async ({ path, query, headers, body, signal }) => {
      const { operation = '', images = [] } = body;
      const options = { ...requestOf(query, headers, signal), ...changesOf(body) };
      const one = {
        update: (image: string) =>
          lists.add(path.name, [image], { ...options, all: body.all ?? false }),
        remove: (digest: string) => lists.removeEntry(path.name, digest),
        annotate: (digest: string) => lists.annotate(path.name, digest, changesOf(body)),
      }[operation.toLowerCase()];
      if (!one) throw new BadParameter(`illegal operation "${operation}"`);
      lists.find(path.name);
      return modified(images, one);
    },
    'libpod.manifest.remove': ({ path, query, version }) => {
      if (!isNew(version)) return json({ Id: lists.removeEntry(path.name, query.digest ?? '') });
      const { id, names } = lists.delete(path.name);
      return json({ Deleted: [id], Untagged: names, ExitCode: 0, Errors: [] });
    },
  } satisfies Handlers;
}

/** Does it with each; what fails does not stop the others. */
async function modified(
  images: readonly string[],
  one: (image: string) => Promise<string> | string,
): Promise<Reply> {
  const report = { Id: '', images: [] as string[], errors: [] as string[] };
  for (const image of images) {
    try {
      report.Id = await one(image);
      report.images.push(image);
    } catch (error) {
      if (!(error instanceof RefpodError)) throw error;
      report.errors.push(error.message);
    }
  }
  const { Id, images: done, errors } = report;
  if (errors.length === 0) return json({ Id, images: done });
  return done.length > 0 ? json(report, 409) : json({ Id: '', errors }, 400);
}

/** What is said of the entries. */
function changesOf(body: ManifestAdd | ManifestModify): EntryChanges {
  return {
    architecture: body.arch,
    os: body.os,
    osVersion: body.os_version,
    osFeatures: body.os_features,
    variant: body.variant,
    features: body.features,
    annotations: { ...annotationsOf(body.annotation), ...body.annotations },
  };
}

/** `name=value`, as Podman's clients send them. */
function annotationsOf(given: ManifestAdd['annotation']): Record<string, string> {
  if (!Array.isArray(given)) return given ?? {};
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 0) throw new BadParameter(`annotation "${text}" has no value`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
