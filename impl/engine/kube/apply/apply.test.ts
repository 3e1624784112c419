import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { applyKube } from './apply.ts';
import type { ApplyOptions } from './apply.ts';

interface Seen {
  path: string | undefined;
  kind: string;
  user: string | undefined;
  token: string | undefined;
}

let folder: string;
let server: https.Server;
let seen: Seen[];
let refuse: string | undefined;

const file = (name: string) => join(folder, name);

/** A certificate that vouches for itself, and is the server's and the client's at once. */
function makeCertificate(): void {
  const subject = ['-subj', '/CN=refpod', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...subject], {
    stdio: 'ignore',
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { kind } = JSON.parse(await text(request)) as { kind: string };
  const user = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
  const token = request.headers.authorization;
  seen.push({ path: request.url, kind, user: user?.toString(), token });
  response.writeHead(kind === refuse ? 409 : 201).end(`{"kind":"${kind}"}`);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-apply-'));
  makeCertificate();
  const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((one) => readFile(file(one))));
  const options = { key, cert, requestCert: true, rejectUnauthorized: false };
  server = https.createServer(options, (request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  refuse = undefined;
});

const address = () => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Writes a kubeconfig with this cluster, and applies to it. */
async function apply(objects: string, cluster: object, change: Partial<ApplyOptions> = {}) {
  const config = {
    clusters: [
      { name: 'other', cluster: { server: 'http://127.0.0.1:1' } },
      { name: 'ours', cluster: { server: `${address()}/`, ...cluster } },
    ],
    users: [
      {
        name: 'me',
        user: {
          'client-certificate': 'cert.pem',
          'client-key': 'key.pem',
          token: 't',
        },
      },
    ],
    contexts: [
      {
        name: 'now',
        context: { cluster: 'ours', user: 'me', namespace: 'shop' },
      },
    ],
    'current-context': 'now',
  };
  await writeFile(file('config'), stringify(config));
  const { signal } = new AbortController();
  const usual = {
    kubeconfig: file('config'),
    authorityFile: '',
    namespace: '',
    signal,
  };
  await applyKube(objects, { ...usual, ...change });
}

const yaml = (...kinds: string[]) =>
  kinds.map((kind) => stringify({ apiVersion: 'v1', kind, metadata: { name: 'n' } })).join('---\n');
const trusted = { 'certificate-authority': 'cert.pem' };

test('objects go to the cluster of the context, with its user, those first that others need', async () => {
  await apply(yaml('Pod', 'Service', 'PersistentVolumeClaim'), trusted);
  const path = '/api/v1/namespaces/shop';
  const by = { user: 'refpod', token: 'Bearer t' };
  assert.deepEqual(seen, [
    { path: `${path}/services`, kind: 'Service', ...by },
    {
      path: `${path}/persistentvolumeclaims`,
      kind: 'PersistentVolumeClaim',
      ...by,
    },
    { path: `${path}/pods`, kind: 'Pod', ...by },
  ]);
});

test('the request says which namespace', async () => {
  await apply(yaml('Pod'), trusted, { namespace: 'a/b' });
  assert.equal(seen[0]?.path, '/api/v1/namespaces/a%2Fb/pods');
});

test('only a server with a certificate that is trusted gets anything', async () => {
  await assert.rejects(apply(yaml('Pod'), {}), /self-signed certificate/);
  assert.deepEqual(seen, []);
  const data = (await readFile(file('cert.pem'))).toString('base64');
  await apply(yaml('Pod'), { 'certificate-authority-data': data });
  await apply(yaml('Pod'), {}, { authorityFile: file('cert.pem') });
  await apply(yaml('Pod'), {}, { authorityFile: 'insecure' });
  await apply(yaml('Pod'), { 'insecure-skip-tls-verify': true });
  assert.equal(seen.length, 4);
});

test('what the cluster refuses is told in its words, and what is wrong before anything is sent', async () => {
  refuse = 'Service';
  const failing = (words: RegExp) => (error: { status: number; message: string }) => {
    assert.match(error.message, /^error applying YAML to k8s cluster: /);
    assert.match(error.message, words);
    return error.status === 500;
  };
  await assert.rejects(apply(yaml('Pod', 'Service'), trusted), failing(/\{"kind":"Service"\}$/));
  assert.deepEqual(
    seen.map(({ kind }) => kind),
    ['Service'],
  );
  seen = [];
  const missing = { kubeconfig: file('nothing') };
  await assert.rejects(apply(yaml('Pod'), trusted, missing), failing(/nothing/));
  await assert.rejects(apply(yaml('Pod', 'Secret'), trusted), failing(/kind found: "Secret"$/));
  await assert.rejects(apply(' \n', trusted), failing(/empty/));
  await assert.rejects(apply(yaml('Pod'), { server: '' }), failing(/names no server/));
  await assert.rejects(apply(yaml('Pod'), { server: 'ftp://x' }), failing(/no address/));
  assert.deepEqual(seen, []);
});
