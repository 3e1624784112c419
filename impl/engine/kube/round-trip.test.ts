import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { TestEngine } from '../test-support.ts';
import { generateKube } from './generate/generate.ts';
import type { KubePod } from './objects.ts';
import { playKube } from './play/play.ts';
import { GENERATE, PLAY } from './test-support.ts';

let engine: TestEngine;

before(async () => {
  engine = await TestEngine.open();
});
after(() => engine.close());

const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const text = fc.oneof(word, fc.constantFrom('', 'yes', '1:30', 'null', '$(A)', '$$(A)', 'a\nb '));
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** What containers can be made with that YAML can say; mounts that need nothing of the host. */
const wanted = fc.record({
  command: fc.array(word, { minLength: 1, maxLength: 3 }),
  entrypoint: some(fc.array(word, { minLength: 1, maxLength: 2 })),
  env: fc.dictionary(fc.constantFrom('A', 'B', 'PATH', 'C_D'), text),
  workDir: some(fc.constantFrom('/tmp', '/', '/no such')),
  user: some(fc.constantFrom('0', '1000', '1000:7', 'root')),
  groups: fc.uniqueArray(fc.constantFrom('5', '77')),
  hostname: some(name),
  terminal: fc.boolean(),
  privileged: fc.boolean(),
  capAdd: fc.uniqueArray(fc.constantFrom('NET_ADMIN', 'SYS_TIME'), { maxLength: 2 }),
  capDrop: fc.uniqueArray(fc.constantFrom('KILL', 'CHOWN'), { maxLength: 2 }),
  readOnlyRoot: fc.boolean(),
  noNewPrivileges: fc.boolean(),
  memory: some(fc.integer({ min: 16, max: 2048 })),
  quota: some(fc.integer({ min: 10, max: 400 })),
  policy: fc.constantFrom('no', 'always', 'on-failure'),
  ports: fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { maxLength: 2 }),
  hosts: fc.uniqueArray(fc.constantFrom('one:192.0.2.1', 'two:2001:db8::2'), { maxLength: 2 }),
  dnsOptions: fc.uniqueArray(fc.constantFrom('ndots:2', 'rotate'), { maxLength: 2 }),
  annotations: fc.dictionary(fc.constantFrom('a.b/c', 'plain'), word, { maxKeys: 2 }),
  health: some(fc.constantFrom(['CMD', 'true'], ['CMD-SHELL', 'test -e "/a b"'])),
  stopTimeout: some(fc.integer({ min: 1, max: 60 })),
  volume: fc.boolean(),
  anonymous: fc.boolean(),
  memoryFolder: fc.boolean(),
  noFiles: some(fc.integer({ min: 1, max: 900 })),
});

type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

function configOf(from: Wanted): ContainerConfig {
  const usual = emptyContainerConfig('libpod');
  const port = { hostIp: '127.0.0.1', range: 1, protocol: 'udp' } as const;
  return {
    ...usual,
    image: 'localhost/busybox',
    process: {
      ...usual.process,
      command: from.command,
      ...(from.entrypoint ? { entrypoint: from.entrypoint } : {}),
      env: from.env,
      ...(from.workDir ? { workDir: from.workDir } : {}),
      ...(from.user ? { user: from.user } : {}),
      ...(from.hostname ? { hostname: from.hostname } : {}),
      groups: from.groups,
      terminal: from.terminal,
    },
    security: {
      ...usual.security,
      privileged: from.privileged,
      capAdd: from.capAdd,
      capDrop: from.capDrop,
      readOnlyRoot: from.readOnlyRoot,
      noNewPrivileges: from.noNewPrivileges,
    },
    storage: {
      ...usual.storage,
      volumes: [
        ...(from.volume ? [{ name: 'round', destination: '/round', options: ['ro'] }] : []),
        ...(from.anonymous
          ? [{ name: '', destination: '/own', options: [], anonymous: true }]
          : []),
      ],
      mounts: from.memoryFolder
        ? [{ type: 'tmpfs', destination: '/memory', options: ['size=64k'] }]
        : [],
    },
    network: {
      ...usual.network,
      ports: from.ports.map((number) => ({ ...port, hostPort: number, containerPort: number })),
      hosts: from.hosts,
      dnsOptions: from.dnsOptions,
    },
    resources: {
      ...usual.resources,
      ...(from.memory ? { memory: { limit: from.memory * 1024 * 1024 } } : {}),
      ...(from.quota ? { cpu: { quota: from.quota * 1000, period: 100_000 } } : {}),
      rlimits: from.noFiles
        ? [{ type: 'RLIMIT_NOFILE', soft: from.noFiles, hard: from.noFiles }]
        : [],
    },
    restart: { policy: from.policy },
    ...(from.health ? { health: { test: [...from.health], interval: 5e9, retries: 2 } } : {}),
    ...(from.stopTimeout ? { stopTimeout: from.stopTimeout } : {}),
    annotations: from.annotations,
  };
}

/** The Pod, without the time of its making. */
async function podOf(object: string): Promise<{ yaml: string; pod: KubePod }> {
  const yaml = await generateKube(engine.engine, [object], GENERATE);
  const [document] = parseAllDocuments(yaml);
  assert.ok(document);
  const pod = document.toJS() as KubePod;
  delete pod.metadata?.creationTimestamp;
  return { yaml, pod };
}

test('YAML of a container means the same when it is played and made again', async () => {
  await fc.assert(
    fc.asyncProperty(wanted, async (from) => {
      const { id } = await engine.containers.create(configOf(from));
      const first = await podOf(id);
      await engine.remove(id);
      const { pods } = await playKube(engine.engine, first.yaml, PLAY);
      const [made] = pods;
      assert.ok(made);
      const second = await podOf(made.id);
      await engine.engine.pods.remove(made.id, { force: true });
      assert.deepEqual(second.pod, first.pod);
    }),
    { numRuns: 15 },
  );
});
