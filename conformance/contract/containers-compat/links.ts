import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { written } from '../../suite/containers.ts';

const bridge = { NetworkMode: 'bridge' };

export default [
  clause('compat.container.create.201.field-links', async (scene) => {
    const ExposedPorts = { '80/tcp': {}, '81/tcp': {}, '82/tcp': {}, '53/udp': {} };
    const other = await scene.running({ ExposedPorts, Env: ['COLOUR=red'], HostConfig: bridge });
    const HostConfig = { ...bridge, Links: [`${other}:my-db`] };
    const Cmd = ['sh', '-c', 'cat /etc/hosts; env'];
    const { id, exitCode } = await scene.exited({ Cmd, HostConfig });
    assert.equal(exitCode, 0);
    const { stdout } = await written(scene, id);
    const there = await scene.inspect(other);
    const { IPAddress } = Object.values(there.NetworkSettings.Networks)[0]!;
    const own = (await scene.inspect(id)) as unknown as {
      Name: string;
      HostConfig: { Links: string[] };
    };
    const name = there.Name.slice(1);
    assert.match(stdout, new RegExp(`^${IPAddress}\\s+my-db ${other.slice(0, 12)} ${name}$`, 'm'));
    const variables = [
      `MY_DB_NAME=${own.Name}/my-db`,
      `MY_DB_PORT=udp://${IPAddress}:53`,
      `MY_DB_PORT_80_TCP=tcp://${IPAddress}:80`,
      `MY_DB_PORT_80_TCP_ADDR=${IPAddress}`,
      'MY_DB_PORT_80_TCP_PORT=80',
      'MY_DB_PORT_80_TCP_PROTO=tcp',
      `MY_DB_PORT_80_TCP_START=tcp://${IPAddress}:80`,
      'MY_DB_PORT_80_TCP_PORT_END=82',
      `MY_DB_PORT_53_UDP=udp://${IPAddress}:53`,
      'MY_DB_ENV_COLOUR=red',
    ];
    const lines = new Set(stdout.split('\n'));
    assert.deepEqual(
      variables.filter((variable) => !lines.has(variable)),
      [],
    );
    assert.deepEqual(own.HostConfig.Links, [`/${name}:${own.Name}/my-db`]);
  }),

  clause('compat.container.create.201.warnings', async (scene) => {
    const warnings = async (HostConfig: object) => {
      const json = { Image: scene.image, HostConfig };
      const answer = await scene.send('POST', scene.compat('/containers/create'), { json });
      const { Id, Warnings } = answer.expect(201).json as { Id: string; Warnings: string[] };
      scene.defer(() => scene.send('DELETE', scene.compat(`/containers/${Id}?force=true`)));
      return Warnings.join('\n');
    };
    const PortBindings = { '80/tcp': [{ HostPort: '8080' }] };
    const ports = await warnings({ NetworkMode: 'host', PortBindings });
    assert.match(ports, /Published ports are discarded/);
    assert.match(await warnings({ OomKillDisable: true }), /OOM killer is disabled/);
  }),
];
