import { readFileSync } from 'node:fs';
import type { Operation } from '../../spec/operation.ts';
import type { AnyCall, AnyHandler } from './answer.ts';

const SOURCE = new URL('../../spec/generated/openapi.json', import.meta.url);

interface Document {
  paths: Record<string, unknown>;
  [field: string]: unknown;
}

/**
 * The description of the API as the API serves it; not part of the reference document, so it is
 * routed beside its table: `/openapi.json` has both trees, `/libpod/openapi.json` the one, and a
 * version in the path becomes the server's URL in the document.
 */
export const DESCRIPTIONS: readonly Operation[] = [
  description('compat.system.openapi', '/openapi.json', 'compat'),
  description('libpod.system.openapi', '/libpod/openapi.json', 'libpod'),
];

export const DESCRIPTION_HANDLERS: Readonly<Record<string, AnyHandler>> = {
  'compat.system.openapi': (call) => describe(call, () => true),
  'libpod.system.openapi': (call) => describe(call, (path) => path.startsWith('/libpod/')),
};

function describe(call: AnyCall, wanted: (path: string) => boolean) {
  const document = JSON.parse(readFileSync(SOURCE, 'utf8')) as Document;
  const paths = Object.entries(document.paths).filter(([path]) => wanted(path));
  const servers =
    call.version === undefined ? {} : { servers: [{ url: `/v${call.version.text}` }] };
  const value = { ...document, ...servers, paths: Object.fromEntries(paths) };
  return { kind: 'json', status: 200, value } as const;
}

function description(id: string, path: string, tree: Operation['tree']): Operation {
  return {
    id,
    tree,
    section: 'system',
    summary: 'The description of the API in OpenAPI 3.1',
    method: 'GET',
    path,
    unversioned: true,
    since: '2.0',
    parameters: [],
    body: { form: 'none', required: false },
    responses: [{ status: 200, form: 'json', description: 'success' }],
  };
}
