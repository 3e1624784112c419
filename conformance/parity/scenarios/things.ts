import { dockerArchive, images } from '../../../fixtures/index.ts';
import { IMAGE } from '../../suite/scene.ts';
import type { Pair } from '../pair.ts';
import { archive, compatScenario, filters, libpodScenario } from '../scenario.ts';

/** Images, volumes, networks and the engine itself. */
export const THING_SCENARIOS = [
  compatScenario('an image', async (pair) => {
    const repository = `localhost/${pair.name('i')}`;
    pair.later('compat', `/images/${repository}:one?force=true`);
    const own = filters({ reference: [repository] });
    await pair.compat('POST', `/images/${IMAGE}/tag?repo=${repository}&tag=one`);
    await pair.compat('GET', `/images/json?${own}`);
    await pair.compat('GET', `/images/${IMAGE}/history`);
    await pair.compat('GET', `/images/${repository}:one/get`);
    await pair.compat('DELETE', `/images/${repository}:one`);
    await pair.compat('GET', `/images/${repository}:one/json`);
    await pair.compat('DELETE', `/images/${repository}:one`);
    await pair.compat('GET', `/images/${IMAGE}/json`);
    await pair.compat('POST', '/images/load', archive(await dockerArchive([images.busybox()])));
    await pair.compat('POST', '/images/load', archive(Buffer.from('no archive')));
  }),

  libpodScenario('an image, in the libpod tree', async (pair) => {
    const repository = `localhost/${pair.name('i')}`;
    pair.later('compat', `/images/${repository}:one?force=true`);
    await pair.libpod('POST', `/images/${IMAGE}/tag?repo=${repository}&tag=one`);
    await pair.libpod('GET', `/images/json?${filters({ reference: [repository] })}`);
    await pair.libpod('GET', `/images/${IMAGE}/exists`);
    await pair.libpod('GET', `/images/${IMAGE}/history`);
    await pair.libpod('GET', `/images/${IMAGE}/tree`);
    await pair.libpod('DELETE', `/images/${repository}:one`);
    await pair.libpod('GET', `/images/${repository}:one/json`);
    await pair.libpod('GET', `/images/${repository}:one/exists`);
    await pair.libpod('GET', `/images/${IMAGE}/json`);
    await pair.libpod('POST', '/images/load', archive(await dockerArchive([images.busybox()])));
  }),

  compatScenario('a volume', async (pair) => {
    const v = pair.name('v');
    pair.later('compat', `/volumes/${v}`);
    await pair.compat('POST', '/volumes/create', { json: { Name: v, Labels: { one: '1' } } });
    await pair.compat('POST', '/volumes/create', { json: { Name: v } });
    await pair.compat('GET', `/volumes/${v}`);
    await pair.compat('GET', `/volumes?${filters({ name: [v] })}`);
    await pair.compat('DELETE', `/volumes/${v}`);
    await pair.compat('GET', `/volumes/${v}`);
    await pair.compat('DELETE', `/volumes/${v}`);
    await pair.compat('POST', '/volumes/create', { json: { Name: 'no/name' } });
    await pair.compat('GET', `/volumes?${filters({ nonsense: ['x'] })}`);
  }),

  libpodScenario('a volume, in the libpod tree', async (pair) => {
    const v = pair.name('v');
    pair.later('compat', `/volumes/${v}`);
    await pair.libpod('POST', '/volumes/create', { json: { Name: v, Label: { one: '1' } } });
    await pair.libpod('POST', '/volumes/create', { json: { Name: v } });
    await pair.libpod('GET', `/volumes/${v}/json`);
    await pair.libpod('GET', `/volumes/json?${filters({ name: [v] })}`);
    await pair.libpod('DELETE', `/volumes/${v}`);
    await pair.libpod('GET', `/volumes/${v}/json`);
    await pair.libpod('DELETE', `/volumes/${v}`);
  }),

  compatScenario('a network', async (pair) => {
    const n = pair.name('n');
    pair.later('compat', `/networks/${n}`);
    const Config = [{ Subnet: '10.200.77.0/24', Gateway: '10.200.77.1' }];
    const json = { Name: n, Internal: true, Labels: { one: '1' }, IPAM: { Config } };
    await pair.compat('POST', '/networks/create', { json });
    await pair.compat('GET', `/networks/${n}`);
    await pair.compat('GET', `/networks?${filters({ name: [n] })}`);
    await pair.compat('POST', '/networks/create', { json: { ...json, CheckDuplicate: true } });
    await pair.compat('DELETE', `/networks/${n}`);
    await pair.compat('GET', `/networks/${n}`);
    await pair.compat('DELETE', `/networks/${n}`);
  }),

  libpodScenario('a network, in the libpod tree', async (pair) => {
    const n = pair.name('n');
    pair.later('compat', `/networks/${n}`);
    // Podman 3 has another form of the request; its parity is that of the compat tree.
    if (pair.isOld) return;
    const subnets = [{ subnet: '10.200.78.0/24', gateway: '10.200.78.1' }];
    await pair.libpod('POST', '/networks/create', {
      json: { name: n, subnets, labels: { one: '1' } },
    });
    await pair.libpod('GET', `/networks/${n}/json`);
    await pair.libpod('GET', `/networks/json?${filters({ name: [n] })}`);
    await pair.libpod('DELETE', `/networks/${n}`);
    await pair.libpod('GET', `/networks/${n}/json`);
    await pair.libpod('DELETE', `/networks/${n}`);
  }),

  compatScenario('the engine', async (pair) => {
    await pair.compat('GET', '/_ping');
    await pair.compat('GET', '/version');
    await pair.compat('GET', '/info');
    await pair.compat('GET', '/system/df');
    await pair.compat('GET', `/events?since=0&until=1&${filters({ type: ['container'] })}`);
    await events(pair, 'compat');
    await pair.compat('GET', '/nothing/here');
  }),

  libpodScenario('the engine, in the libpod tree', async (pair) => {
    await pair.libpod('GET', '/_ping');
    await pair.libpod('GET', '/version');
    await pair.libpod('GET', '/info');
    await pair.libpod('GET', '/system/df');
    await events(pair, 'libpod');
  }),
];

/** What is told of a volume's making and removal. */
async function events(pair: Pair, tree: 'compat' | 'libpod'): Promise<void> {
  const v = pair.name('v');
  const since = Math.floor(Date.now() / 1000);
  await pair.quietly('compat', 'POST', '/volumes/create', { json: { Name: v } });
  await pair.quietly('compat', 'DELETE', `/volumes/${v}`);
  const until = (Date.now() / 1000 + 0.5).toFixed(3);
  const own = filters({ volume: [v] });
  await pair[tree]('GET', `/events?since=${since}&until=${until}&stream=false&${own}`);
}
