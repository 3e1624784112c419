import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { apply, fakeCluster } from '../../suite/cluster.ts';
import { kubeText } from '../../suite/kube.ts';

const object = (kind: string, name: string): object => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
});

export default [
  clause('libpod.kube.apply.200.deployed', async (scene) => {
    const cluster = await fakeCluster(scene);
    const yaml = kubeText(
      object('Pod', 'p'),
      object('Service', 's'),
      object('PersistentVolumeClaim', 'c'),
    );
    const answer = await apply(scene, yaml, { kubeconfig: cluster.kubeconfig });
    assert.equal(answer.expect(200).text.trim(), 'Deployed!');
    const sent = await cluster.requests();
    assert.equal(sent.at(-1)?.object.kind, 'Pod', 'what others need comes first');
    const seen = sent.map(({ method, path, object: { kind, metadata } }) =>
      [method, path.split('/').at(-1), kind, metadata.name].join(' '),
    );
    assert.deepEqual(seen.toSorted(), [
      'POST persistentvolumeclaims PersistentVolumeClaim c',
      'POST pods Pod p',
      'POST services Service s',
    ]);
  }),

  clause('libpod.kube.apply.200.namespace', async (scene) => {
    const cluster = await fakeCluster(scene);
    const { kubeconfig } = cluster;
    (await apply(scene, kubeText(object('Pod', 'p')), { kubeconfig })).expect(200);
    const named = { kubeconfig, namespace: 'shop' };
    (await apply(scene, kubeText(object('Pod', 'p')), named)).expect(200);
    assert.deepEqual(
      (await cluster.requests()).map(({ path }) => path),
      ['/api/v1/namespaces/default/pods', '/api/v1/namespaces/shop/pods'],
    );
  }),

  clause('libpod.kube.apply.500.refused', async (scene) => {
    const { kubeconfig } = await fakeCluster(scene);
    const answer = await apply(scene, kubeText(object('Pod', 'refused')), { kubeconfig });
    assert.match(messageOf(answer.expect(500)), /from the cluster/);
  }),

  clause('libpod.kube.apply.500.kind', async (scene) => {
    const { kubeconfig } = await fakeCluster(scene);
    const answer = await apply(scene, kubeText(object('Secret', 's')), { kubeconfig });
    assert.match(messageOf(answer.expect(500)), /Secret/);
  }),

  clause('libpod.kube.apply.500.no-kubeconfig', async (scene) => {
    const missing = { kubeconfig: `/nothing/${scene.name('config')}` };
    const answer = await apply(scene, kubeText(object('Pod', 'p')), missing);
    assert.ok(messageOf(answer.expect(500)).includes(missing.kubeconfig));
  }),

  clause('libpod.kube.apply.500.empty', async (scene) => {
    const { kubeconfig } = await fakeCluster(scene);
    assert.match(messageOf((await apply(scene, '', { kubeconfig })).expect(500)), /empty/);
  }),
];
