import { file, tar } from '../../fixtures/index.ts';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';
import { timed } from './parts.ts';

/** A Dockerfile of 20 steps, of the kinds that Dockerfiles have. */
export const buildCases: readonly Case[] = [
  {
    name: 'build-cold',
    title: 'build 20 steps, nothing known',
    unit: 'ms',
    samples: 2,
    measure: (engine) => timed(() => build(engine, 'nocache=true')),
    clean: removeBuilt,
  },
  {
    name: 'build-cached',
    title: 'build 20 steps, all known',
    unit: 'ms',
    samples: 5,
    async prepare(engine) {
      await build(engine, '');
      return [];
    },
    measure: (engine) => timed(() => build(engine, '')),
    clean: removeBuilt,
  },
];

const name = 'localhost/bench-build';

const dockerfile = [
  'FROM localhost/busybox:latest',
  'ARG mode=release',
  'ENV APP=/app MODE=$mode',
  'WORKDIR /app',
  'LABEL org.example.role=bench',
  'RUN mkdir -p lib bin share && echo $MODE > mode',
  'COPY package .',
  'RUN wc -c package > size',
  'COPY lib lib',
  'RUN cat lib/* > bin/all',
  'RUN chmod +x bin/all',
  'COPY --chown=1000:1000 share share',
  'RUN for i in 1 2 3 4 5; do cp bin/all share/$i; done',
  'RUN rm share/5',
  'EXPOSE 8080',
  'RUN adduser -D -H runner || true',
  'RUN sort share/* | head -n 5 > top',
  'USER 1000',
  'ENTRYPOINT ["/bin/sh"]',
  'CMD ["-c", "cat /app/mode"]',
].join('\n');

const context = tar([
  file('Dockerfile', dockerfile),
  file('package', 'x'.repeat(10_000)),
  ...Array.from({ length: 50 }, (_, at) => file(`lib/part${at}`, `part ${at}\n`.repeat(100))),
  ...Array.from({ length: 20 }, (_, at) => file(`share/text${at}`, `text ${at}\n`.repeat(10))),
]);

async function build(engine: Engine, query: string): Promise<void> {
  const path = `/build?t=${encodeURIComponent(name)}&${query}`;
  const answer = await engine.call('POST', path, { body: await context });
  const failed = (answer.lines as { error?: string }[]).find(({ error }) => error !== undefined);
  if (failed) throw new Error(failed.error);
}

async function removeBuilt(engine: Engine): Promise<void> {
  await engine.call('DELETE', `/images/${name}?force=true`);
  await engine.call('POST', '/images/prune');
}
