import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createLibpod } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { readUnit, service, unitOf, unitTexts } from '../../suite/units.ts';

/** A container made as by Podman's client, with the command that it sends along. */
async function typed(scene: Scene, ...options: string[]): Promise<{ id: string; name: string }> {
  const name = scene.name();
  const command = ['podman', 'run', ...options, '--name', name, scene.image, 'sleep', '1000'];
  return { id: await createLibpod(scene, { name, containerCreateCommand: command }), name };
}

/** A pod without a network, removed at the end. */
async function pod(scene: Scene, spec: { name: string; pod_create_command?: string[] }) {
  const json = { netns: { nsmode: 'none' }, ...spec };
  (await scene.send('POST', scene.libpod('/pods/create'), { json })).expect(200, 201);
  scene.defer(() => scene.send('DELETE', scene.libpod(`/pods/${spec.name}?force=true`)));
}

/** A container in a pod, made as by Podman's client. */
async function inPod(
  scene: Scene,
  podName: string,
  name: string,
  spec: object = {},
): Promise<{ id: string; name: string }> {
  const words = ['podman', 'create', '--pod', podName, '--name', name, scene.image];
  const own = { pod: podName, name, netns: {}, containerCreateCommand: words };
  const id = await createLibpod(scene, { ...own, ...spec });
  return { id, name };
}

/** Sends a request that is refused; returns what it says. */
async function refused(scene: Scene, path: string, status: number): Promise<string> {
  return messageOf((await scene.send('GET', scene.libpod(path))).expect(status));
}

export default [
  clause('libpod.systemd.generate.200.map', async (scene) => {
    const id = await createLibpod(scene);
    const units = await unitTexts(scene, id);
    assert.deepEqual(Object.keys(units), [`container-${id}`]);
    assert.match(units[`container-${id}`] ?? '', /^\[Unit\]$/m);
  }),

  clause('libpod.systemd.generate.200.sections', async (scene) => {
    const unit = await unitOf(scene, await createLibpod(scene));
    assert.deepEqual(Object.keys(unit).sort(), ['Install', 'Service', 'Unit']);
    assert.ok(unit['Install']?.['WantedBy']?.join(' ').split(' ').includes('default.target'));
  }),

  clause('libpod.systemd.generate.200.container', async (scene) => {
    const id = await createLibpod(scene);
    const unit = await unitOf(scene, id);
    assert.match(service(unit, 'ExecStart').join(), new RegExp(`podman start ${id}$`));
    assert.match(service(unit, 'ExecStop').join(), new RegExp(`podman stop .*${id}$`));
    assert.deepEqual(service(unit, 'Type'), ['forking']);
    assert.match(service(unit, 'PIDFile').join(), new RegExp(`^/.*${id}.*conmon.pid$`));
  }),

  clause('libpod.systemd.generate.200.use-name', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, { name });
    for (const [query, wanted, other] of [
      ['useName=true', name, id],
      ['useName=false', id, name],
      ['', id, name],
    ] as const) {
      const units = await unitTexts(scene, name, query);
      assert.deepEqual(Object.keys(units), [`container-${wanted}`]);
      const start = service(await unitOf(scene, name, query), 'ExecStart').join();
      assert.ok(start.includes(wanted) && !start.includes(other), `${query}: ${start}`);
    }
  }),

  clause('libpod.systemd.generate.200.new', async (scene) => {
    const { name } = await typed(scene, '--rm', '-e', 'A=b c');
    const unit = await unitOf(scene, name, 'new=true');
    const [start = ''] = service(unit, 'ExecStart');
    const command = `-e "A=b c" --name ${name} ${scene.image} sleep 1000`;
    assert.ok(start.includes('podman run ') && start.endsWith(command), `the command: ${start}`);
    for (const option of ['-d', '--replace']) assert.ok(start.split(' ').includes(option), start);
    const [after = ''] = service(unit, 'ExecStopPost');
    assert.match(after, /podman rm /);
  }),

  clause('libpod.systemd.generate.200.new-restart', async (scene) => {
    const policy = async (query: string, ...options: string[]) => {
      const { name } = await typed(scene, ...options);
      return service(await unitOf(scene, name, `new=true${query}`), 'Restart').join();
    };
    assert.equal(await policy('', '--restart', 'always'), 'always');
    assert.equal(await policy('', '--restart=unless-stopped'), 'always');
    assert.equal(await policy(''), 'on-failure');
    assert.equal(await policy('&restartPolicy=no', '--restart', 'always'), 'no');
  }),

  clause('libpod.systemd.generate.200.time', async (scene) => {
    const id = await createLibpod(scene);
    assert.match(service(await unitOf(scene, id), 'ExecStop').join(), / -t 10 /);
    assert.match(service(await unitOf(scene, id, 'time=42'), 'ExecStop').join(), / -t 42 /);
  }),

  clause('libpod.systemd.generate.200.time-alias', async (scene) => {
    const unit = await unitOf(scene, await createLibpod(scene), 'stopTimeout=42');
    assert.match(service(unit, 'ExecStop').join(), / -t 42 /);
    assert.ok(Number(service(unit, 'TimeoutStopSec')) > 42, 'systemd waits longer');
  }),

  clause('libpod.systemd.generate.200.restart-policy', async (scene) => {
    const id = await createLibpod(scene);
    assert.deepEqual(service(await unitOf(scene, id), 'Restart'), ['on-failure']);
    for (const policy of 'no on-success on-abnormal on-watchdog on-abort always'.split(' ')) {
      const unit = await unitOf(scene, id, `restartPolicy=${policy}`);
      assert.deepEqual(service(unit, 'Restart'), [policy]);
    }
  }),

  clause('libpod.systemd.generate.200.dependencies', async (scene) => {
    const query = 'wants=a.service&wants=b.service&after=c.target&requires=d.socket';
    const { Unit } = await unitOf(scene, await createLibpod(scene), query);
    assert.ok(Unit?.['Wants']?.includes('a.service b.service'));
    assert.ok(Unit?.['After']?.includes('c.target'));
    assert.deepEqual(Unit?.['Requires'], ['d.socket']);
  }),

  clause('libpod.systemd.generate.200.variables', async (scene) => {
    const query = ['A=b', 'C=d e', 'F=100%'].map(
      (variable) => `additionalEnvVariables=${encodeURIComponent(variable)}`,
    );
    const unit = await unitOf(scene, await createLibpod(scene), query.join('&'));
    const variables = service(unit, 'Environment');
    for (const line of ['A=b', '"C=d e"', 'F=100%%']) {
      assert.ok(variables.includes(line), `${line} in ${variables.join('; ')}`);
    }
  }),

  clause('libpod.systemd.generate.200.start-timeout', async (scene) => {
    const id = await createLibpod(scene);
    assert.deepEqual(service(await unitOf(scene, id), 'TimeoutStartSec'), []);
    const unit = await unitOf(scene, id, 'startTimeout=42');
    assert.deepEqual(service(unit, 'TimeoutStartSec'), ['42']);
  }),

  clause('libpod.systemd.generate.200.restart-sec', async (scene) => {
    const id = await createLibpod(scene);
    assert.deepEqual(service(await unitOf(scene, id), 'RestartSec'), []);
    assert.deepEqual(service(await unitOf(scene, id, 'restartSec=42'), 'RestartSec'), ['42']);
  }),

  clause('libpod.systemd.generate.200.no-header', async (scene) => {
    const id = await createLibpod(scene);
    const [plain = ''] = Object.values(await unitTexts(scene, id));
    assert.match(plain, /^# autogenerated/m);
    const [bare = ''] = Object.values(await unitTexts(scene, id, 'noHeader=true'));
    assert.ok(!bare.includes('autogenerated'));
  }),

  clause('libpod.systemd.generate.200.template', async (scene) => {
    const { name } = await typed(scene);
    const query = 'new=true&useName=true&templateUnitFile=true';
    const [text = ''] = Object.values(await unitTexts(scene, name, query));
    assert.match(text, new RegExp(`^# container-${name}@.service`));
    const start = service(await unitOf(scene, name, query), 'ExecStart').join();
    assert.ok(start.includes(`--name ${name}-%i`), start);
  }),

  clause('libpod.systemd.generate.200.prefixes', async (scene) => {
    const id = await createLibpod(scene);
    const names = async (query: string) => Object.keys(await unitTexts(scene, id, query));
    assert.deepEqual(await names(''), [`container-${id}`]);
    assert.deepEqual(await names('containerPrefix=con&separator=_'), [`con_${id}`]);
    assert.deepEqual(await names('podPrefix=other'), [`container-${id}`]);
  }),

  clause('libpod.systemd.generate.200.pod', async (scene) => {
    const name = scene.name('p');
    await pod(scene, { name });
    const [first, second] = [`${name}-1`, `${name}-2`];
    const { id } = await inPod(scene, name, first);
    await inPod(scene, name, second, { dependencyContainers: [id] });
    const texts = await unitTexts(scene, name, 'useName=true&podPrefix=group');
    const units = new Map(Object.entries(texts).map(([key, text]) => [key, readUnit(text)]));
    const own = `group-${name}`;
    const containers = [`container-${first}`, `container-${second}`];
    assert.deepEqual([...units.keys()].sort(), [...containers, own].sort());
    const words = (unit: string, option: string) =>
      (units.get(unit)?.['Unit']?.[option] ?? []).join(' ').split(' ');
    for (const container of containers) {
      for (const option of ['Wants', 'Before']) {
        assert.ok(words(own, option).includes(`${container}.service`), `${option} ${container}`);
      }
      for (const option of ['BindsTo', 'After']) {
        assert.ok(words(container, option).includes(`${own}.service`), `${option} ${own}`);
      }
    }
    assert.ok(words(`container-${second}`, 'After').includes(`container-${first}.service`));
    assert.match(service(units.get(own), 'ExecStart').join(), /podman start .*-infra$/);
  }),

  clause('libpod.systemd.generate.200.new-pod', async (scene) => {
    const name = scene.name('p');
    const command = ['podman', 'pod', 'create', '--name', name, '--label', 'a=b'];
    await pod(scene, { name, pod_create_command: command });
    const { name: container } = await inPod(scene, name, `${name}-1`);
    const texts = await unitTexts(scene, name, 'useName=true&new=true');
    const own = readUnit(texts[`pod-${name}`] ?? '');
    const creates = service(own, 'ExecStartPre').find((line) => line.includes(' pod create '));
    const [, file = ''] = /--pod-id-file (\S+)/.exec(creates ?? '') ?? [];
    assert.ok(creates?.includes(`--name ${name} --label a=b`), creates);
    const start = service(readUnit(texts[`container-${container}`] ?? ''), 'ExecStart').join();
    assert.ok(start.includes(`--pod-id-file ${file}`), `${start} is in the pod of ${file}`);
    assert.ok(!start.includes(`--pod ${name}`), start);
  }),

  clause('libpod.systemd.generate.500.pod-template', async (scene) => {
    const name = scene.name('p');
    await pod(scene, { name, pod_create_command: ['podman', 'pod', 'create', '--name', name] });
    await inPod(scene, name, `${name}-1`);
    await refused(scene, `/generate/${name}/systemd?new=true&templateUnitFile=true`, 500);
  }),

  clause('libpod.systemd.generate.400.restart-policy', async (scene) => {
    const id = await createLibpod(scene);
    const message = await refused(scene, `/generate/${id}/systemd?restartPolicy=sometimes`, 400);
    assert.match(message, /sometimes/);
  }),

  clause('libpod.systemd.generate.400.parameters', async (scene) => {
    const id = await createLibpod(scene);
    for (const parameter of ['useName=perhaps', 'new=perhaps', 'stopTimeout=soon']) {
      const message = await refused(scene, `/generate/${id}/systemd?${parameter}`, 400);
      assert.ok(/useName|new|time/i.test(message), message);
    }
  }),

  clause('libpod.systemd.generate.500.no-command', async (scene) => {
    const id = await createLibpod(scene);
    const message = await refused(scene, `/generate/${id}/systemd?new=true`, 500);
    assert.ok(message.includes(id), message);
  }),

  clause('libpod.systemd.generate.500.unknown', async (scene) => {
    const name = scene.name('nobody');
    const message = await refused(scene, `/generate/${name}/systemd`, 500);
    assert.ok(message.includes(name), message);
  }),
];
