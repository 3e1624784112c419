import { readOpenApi } from '../../spec/index.ts';
import type { Operation, Tree } from '../../spec/operation.ts';
import type { AnyCall, AnyHandler } from './answer.ts';

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
  'compat.system.openapi': (call) => describe(call),
  'libpod.system.openapi': (call) => describe(call, 'libpod'),
};

async function describe(call: AnyCall, tree?: Tree) {
  const document = await readOpenApi(tree);
  const servers =
    call.version === undefined ? {} : { servers: [{ url: `/v${call.version.text}` }] };
  return { kind: 'json', status: 200, value: { ...document, ...servers } } as const;
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
