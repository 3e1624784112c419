import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { parseAddress } from '../tap/address.ts';
import type { Capability } from '../suite/clause-test.ts';
import type { TargetFacts } from './target.ts';

interface VersionAnswer {
  ApiVersion: string;
  Version: string;
  Components?: { Name: string; Version: string; Details?: { APIVersion?: string } }[];
}

/**
 * Asks an engine who it is and what it can do.
 * @param granted capabilities that follow from how the target was started
 */
export async function measure(url: string, granted: readonly Capability[]): Promise<TargetFacts> {
  const version = await get<VersionAnswer>(url, '/version');
  const component = version.Components?.[0];
  const libpod = await status(url, '/libpod/_ping');
  const info = await get<{ MemoryLimit?: boolean; CpuCfsQuota?: boolean; PidsLimit?: boolean }>(
    url,
    '/info',
  );
  const capabilities = new Set<Capability>(granted);
  if (libpod === 200) capabilities.add('libpod');
  if (info.MemoryLimit && info.CpuCfsQuota && info.PidsLimit) capabilities.add('cgroup-limits');
  return {
    product: `${(component?.Name ?? 'Engine').replace(/ Engine$/, '').replace(/^Engine$/, 'Docker')} ${component?.Version ?? version.Version}`,
    dockerApi: version.ApiVersion,
    libpodApi: libpod === 200 ? (component?.Details?.APIVersion ?? version.Version) : undefined,
    capabilities,
  };
}

async function status(url: string, path: string): Promise<number> {
  return (await open(url, path)).statusCode ?? 0;
}

async function get<T>(url: string, path: string): Promise<T> {
  const response = await open(url, path);
  if (response.statusCode !== 200) throw new Error(`${url}${path} answers ${response.statusCode}`);
  return (await json(response)) as T;
}

async function open(url: string, path: string) {
  const address = parseAddress(url);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(
    {
      ...('path' in address ? { socketPath: address.path } : address),
      path,
      agent: false,
    },
    resolve,
  )
    .on('error', reject)
    .end();
  return promise;
}
