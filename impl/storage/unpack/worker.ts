import { parentPort } from 'node:worker_threads';
import { unpackLayer } from './layer.ts';
import type { LayerJob, LayerResult } from './layer.ts';

/** Unpacks layers off the main thread, one at a time; `cancel` ends the one under way. */
export type Request = { job: LayerJob } | { cancel: true };
export type Reply =
  | { result: LayerResult }
  | { error: { name: string; message: string; code?: string; status?: number } };

let current = new AbortController();

parentPort?.on('message', (request: Request) => {
  if ('cancel' in request) current.abort();
  else void run(request.job).then((reply) => parentPort?.postMessage(reply));
});

async function run(job: LayerJob): Promise<Reply> {
  current = new AbortController();
  try {
    return { result: await unpackLayer(job, current.signal) };
  } catch (thrown) {
    const error = thrown as Error & { code?: string; status?: number };
    const { name, message, code, status } = error;
    return {
      error: {
        name,
        message,
        ...(code === undefined ? {} : { code }),
        ...(status === undefined ? {} : { status }),
      },
    };
  }
}
