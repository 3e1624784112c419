import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { written } from '../../suite/containers.ts';
import { kubeContainer, play, podObject, ran, tryPlay } from '../../suite/kube.ts';
import type { Played } from '../../suite/kube.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { isHere, SceneRegistry } from '../../suite/registry.ts';
import type { Scene } from '../../suite/scene.ts';

/** What tests look at in an inspect, besides the usual. */
interface Details {
  HostConfig: {
    Memory: number;
    CpuPeriod: number;
    CpuQuota: number;
    LogConfig: { Type: string };
    NetworkMode: string;
    RestartPolicy: { Name: string };
    ReadonlyRootfs: boolean;
    Privileged: boolean;
  };
  Config: {
    Annotations: Record<string, string>;
    Labels: Record<string, string>;
    Healthcheck?: { Test: string[]; Interval: number; Timeout: number; Retries: number };
  };
}

/** A container of the first pod, as inspect shows it. */
async function inspected(scene: Scene, report: Played, at = 0): Promise<Details> {
  const id = report.Pods[0]?.Containers[at] ?? '';
  return (await inspectLibpod(scene, id)) as unknown as Details;
}

const CREATED = 'network=none&start=false';

export default [
  clause('libpod.kube.play.200.init-containers', async (scene) => {
    const pod = podObject(scene, scene.name('p'), {
      command: ['cat', '/shared/steps'],
      volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
    });
    const initial = (name: string) =>
      kubeContainer(scene, {
        name,
        command: ['sh', '-c', `sleep 0.2; echo ${name} >> /shared/steps`],
        volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
      });
    const spec = {
      ...pod.spec,
      initContainers: [initial('first'), initial('second')],
      volumes: [{ name: 'shared', emptyDir: {} }],
    };
    const { Pods } = await play(scene, [{ ...pod, spec }]);
    assert.equal(Pods[0]?.InitContainers?.length, 2);
    const id = Pods[0]?.Containers[0] ?? '';
    await scene.wait(id);
    assert.equal((await written(scene, id)).stdout, 'first\nsecond\n');
  }),

  clause('libpod.kube.play.200.probe', async (scene) => {
    const probe = { exec: { command: ['true'] }, periodSeconds: 7 };
    const pod = podObject(scene, scene.name('p'), { livenessProbe: probe });
    const { Healthcheck } = (await inspected(scene, await play(scene, [pod], CREATED))).Config;
    assert.ok(Healthcheck?.Test.includes('true'), JSON.stringify(Healthcheck));
    const { Interval, Timeout, Retries } = Healthcheck ?? {};
    assert.deepEqual([Interval, Timeout, Retries], [7e9, 1e9, 3]);
  }),

  clause(
    'libpod.kube.play.200.resources',
    async (scene) => {
      const limits = { memory: '64Mi', cpu: '250m' };
      const pod = podObject(scene, scene.name('p'), { resources: { limits } });
      const { HostConfig } = await inspected(scene, await play(scene, [pod], CREATED));
      assert.equal(HostConfig.Memory, 64 * 1024 * 1024);
      assert.equal(HostConfig.CpuQuota / HostConfig.CpuPeriod, 0.25);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('libpod.kube.play.200.security', async (scene) => {
    const { output } = await ran(
      scene,
      'id -u; id -g; id -G; grep CapBnd /proc/self/status; touch /file 2>&1 || echo fixed',
      {
        securityContext: {
          runAsUser: 1234,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
      },
      { spec: { securityContext: { runAsUser: 5, runAsGroup: 4321, supplementalGroups: [77] } } },
    );
    const [user, group, groups = '', capabilities, ...rest] = output.split('\n');
    assert.deepEqual([user, group], ['1234', '4321']);
    assert.ok(groups.split(' ').includes('77'), `the group 77 is among ${groups}`);
    assert.match(capabilities ?? '', /^CapBnd:\s0+$/);
    assert.ok(rest.includes('fixed'), rest.join(' '));
    const pod = podObject(scene, scene.name('p'), { securityContext: { privileged: true } });
    const { HostConfig } = await inspected(scene, await play(scene, [pod], CREATED));
    assert.equal(HostConfig.Privileged, true);
  }),

  clause('libpod.kube.play.200.restart-policy', async (scene) => {
    const names = { Never: /^(no)?$/, OnFailure: /^on-failure$/, Always: /^always$/ };
    for (const [restartPolicy, name] of Object.entries(names)) {
      const pod = podObject(scene, scene.name('p'), {}, { restartPolicy });
      const { HostConfig } = await inspected(scene, await play(scene, [pod], CREATED));
      assert.match(HostConfig.RestartPolicy.Name, name);
    }
    const pod = podObject(scene, scene.name('p'));
    const { restartPolicy: _, ...spec } = pod.spec;
    const { HostConfig } = await inspected(scene, await play(scene, [{ ...pod, spec }], CREATED));
    assert.equal(HostConfig.RestartPolicy.Name, 'always');
  }),

  clause('libpod.kube.play.200.host-network', async (scene) => {
    const pod = podObject(scene, scene.name('p'), {}, { hostNetwork: true });
    const { HostConfig } = await inspected(scene, await play(scene, [pod], 'start=false'));
    assert.equal(HostConfig.NetworkMode, 'host');
  }),

  clause('libpod.kube.play.200.host-names', async (scene) => {
    const { output } = await ran(
      scene,
      'hostname; grep -w other /etc/hosts; cat /etc/resolv.conf',
      {},
      {
        spec: {
          hostname: 'the-host',
          hostAliases: [{ ip: '192.0.2.7', hostnames: ['other'] }],
          dnsConfig: {
            nameservers: ['192.0.2.53'],
            searches: ['example.test'],
            options: [{ name: 'ndots', value: '3' }],
          },
        },
        // Kubernetes' own network has a server of names of its own.
        query: 'network=podman',
      },
    );
    assert.match(output, /^the-host\n192\.0\.2\.7\sother\n/);
    for (const line of ['192.0.2.53', 'search example.test', 'ndots:3']) {
      assert.ok(output.includes(line), `${line} in ${output}`);
    }
  }),

  clause('libpod.kube.play.200.annotations', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const metadata = { ...pod.metadata, annotations: { 'example.org/a': 'b' } };
    const query = `annotations=${encodeURIComponent(JSON.stringify({ 'example.org/c': 'd' }))}`;
    const report = await play(scene, [{ ...pod, metadata }], `${CREATED}&${query}`);
    const { Annotations, Labels } = (await inspected(scene, report)).Config;
    assert.equal(Annotations['example.org/a'], 'b');
    assert.equal(Annotations['example.org/c'], 'd');
    assert.equal(Labels['app'], pod.metadata.name);
  }),

  clause('libpod.kube.play.200.log-driver', async (scene) => {
    const pod = podObject(scene, scene.name('p'));
    const report = await play(scene, [pod], `${CREATED}&logDriver=none`);
    assert.equal((await inspected(scene, report)).HostConfig.LogConfig.Type, 'none');
  }),

  clause(
    'libpod.kube.play.200.tls-verify',
    async (scene) => {
      const registry = await SceneRegistry.of(scene, 'tls');
      const { name } = await registry.image();
      const image = { image: `${name}:latest`, command: ['nothing'], imagePullPolicy: 'Always' };
      const pod = podObject(scene, scene.name('p'), image);
      (await tryPlay(scene, [pod], `${CREATED}&tlsVerify=true`)).expect(500);
      assert.equal(await isHere(scene, name), false);
      const other = podObject(scene, scene.name('p'), image);
      await play(scene, [other], `${CREATED}&tlsVerify=false`);
      assert.ok(await isHere(scene, name));
    },
    { needs: ['local-registry'] },
  ),
];
