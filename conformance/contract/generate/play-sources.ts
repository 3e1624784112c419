import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeExists, volumeName } from '../../suite/containers.ts';
import { kubeContainer, play, podObject, ran, tryPlay } from '../../suite/kube.ts';
import type { KubeObject } from '../../suite/kube.ts';
import type { Scene } from '../../suite/scene.ts';

const object = (kind: string, name: string, rest: object = {}): object => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

/** A name for a ConfigMap or Secret, of which engines make volumes and secrets of the same name. */
function sourceName(scene: Scene): string {
  const name = volumeName(scene);
  scene.defer(() => scene.send('DELETE', scene.libpod(`/secrets/${name}`)));
  return name;
}

export default [
  clause('libpod.kube.play.200.volume', async (scene) => {
    const name = volumeName(scene);
    const claim = object('PersistentVolumeClaim', name, { spec: {} });
    const first = podObject(scene, scene.name('p'), {
      command: ['sh', '-c', 'echo kept > /data/file'],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    });
    first.spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: name } }];
    const report = await play(scene, [claim, first]);
    assert.deepEqual(
      report.Volumes?.map((volume) => volume.Name),
      [name],
    );
    assert.ok(await volumeExists(scene, name));
    await scene.wait(report.Pods[0]?.Containers[0] ?? '');
    const { output } = await ran(
      scene,
      'cat /data/file',
      { volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] },
      { spec: { volumes: first.spec.volumes } },
    );
    assert.equal(output, 'kept\n');
  }),

  clause('libpod.kube.play.200.configmap', async (scene) => {
    const name = sourceName(scene);
    const { output } = await ran(
      scene,
      'echo $ONE $A; cat /values/B',
      {
        env: [{ name: 'ONE', valueFrom: { configMapKeyRef: { name, key: 'B' } } }],
        envFrom: [{ configMapRef: { name } }],
        volumeMounts: [{ name: 'values', mountPath: '/values' }],
      },
      {
        spec: { volumes: [{ name: 'values', configMap: { name } }] },
        others: [object('ConfigMap', name, { data: { A: 'all', B: 'one' } })],
      },
    );
    assert.equal(output, 'one all\none');
  }),

  clause('libpod.kube.play.200.secret', async (scene) => {
    const name = sourceName(scene);
    const data = { USER: Buffer.from('admin').toString('base64') };
    const pod = podObject(scene, scene.name('p'), {
      command: ['sh', '-c', 'echo $ONE $USER; cat /values/USER'],
      env: [{ name: 'ONE', valueFrom: { secretKeyRef: { name, key: 'USER' } } }],
      envFrom: [{ secretRef: { name } }],
      volumeMounts: [{ name: 'values', mountPath: '/values' }],
    });
    pod.spec.volumes = [{ name: 'values', secret: { secretName: name, optional: false } }];
    const report = await play(scene, [object('Secret', name, { data }), pod]);
    assert.match(report.Secrets?.[0]?.CreateReport.ID ?? '', /^[0-9a-z]{25}$/);
    const id = report.Pods[0]?.Containers[0] ?? '';
    await scene.wait(id);
    const log = await scene.send('GET', scene.compat(`/containers/${id}/logs?stdout=true`));
    assert.ok(log.text.includes('admin admin\n'), log.text);
    assert.ok(log.text.endsWith('admin'), log.text);
    (await scene.send('GET', scene.libpod(`/secrets/${name}/json`))).expect(200);
  }),

  clause('libpod.kube.play.200.environment', async (scene) => {
    const { output } = await ran(scene, 'echo $NUMBER $NAME $LABEL-$NONE- $MEMORY', {
      env: [
        { name: 'NUMBER', value: '5' },
        { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        {
          name: 'NONE',
          valueFrom: { configMapKeyRef: { name: 'nothing', key: 'x', optional: true } },
        },
        {
          name: 'MEMORY',
          valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
        },
      ],
      envFrom: [{ configMapRef: { name: 'nothing', optional: true } }],
      resources: { limits: { memory: '64Mi' } },
    });
    assert.match(output, /^5 (rp-p-\S+) \1-- 64\n$/);
  }),

  clause('libpod.kube.play.200.host-path', async (scene) => {
    const folder = `/tmp/${scene.name('h')}/below`;
    const volume = (path: string, type: string) => ({ hostPath: { path, type } });
    const { output } = await ran(
      scene,
      'cat /host-name > /made/file; cat /made/file; touch /host-name 2>&1 || echo fixed',
      {
        volumeMounts: [
          { name: 'made', mountPath: '/made' },
          { name: 'file', mountPath: '/host-name', readOnly: true },
        ],
      },
      {
        spec: {
          volumes: [
            { name: 'made', ...volume(folder, 'DirectoryOrCreate') },
            { name: 'file', ...volume('/etc/debian_version', 'File') },
          ],
        },
      },
    );
    assert.match(output, /^.+\n[^]*fixed\n$/);
    const missing = podObject(scene, scene.name('p'));
    missing.spec.volumes = [{ name: 'x', ...volume(`${folder}/no`, 'Directory') }];
    (await tryPlay(scene, [missing], 'network=none')).expect(500);
    await ran(
      scene,
      `rm -rf /tmp-of-host/${folder.split('/')[2]}`,
      { volumeMounts: [{ name: 'tmp', mountPath: '/tmp-of-host' }] },
      { spec: { volumes: [{ name: 'tmp', ...volume('/tmp', 'Directory') }] } },
    );
  }),

  clause('libpod.kube.play.200.empty-dir', async (scene) => {
    const name = volumeName(scene);
    const mounts = { volumeMounts: [{ name, mountPath: '/shared' }] };
    const pod: KubeObject = podObject(scene, scene.name('p'));
    pod.spec.volumes = [{ name, emptyDir: {} }];
    const wait = 'until test -e /shared/file; do sleep 0.1; done; cat /shared/file';
    pod.spec.containers = [
      kubeContainer(scene, { name: 'reads', command: ['sh', '-c', wait], ...mounts }),
      kubeContainer(scene, { command: ['sh', '-c', 'echo here > /shared/file'], ...mounts }),
    ];
    const [id = ''] = (await play(scene, [pod])).Pods[0]?.Containers ?? [];
    await scene.logged(id, 'here');
  }),

  clause('libpod.kube.play.200.sub-path', async (scene) => {
    const [map, claim] = [sourceName(scene), volumeName(scene)];
    const volumes = [
      { name: 'values', configMap: { name: map } },
      { name: 'data', persistentVolumeClaim: { claimName: claim } },
    ];
    const others = [
      object('ConfigMap', map, { data: { wanted: 'this', other: 'not this' } }),
      object('PersistentVolumeClaim', claim, { spec: {} }),
    ];
    const values = { name: 'values', mountPath: '/etc/wanted', subPath: 'wanted' };
    const data = { name: 'data', mountPath: '/data' };
    const write = 'mkdir /data/below; touch /data/below/inner /data/outer';
    await ran(scene, write, { volumeMounts: [data] }, { spec: { volumes }, others });
    const { output } = await ran(
      scene,
      'cat /etc/wanted; ls /data',
      { volumeMounts: [values, { ...data, subPath: 'below' }] },
      { spec: { volumes }, others },
    );
    assert.equal(output, 'thisinner\n');
  }),

  clause('libpod.kube.play.500.missing-source', async (scene) => {
    const source = scene.name('nothing');
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: source, key: 'x' } } }];
    const pod = podObject(scene, scene.name('p'), { env });
    const message = messageOf((await tryPlay(scene, [pod], 'network=none')).expect(500));
    assert.ok(message.includes(source), message);
  }),
];
