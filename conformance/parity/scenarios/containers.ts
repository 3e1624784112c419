import { file, tar } from '../../../fixtures/index.ts';
import {
  archive,
  compatScenario,
  filters,
  libpodScenario,
  makeContainer,
  makeLibpodContainer,
} from '../scenario.ts';
import type { Pair } from '../pair.ts';

const CONFIG = {
  Env: ['A=1'],
  Labels: { one: '1' },
  WorkingDir: '/tmp',
  User: '1000:1000',
  Hostname: 'host',
  StopSignal: 'SIGINT',
  HostConfig: {
    NetworkMode: 'none',
    CapAdd: ['NET_ADMIN'],
    CapDrop: ['MKNOD'],
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
    Memory: 64 * 1024 * 1024,
    ReadonlyRootfs: true,
    Tmpfs: { '/scratch': 'size=1m' },
    LogConfig: { Type: 'json-file' },
  },
};

/** Says something on both outputs, stays until it is told to go. */
const TALKER = ['sh', '-c', 'touch /made; echo out; echo err >&2; exec sleep 1000'];

async function logged(pair: Pair, container: string): Promise<void> {
  const follow = `/containers/${container}/logs?stdout=true&stderr=true`;
  for (let tries = 0; tries < 200; tries += 1) {
    const answers = await pair.quietly('compat', 'GET', follow);
    if (answers.every(({ text }) => text.includes('out') && text.includes('err'))) return;
  }
  throw new Error('the logs did not come');
}

export const CONTAINER_SCENARIOS = [
  compatScenario('a container from its making to its end', async (pair) => {
    const c = await makeContainer(pair, { Cmd: TALKER });
    const own = filters({ name: [c] });
    await pair.compat('GET', `/containers/${c}/json`);
    await pair.compat('POST', `/containers/${c}/start`);
    await logged(pair, c);
    await pair.compat('GET', `/containers/${c}/json?size=true`);
    await pair.compat('GET', `/containers/json?${own}`);
    await pair.compat('GET', `/containers/json?size=true&${own}`);
    await pair.compat('GET', `/containers/${c}/top`);
    await pair.compat('GET', `/containers/${c}/top?ps_args=-o%20pid,comm`);
    await pair.compat('GET', `/containers/${c}/stats?stream=false&one-shot=true`);
    await pair.compat('GET', `/containers/${c}/logs?stdout=true&stderr=true`);
    await pair.compat('GET', `/containers/${c}/changes`);
    await pair.compat('POST', `/containers/${c}/pause`);
    await pair.compat('GET', `/containers/${c}/json`);
    await pair.compat('POST', `/containers/${c}/unpause`);
    await pair.compat('POST', `/containers/${c}/rename?name=${pair.name('d')}`);
    pair.later('compat', `/containers/${pair.name('d')}?force=true`);
    const d = pair.name('d');
    await pair.compat('POST', `/containers/${d}/restart?t=0`);
    await pair.compat('POST', `/containers/${d}/kill`);
    await pair.compat('POST', `/containers/${d}/wait`);
    await pair.compat('GET', `/containers/${d}/json`);
    await pair.compat('GET', `/containers/json?all=true&${filters({ name: [d] })}`);
    await pair.compat('POST', `/containers/${d}/stop`);
    await pair.compat('GET', `/containers/${d}/export`);
    await pair.compat('DELETE', `/containers/${d}`);
  }),

  compatScenario('a container with much configuration', async (pair) => {
    const c = await makeContainer(pair, CONFIG);
    await pair.compat('GET', `/containers/${c}/json`);
    await pair.compat('POST', `/containers/${c}/start`);
    await pair.compat('GET', `/containers/${c}/json`);
  }),

  compatScenario('a container with a port, a volume and a network', async (pair) => {
    const volume = pair.name('v');
    pair.later('compat', `/volumes/${volume}`);
    const c = await makeContainer(pair, {
      ExposedPorts: { '80/tcp': {} },
      HostConfig: {
        NetworkMode: 'bridge',
        Binds: [`${volume}:/data`],
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] },
      },
    });
    await pair.compat('GET', `/containers/${c}/json`);
    await pair.compat('POST', `/containers/${c}/start`);
    await pair.compat('GET', `/containers/${c}/json`);
    await pair.compat('GET', `/containers/json?${filters({ name: [c] })}`);
  }),

  compatScenario('files in and out', async (pair) => {
    const c = await makeContainer(pair);
    const files = archive(await tar([file('note', 'text')]));
    await pair.compat('PUT', `/containers/${c}/archive?path=/tmp`, files);
    await pair.compat('HEAD', `/containers/${c}/archive?path=/tmp/note`);
    await pair.compat('GET', `/containers/${c}/archive?path=/tmp/note`);
    await pair.compat('GET', `/containers/${c}/archive?path=/none`);
    await pair.compat('PUT', `/containers/${c}/archive?path=/none`, files);
  }),

  compatScenario('what is refused of containers', async (pair) => {
    const c = await makeContainer(pair);
    await pair.compat('POST', `/containers/create?name=${c}`, {
      json: { Image: 'localhost/busybox', Cmd: ['true'] },
    });
    await pair.compat('POST', '/containers/create', {
      json: { Image: 'localhost/none', Cmd: ['true'] },
    });
    for (const verb of ['kill', 'pause', 'unpause', 'resize?h=10&w=10']) {
      await pair.compat('POST', `/containers/${c}/${verb}`);
    }
    await pair.compat('GET', `/containers/${c}/top`);
    const none = pair.name('none');
    for (const verb of [
      'start',
      'stop',
      'kill',
      'pause',
      'unpause',
      'restart',
      'wait',
      'rename?name=x',
    ]) {
      await pair.compat('POST', `/containers/${none}/${verb}`);
    }
    for (const view of [
      'json',
      'top',
      'logs?stdout=true',
      'changes',
      'export',
      'stats?stream=false',
    ]) {
      await pair.compat('GET', `/containers/${none}/${view}`);
    }
    await pair.compat('DELETE', `/containers/${none}`);
  }),

  compatScenario('processes in a container', async (pair) => {
    const c = await makeContainer(pair);
    const body = { json: { Cmd: ['sh', '-c', 'echo hello; exit 3'], AttachStdout: true } };
    await pair.compat('POST', `/containers/${c}/exec`, body);
    await pair.compat('POST', `/containers/${c}/start`);
    const made = await pair.compat('POST', `/containers/${c}/exec`, body);
    const exec = (side: 0 | 1) => (made[side].json as { Id: string }).Id;
    await pair.compat('GET', (side) => `/exec/${exec(side)}/json`);
    await pair.compat('POST', (side) => `/exec/${exec(side)}/start`, { json: { Detach: false } });
    await pair.compat('GET', (side) => `/exec/${exec(side)}/json`);
    await pair.compat('POST', (side) => `/exec/${exec(side)}/start`, { json: { Detach: false } });
    await pair.compat('GET', '/exec/none/json');
  }),

  libpodScenario('a container from its making to its end, in the libpod tree', async (pair) => {
    const c = await makeLibpodContainer(pair, { command: TALKER });
    const own = filters({ name: [c] });
    await pair.libpod('GET', `/containers/${c}/exists`);
    await pair.libpod('GET', `/containers/${c}/json`);
    await pair.libpod('POST', `/containers/${c}/start`);
    await logged(pair, c);
    await pair.libpod('GET', `/containers/${c}/json?size=true`);
    await pair.libpod('GET', `/containers/json?${own}`);
    await pair.libpod('GET', `/containers/json?size=true&${own}`);
    await pair.libpod('GET', `/containers/${c}/top`);
    await pair.libpod('GET', `/containers/stats?stream=false&containers=${c}`);
    await pair.libpod('GET', `/containers/${c}/logs?stdout=true&stderr=true`);
    await pair.libpod('GET', `/containers/${c}/changes`);
    await pair.libpod('POST', `/containers/${c}/pause`);
    await pair.libpod('POST', `/containers/${c}/unpause`);
    await pair.libpod('POST', `/containers/${c}/mount`);
    await pair.libpod('POST', `/containers/${c}/restart?t=0`);
    await pair.libpod('POST', `/containers/${c}/kill`);
    await pair.libpod('POST', `/containers/${c}/wait`);
    await pair.libpod('GET', `/containers/json?all=true&${own}`);
    await pair.libpod('POST', `/containers/${c}/stop`);
    await pair.libpod('DELETE', `/containers/${c}`);
  }),

  libpodScenario('a container with much configuration, in the libpod tree', async (pair) => {
    const c = await makeLibpodContainer(pair, {
      env: { A: '1' },
      labels: { one: '1' },
      work_dir: '/tmp',
      user: '1000:1000',
      hostname: 'host',
      cap_add: ['NET_ADMIN'],
      restart_policy: 'on-failure',
      restart_tries: 2,
      read_only_filesystem: true,
      resource_limits: { memory: { limit: 64 * 1024 * 1024 } },
    });
    await pair.libpod('GET', `/containers/${c}/json`);
    await pair.libpod('POST', `/containers/${c}/init`);
    await pair.libpod('GET', `/containers/${c}/json`);
  }),

  libpodScenario('what is refused of containers, in the libpod tree', async (pair) => {
    const c = await makeLibpodContainer(pair);
    for (const verb of ['kill', 'pause', 'unpause']) {
      await pair.libpod('POST', `/containers/${c}/${verb}`);
    }
    const none = pair.name('none');
    for (const verb of ['start', 'stop', 'kill', 'pause', 'init', 'mount', 'wait']) {
      await pair.libpod('POST', `/containers/${none}/${verb}`);
    }
    for (const view of ['exists', 'json', 'top', 'logs?stdout=true']) {
      await pair.libpod('GET', `/containers/${none}/${view}`);
    }
    await pair.libpod('DELETE', `/containers/${none}`);
    await pair.libpod('GET', `/containers/json?${filters({ nonsense: ['x'] })}`);
  }),
];
