import { parse } from 'yaml';
import { fileText } from './archive.ts';
import type { KubeObject } from './kube.ts';
import { createVolume, inspectVolume } from './objects.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

interface Request {
  method: string;
  path: string;
  object: KubeObject;
}

/** A server that takes what a cluster is sent; it runs as a container in the engine's network. */
export interface Cluster {
  /** Path of its kubeconfig, where the engine runs. */
  kubeconfig: string;
  /** What it was sent until now. */
  requests(): Promise<Request[]>;
}

/** Notes each request as a line of a file; refuses objects that have the word `refused`. */
const SCRIPT = `#!/bin/sh
body=$(head -c "$CONTENT_LENGTH" | base64 | tr -d '\\n')
echo "$REQUEST_METHOD $PATH_INFO $body" >> /srv/requests
if echo "$body" | base64 -d | grep -q refused; then printf 'Status: 409 Conflict\\r\\n'; fi
printf 'Content-Type: application/json\\r\\n\\r\\n{"reason":"from the cluster"}'
`;

export async function fakeCluster(scene: Scene): Promise<Cluster> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const { Name } = await createVolume(scene, 'compat');
  const config = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}/cgi-bin/cluster` } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
  const file = (text: string, path: string) =>
    `echo ${Buffer.from(text).toString('base64')} | base64 -d > ${path}`;
  const steps = [
    'mkdir -p /srv/www/cgi-bin && touch /srv/requests',
    file(SCRIPT, '/srv/www/cgi-bin/cluster'),
    'chmod 755 /srv/www/cgi-bin/cluster',
    file(config, '/config/kubeconfig'),
    `httpd -p 127.0.0.1:${port} -h /srv/www`,
    'echo ready',
    'sleep 1000',
  ];
  const id = await scene.running({
    Cmd: ['sh', '-c', steps.join(' && ')],
    HostConfig: { NetworkMode: 'host', Binds: [`${Name}:/config`] },
  });
  await scene.logged(id, 'ready');
  const { Mountpoint } = await inspectVolume(scene, 'compat', Name);
  return {
    kubeconfig: `${Mountpoint}/kubeconfig`,
    requests: async () => requestsIn(await fileText(scene, 'compat', id, '/srv/requests')),
  };
}

function requestsIn(lines: string): Request[] {
  return [...lines.matchAll(/^(\S+) (\S+) (\S+)$/gm)].map(([, method, path, body]) => {
    const text = Buffer.from(body ?? '', 'base64').toString();
    return { method: method ?? '', path: path ?? '', object: parse(text) as KubeObject };
  });
}

/** Applies YAML to a cluster. */
export function apply(scene: Scene, yaml: string, query: Record<string, string>): Promise<Answer> {
  const path = scene.libpod(`/kube/apply?${new URLSearchParams(query).toString()}`);
  return scene.send('POST', path, {
    headers: { 'content-type': 'application/x-yaml' },
    body: yaml,
  });
}
