import assert from 'node:assert/strict';
import { file, symlink, tar } from '../../fixtures/index.ts';
import { Builder } from './build.ts';
import { written } from './containers.ts';
import { imageExists, inspectImage } from './images.ts';
import type { Tree } from './libpod.ts';
import { inspectList, listName } from './manifests.ts';
import type { Scene } from './scene.ts';
import { serveInside } from './serve.ts';
import { Reading } from './streams.ts';

type Promised = (scene: Scene, tree: Tree) => Promise<void>;

/** What differs from one run to the next. */
const RANDOM = 'RUN cat /proc/sys/kernel/random/uuid > /random';

/** A name for an image in the tree's own space. */
const imageName = (scene: Scene) => `localhost/${scene.name('i')}`;

export const makesImage: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const { id, text } = await builder.build({ steps: ['RUN echo made > /made'] });
  if (tree === 'compat') assert.match(text, new RegExp(`Successfully built ${id.slice(0, 12)}\n$`));
  else assert.ok(text.endsWith(`${id}\n`), text);
  const { id: container } = await scene.exited({ Image: id, Cmd: ['cat', '/made'] });
  assert.equal((await written(scene, container)).stdout, 'made\n');
};

export const streamsAsItRuns: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const steps = ['RUN echo first; sleep 2; echo second'];
  const body = await tar([file('Dockerfile', builder.dockerfile(steps))]);
  const response = await scene.open('POST', builder.path(), { body });
  const reading = new Reading(response);
  await reading.until(() => /"first\\n/.test(reading.text), 'the first output');
  assert.match(reading.text, /step 3\/3 ?: RUN echo first/i, 'the step is told before');
  assert.doesNotMatch(reading.text, /"second\\n/, 'before the second is written');
  await reading.until(() => /"second\\n/.test(reading.text), 'the second output');
};

export const failureIsTold: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const name = imageName(scene);
  const lines = await builder.lines({
    steps: ['RUN echo before; exit 3', 'RUN true'],
    query: { t: name },
  });
  const last = lines.at(-1);
  assert.match(last?.error ?? '', /\b3\b/);
  assert.equal(last?.errorDetail?.message, last?.error);
  if (tree === 'compat' && last?.errorDetail?.code !== undefined)
    assert.equal(last.errorDetail.code, 3);
  assert.match(lines.map(({ stream = '' }) => stream).join(''), /^before$/m);
  assert.ok(!(await imageExists(scene, name)), 'nothing has the name');
};

export const dockerfileIsNamed: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const other = file('other/Named', builder.dockerfile(['RUN echo named > /which']));
  const steps = ['RUN echo default > /which'];
  const which = async (query: Record<string, string>) => {
    const { id } = await builder.build({ steps, files: [other], query });
    const { id: container } = await scene.exited({ Image: id, Cmd: ['cat', '/which'] });
    return (await written(scene, container)).stdout;
  };
  assert.equal(await which({}), 'default\n');
  assert.equal(await which({ dockerfile: 'other/Named' }), 'named\n');
};

export const everyNameIsGiven: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const [one, two] = [imageName(scene), imageName(scene)];
  const { id } = await builder.build({ steps: [], query: { t: [`${one}:v1`, two] } });
  for (const name of [`${one}:v1`, `${two}:latest`])
    assert.equal((await inspectImage(scene, name)).Id.replace('sha256:', ''), id, name);
};

export const hostsAreAdded: Promised = async (scene, tree) => {
  const host = 'probe.example:10.11.12.13';
  const query = { extrahosts: tree === 'libpod' ? JSON.stringify([host]) : host };
  const told = await new Builder(scene, tree).output('grep probe /etc/hosts', { query });
  assert.match(told, /^10\.11\.12\.13\s+probe\.example$/);
};

export const remoteIsFetched: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const steps = ['COPY mark /mark', 'RUN cat /mark'];
  const archive = await tar([file('Dockerfile', builder.dockerfile(steps)), file('mark', 'tar\n')]);
  const text = Buffer.from(builder.dockerfile(['RUN echo alone']));
  const port = await serveInside(scene, { 'context.tar': archive, 'Dockerfile.txt': text });
  for (const [name, expected] of [
    ['context.tar', 'tar'],
    ['Dockerfile.txt', 'alone'],
  ] as const) {
    const query = { remote: `http://127.0.0.1:${port}/${name}` };
    const answer = await scene.send('POST', builder.path(query), {
      headers: { 'content-type': 'application/x-tar' },
    });
    assert.match(answer.expect(200).text, new RegExp(`"${expected}\\\\n`), name);
  }
};

export const quietTellsTheId: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const lines = await builder.lines({ steps: ['RUN echo loud'], query: { q: 'true' } });
  assert.equal(lines.length, 1, JSON.stringify(lines));
  assert.match(lines[0]?.stream ?? '', /^(sha256:)?[0-9a-f]{64}\n$/);
};

async function layersOf(scene: Scene, id: string): Promise<string[]> {
  return (await inspectImage(scene, id)).RootFS.Layers;
}

export const stepsAreTakenAgain: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const wish = { steps: [RANDOM, 'COPY f /f'], files: [file('f', 'one')] };
  const first = await builder.build(wish);
  const second = await builder.build(wish);
  assert.deepEqual(await layersOf(scene, second.id), await layersOf(scene, first.id));
  assert.match(second.text, /Using cache/);
  const changed = await builder.build({ ...wish, files: [file('f', 'two')] });
  assert.notEqual(changed.id, first.id, 'a changed file is copied again');
  assert.match(changed.text, /Using cache/, 'what comes before it is taken');
  const fresh = await builder.build({ ...wish, query: { nocache: 'true' } });
  assert.notEqual(fresh.id, first.id);
  assert.doesNotMatch(fresh.text, /Using cache/);
};

export const stepsComeFromImages: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const name = imageName(scene);
  const first = await builder.build({ steps: [RANDOM], query: { t: name } });
  const query = { cachefrom: tree === 'libpod' ? name : JSON.stringify([name]) };
  const second = await builder.build({ steps: [RANDOM], query });
  assert.deepEqual(await layersOf(scene, second.id), await layersOf(scene, first.id));
};

export const pullAsksTheRegistry: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  await builder.build({ steps: [] });
  // No registry is there, so that to ask it fails.
  const failure = await builder.failure({
    steps: [],
    query: { pull: 'true', pullpolicy: 'always' },
  });
  assert.match(failure, /localhost/);
};

export const workingContainersGo: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  await builder.build({ steps: ['RUN true'], query: { rm: 'true', nocache: 'true' } });
  assert.deepEqual(await builder.containers(), []);
  await builder.failure({ steps: ['RUN false'], query: { rm: 'true', forcerm: 'true' } });
  assert.deepEqual(await builder.containers(), []);
};

export const memoryIsLimited: Promised = async (scene, tree) => {
  const query = { memory: String(64 * 1024 * 1024), cpuperiod: '100000', cpuquota: '50000' };
  // Both versions of control groups, seen from inside.
  const script = `cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes memory.max cpu/cpu.cfs_quota_us cpu.max 2>/dev/null`;
  const words = (await new Builder(scene, tree).output(script, { query })).split(/\s+/);
  for (const word of [query.memory, query.cpuquota])
    assert.ok(words.includes(word), `${word} among ${words.join(' ')}`);
};

export const shmHasItsSize: Promised = async (scene, tree) => {
  const query = { shmsize: String(8 * 1024 * 1024) };
  const told = await new Builder(scene, tree).output('df -k /dev/shm | tail -n 1', { query });
  assert.equal(told.split(/\s+/)[1], '8192', told);
};

export const argumentsAreSet: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const wish = { steps: ['ARG GIVEN=default', 'ARG OTHER=default'] };
  const query = { buildargs: JSON.stringify({ GIVEN: 'from client' }) };
  assert.equal(
    await builder.output('echo $GIVEN $OTHER', { ...wish, query }),
    'from client default',
  );
  const { id } = await builder.build({ ...wish, query });
  const env = (await inspectImage(scene, id)).Config['Env'] as string[];
  assert.ok(!env.some((entry) => entry.startsWith('GIVEN=')), env.join(' '));
};

export const newLayersBecomeOne: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const steps = ['RUN echo a > /a; echo b > /b', 'RUN rm /a /bin/vi', 'RUN echo c > /c'];
  const { id } = await builder.build({ steps, query: { squash: 'true' } });
  // In Podman's tree the base image's layers are joined too.
  const base = tree === 'compat' ? (await inspectImage(scene, scene.image)).RootFS.Layers : [];
  assert.deepEqual((await inspectImage(scene, id)).RootFS.Layers.slice(0, -1), base);
  const Cmd = ['sh', '-c', 'cat /b /c; ls /a /bin/vi 2>/dev/null; true'];
  const { id: container } = await scene.exited({ Image: id, Cmd });
  assert.equal((await written(scene, container)).stdout, 'b\nc\n');
};

export const labelsAreOn: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const query = { labels: JSON.stringify({ given: 'by client', other: '1' }) };
  const { id } = await builder.build({ steps: ['LABEL own=yes'], query });
  const labels = (await inspectImage(scene, id)).Config['Labels'] as Record<string, string>;
  assert.deepEqual([labels['given'], labels['other'], labels['own']], ['by client', '1', 'yes']);
};

export const networkIsChosen: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const links = async (networkmode: string) =>
    (await builder.output('ls /sys/class/net | tr "\\n" " "', { query: { networkmode } })).trim();
  assert.doesNotMatch(await links('none'), /eth/);
  assert.match(await links('bridge'), /eth0/);
};

export const platformIsTaken: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const raw = `FROM scratch\nLABEL rp=${builder.label}\n`;
  const { id } = await builder.build({ raw, query: { platform: 'linux/s390x' } });
  const { Architecture, Os } = (await inspectImage(scene, id)) as unknown as Record<string, string>;
  assert.deepEqual([Os, Architecture], ['linux', 's390x']);
};

export const targetEndsTheBuild: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const raw = [
    `FROM ${scene.image} AS first`,
    `LABEL rp=${builder.label}`,
    'RUN echo first > /which',
    'FROM first AS second',
    'RUN false',
  ].join('\n');
  const { id } = await builder.build({ raw, query: { target: 'first' } });
  const { id: container } = await scene.exited({ Image: id, Cmd: ['cat', '/which'] });
  assert.equal((await written(scene, container)).stdout, 'first\n');
};

export const outputsChangeNothing: Promised = async (scene, tree) => {
  const query = { outputs: 'type=image' };
  const { id } = await new Builder(scene, tree).build({ steps: [], query });
  assert.ok(await imageExists(scene, id));
};

export const ignoredFilesStayOut: Promised = async (scene, tree) => {
  const files = [
    file('.dockerignore', '# not these\nsecret\n*.log\n!kept.log\nfolder/*/deep\n'),
    ...['secret', 'a.log', 'kept.log', 'plain', 'folder/x/deep', 'folder/x/flat'].map((name) =>
      file(name, name),
    ),
  ];
  const steps = ['COPY . /context'];
  const told = await new Builder(scene, tree).output('cd /context && find . -type f | sort', {
    steps,
    files,
  });
  const names = told.split(/\s+/).filter((name) => !/Dockerfile|\.dockerignore/.test(name));
  assert.deepEqual(names, ['./folder/x/flat', './kept.log', './plain']);
};

export const nothingLeadsOut: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const files = [
    symlink('up', '../../../../../../../../../../etc/passwd'),
    symlink('root', '/etc/passwd'),
  ];
  for (const source of ['up', 'root', '../../../../../../../etc/passwd'])
    await builder.failure({ steps: [`COPY ${source} /got`], files });
  const inside = [file('etc/passwd', 'inside'), symlink('root', '/etc/passwd')];
  const told = await builder.output('cat /got', { steps: ['COPY root /got'], files: inside });
  assert.equal(told, 'inside', 'a link is read as if the context were the root');
};

export const leavingEndsIt: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const steps = ['RUN while echo begun; do sleep 0.1; done'];
  const body = await tar([file('Dockerfile', builder.dockerfile(steps))]);
  const response = await scene.open('POST', builder.path(), { body });
  const reading = new Reading(response);
  await reading.until(() => reading.text.includes('begun\\n'), 'the output of RUN');
  response.destroy();
  await builder.untilNothingRuns();
};

export const otherTypesAreRefused: Promised = async (scene, tree) => {
  const options = { headers: { 'content-type': 'text/plain' } };
  (await new Builder(scene, tree).send({ steps: [], options })).expect(400);
};

export const badParametersAreRefused: Promised = async (scene, tree) => {
  const builder = new Builder(scene, tree);
  const bad: Record<string, string>[] = [{ buildargs: 'no' }, { labels: '{' }, { t: 'NOT A NAME' }];
  for (const query of bad) (await builder.send({ steps: [], query })).expect(400);
};

export const missingDockerfileIsAnError: Promised = async (scene, tree) => {
  const query = { dockerfile: 'missing/Dockerfile' };
  const answer = (await new Builder(scene, tree).send({ steps: [], query })).expect(500);
  assert.match(answer.text, /missing/);
};

export const proxyIsPassedOn: Promised = async (scene, tree) => {
  // What the engine's own settings are cannot be known: the build has to take the parameter.
  const { id } = await new Builder(scene, tree).build({
    steps: ['RUN env'],
    query: { httpproxy: 'true' },
  });
  assert.ok(await imageExists(scene, id));
};

/** Only in Podman's tree. */
export const platformsAreBuilt = async (scene: Scene): Promise<void> => {
  const builder = new Builder(scene, 'libpod');
  const manifest = listName(scene);
  const raw = `FROM scratch\nLABEL rp=${builder.label}\n`;
  const platform = ['linux/amd64', 'linux/s390x'];
  await builder.build({ raw, query: { platform, manifest } });
  const { manifests } = await inspectList(scene, manifest);
  assert.deepEqual(
    manifests.map(({ platform: { os, architecture } }) => `${os}/${architecture}`).sort(),
    platform,
  );
};

/** Only in Podman's tree. */
export const usageIsTold = async (scene: Scene): Promise<void> => {
  const { text } = await new Builder(scene, 'libpod').build({
    steps: ['RUN true'],
    query: { rusage: 'true' },
  });
  assert.match(text, /\(system\) \S+\(user\) \S+\(elapsed\)/);
};

/** Only in Podman's tree. */
export const stagesRunSideBySide = async (scene: Scene): Promise<void> => {
  const builder = new Builder(scene, 'libpod');
  const cache = `--mount=type=cache,id=${scene.name('c')},target=/c`;
  // Each of the two waits for the other.
  const raw = [
    `FROM ${scene.image} AS one`,
    `RUN ${cache} touch /c/one; until [ -e /c/two ]; do sleep 0.1; done; echo 1 > /one`,
    `FROM ${scene.image} AS two`,
    `RUN ${cache} touch /c/two; until [ -e /c/one ]; do sleep 0.1; done; echo 2 > /two`,
    `FROM ${scene.image}`,
    `LABEL rp=${builder.label}`,
    'COPY --from=one /one /one',
    'COPY --from=two /two /two',
  ].join('\n');
  const { id } = await builder.build({ raw, query: { jobs: '2' } });
  const { id: container } = await scene.exited({ Image: id, Cmd: ['cat', '/one', '/two'] });
  assert.equal((await written(scene, container)).stdout, '1\n2\n');
};

/** Only in Docker's tree. */
export const isolationIsDefault = async (scene: Scene): Promise<void> => {
  const builder = new Builder(scene, 'compat');
  await builder.build({ steps: [], query: { isolation: 'default' } });
  for (const query of [{ isolation: 'hyperv' }, { platform: 'linux/amd64,linux/arm64' }])
    (await builder.send({ steps: [], query })).expect(400);
};
